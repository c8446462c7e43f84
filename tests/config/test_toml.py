"""TOML files, and where each value stands in them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from keydex.config import toml
from keydex.errors import ConfigError
from keydex.model import Key
from tests.config.documents import DOCUMENTS, documents
from tests.memory import PROJECT, world

PATH = PROJECT / "pyproject.toml"
INDEX = ("tool", "uv", "index")


def parsed(text: str) -> toml.Document:
    return toml.Document(PATH, text, toml.parsed(text, PATH))


def leaves(tree: object, key: Key = ()) -> Iterator[tuple[Key, object]]:
    if isinstance(tree, dict):
        for name, each in tree.items():
            yield from leaves(each, (*key, name))
    elif isinstance(tree, list) and tree:
        for number, each in enumerate(tree):
            yield from leaves(each, (*key, number))
    else:
        yield key, tree


def test_a_file_is_read_as_it_stands() -> None:
    text = "\ufeff[tool]\r\na = '''x\r\ny'''\r\n"
    document = toml.read(world({"pyproject.toml": text}), PATH)
    assert document == toml.Document(PATH, text, {"tool": {"a": "x\ny"}})


def test_no_file_is_no_document() -> None:
    assert toml.read(world(), PATH) is None


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a = 1\nb = \n", 2, "it is not valid TOML: "),
        ("a = 1\na = 2", 2, "it is not valid TOML: "),
        ("a = 1\nb = '''x", 2, "it is not valid TOML: "),
        ("\ufeffa = [1,\n2,", 2, "it is not valid TOML"),
        (f"a = {'[' * 5000}", None, "it is nested too deeply"),
        (f"a = {'1' * 5000}", None, "it is not valid TOML: exceeds the limit"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: int | None, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        toml.read(world({"pyproject.toml": text}), PATH)
    assert caught.value.path == PATH
    assert caught.value.line == line
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize(
    ("name", "key", "line"),
    [
        ("interleaved", INDEX, 2),
        ("interleaved", (*INDEX, 0), 2),
        ("interleaved", (*INDEX, 0, "url"), 4),
        ("interleaved", (*INDEX, 1), 11),
        ("interleaved", (*INDEX, 1, "url"), 12),
        ("interleaved", ("tool", "uv", "sources", "x", "index"), 8),
        ("interleaved", ("tool", "uv"), 15),
        ("interleaved", ("tool",), 2),
        ("interleaved", (*INDEX, 2), None),
        ("interleaved", ("tool", "u"), None),
        ("with the line ends of Windows", (*INDEX, 1, "url"), 12),
        ("with both line ends", (*INDEX, 1, "url"), 12),
        ("with a byte order mark", (*INDEX, 0), 2),
        ("sub-tables of entries", (*INDEX, 0, "cache-control", "api"), 4),
        ("sub-tables of entries", (*INDEX, 1, "deep"), 6),
        ("sub-tables of entries", (*INDEX, 1, "deep", 1, "k"), 9),
        ("sub-tables of entries", (*INDEX, 2, "deep", 0, "k"), 12),
        ("inline", INDEX, 2),
        ("inline", (*INDEX, 0, "url"), 2),
        ("inline", (*INDEX, 1), 3),
        ("inline", (*INDEX, 1, "deep", "er"), 3),
        ("inline", (*INDEX, 1, "deep"), 3),
        ("dotted", (*INDEX, 0, "url"), 2),
        ("dotted", ("other", "a", "b"), 5),
        ("dotted", ("other", "a", "b", "e"), 6),
        ("quoted", (*INDEX, 0, "url"), 3),
        ("quoted", (*INDEX, 0, "a.b"), 4),
        ("quoted", (*INDEX, 0, 'é"]='), 5),
        ("quoted", (*INDEX, 0, "#"), 6),
        ("multi-line strings", ("tool", "a"), 2),
        ("multi-line strings", ("tool", "b"), 6),
        ("multi-line strings", ("tool", "uv"), None),
        ("multi-line strings", ("tool", "i"), 15),
        ("other values", ("g", "i", 1), 6),
        ("other values", ("m",), 7),
        ("empty", (), None),
        ("only a comment", ("nothing",), None),
    ],
)
def test_lines(name: str, key: Key, line: int | None) -> None:
    assert parsed(DOCUMENTS[name]).line(key) == line


def assert_places(text: str) -> None:
    document = parsed(text)
    for key, value in leaves(document.data):
        start, end = document.span(key)
        assert repr(tomllib.loads(f"x = {text[start:end]}")) == repr({"x": value})


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_every_value_stands_where_it_is_said_to(text: str) -> None:
    assert_places(text)


@settings(deadline=None)
@given(documents())
def test_so_does_every_value_of_any_document(text: str) -> None:
    assert_places(text)


def test_a_value_that_is_not_there_has_no_place() -> None:
    with pytest.raises(ConfigError, match=r"pyproject\.toml:11: tool\.uv\.index\[1\]: there is no"):
        parsed(DOCUMENTS["interleaved"]).span((*INDEX, 1))
    with pytest.raises(ConfigError, match=r"pyproject\.toml: a\[0\]: there is no such value"):
        parsed(DOCUMENTS["interleaved"]).span(("a", 0))


def test_places_are_only_looked_for_when_they_are_asked_for() -> None:
    document = parsed(DOCUMENTS["interleaved"])
    assert "places" not in vars(document)
    assert document.places is document.places
    assert Path(document.path) == PATH
