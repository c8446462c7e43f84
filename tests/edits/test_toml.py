"""TOML files are changed in one place, and every other byte stays."""

import json
import tomllib
from collections.abc import Iterator
from functools import cached_property

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from keydex.config import toml
from keydex.edits import toml_insert, toml_removed, toml_value, undo
from keydex.errors import ConfigError
from keydex.model import Key
from keydex.secret import Secret
from tests.config.documents import DOCUMENTS, documents
from tests.memory import PROJECT

PATH = PROJECT / "pyproject.toml"
INDEX = ("tool", "uv", "index")
NEW = "https://bob@new/simple"


def document(text: str) -> toml.Document:
    return toml.Document(PATH, text, toml.parsed(text, PATH))


def keys(tree: object, kind: type, key: Key = ()) -> Iterator[Key]:
    """Name everything of one kind in a tree, the tree itself too."""
    if isinstance(tree, kind):
        yield key
    if isinstance(tree, dict | list):
        for part, each in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from keys(each, kind, (*key, part))


def changed(before: str, after: str) -> tuple[str, str]:
    """Return what of one text is replaced by what of the other, the smallest part."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


@pytest.mark.parametrize(
    ("name", "key", "old", "new"),
    [
        ("interleaved", (*INDEX, 0, "url"), '"https://a/simple"', f'"{NEW}"'),
        ("interleaved", (*INDEX, 1, "url"), "'https://b/simple'", f"'{NEW}'"),
        ("interleaved", ("tool", "uv", "sources", "x", "index"), '"a" }', f'"{NEW}" }}'),
        ("sub-tables of entries", (*INDEX, 1, "deep", 1, "k"), '"2"', f'"{NEW}"'),
        ("inline", (*INDEX, 0, "url"), '"https://a/simple"', f'"{NEW}"'),
        ("inline", (*INDEX, 1, "deep", "er"), '"x"', f'"{NEW}"'),
        ("dotted", (*INDEX, 0, "url"), '"https://a/simple"', f'"{NEW}"'),
        ("quoted", (*INDEX, 0, 'é"]='), '"d"', f'"{NEW}"'),
        ("indented", (*INDEX, 0, "url"), '"https://a/simple"', f'"{NEW}"'),
        ("multi-line strings", ("tool", "e"), '"""\\\n  https://e/simple"""', f'"{NEW}"'),
        ("multi-line strings", ("tool", "d"), "''''quoted''''", f"'{NEW}'"),
        ("multi-line strings", ("tool", "f"), '""""""', f'"{NEW}"'),
        ("other values", ("g", "i", 1), '"l"', f'"{NEW}"'),
    ],
)
@pytest.mark.parametrize("form", ["{}", "\ufeff{}", "windows"])
def test_one_value_changes(name: str, key: Key, old: str, new: str, form: str) -> None:
    before, after = DOCUMENTS[name], DOCUMENTS[name].replace(old, new, 1)
    if form == "windows":
        before, after = before.replace("\n", "\r\n"), after.replace("\n", "\r\n")
    else:
        before, after = form.format(before), form.format(after)
    edit = toml_value(document(before), key, NEW, "Put bob into the URL.", (Secret("bob"),))
    assert edit.after.decode() == after
    assert edit.before.decode() == before
    assert (edit.path, edit.summary) == (PATH, "Put bob into the URL.")
    assert edit.secrets == (Secret("bob"),)


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ('"a"', 'b"\\', '"b\\"\\\\"'),
        ("'a'", 'b"\\', "'b\"\\'"),
        ("'a'", "it's", '"it\'s"'),
        ("'a'", "b\nc", '"b\\nc"'),
        ("'''a'''", "b", "'b'"),
        ('"a"', "\x01\x7f\té", '"\\u0001\\u007f\\té"'),
    ],
)
def test_strings_are_quoted_as_before_where_that_can_be(old: str, new: str, written: str) -> None:
    assert toml_value(document(f"x = {old} # c"), ("x",), new, "").after.decode() == (
        f"x = {written} # c"
    )


@pytest.mark.parametrize(
    ("text", "key", "new", "message"),
    [
        ("a = 1", ("a",), "b", r"pyproject\.toml:1: a: it is not a string"),
        ("[a]\nb = 'c'", ("a", "c"), "b", r"pyproject\.toml: a\.c: there is no such value"),
        ("a = 'b'", ("a",), "\ud800", r"pyproject\.toml:1: a: it can't be changed without"),
    ],
)
def test_what_can_not_be_changed_is_told(text: str, key: Key, new: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        toml_value(document(text), key, new, "")


class Misplaced(toml.Document):
    @cached_property
    def places(self) -> toml.Places:
        return toml.Places({("a",): (12, 15)})


def test_a_change_of_anything_else_is_no_change() -> None:
    with pytest.raises(ConfigError, match=r"a: it can't be changed without a risk"):
        toml_value(Misplaced(PATH, "a = 'b'\nc = 'd'", {}), ("a",), "x", "")


@settings(max_examples=50, deadline=None)
@given(documents(), st.data(), st.text())
def test_any_string_of_any_document_changes_alone(text: str, data: st.DataObject, new: str) -> None:
    before = document(text)
    strings = list(keys(before.data, str))
    assume(strings)
    key = data.draw(st.sampled_from(strings))
    edit = toml_value(before, key, new, "")
    start, end = before.span(key)
    after = edit.after.decode()
    assert after.startswith(text[:start])
    assert after.endswith(text[end:])
    assert tomllib.loads(f"x = {after[start : len(after) - len(text) + end]}") == {"x": new}
    assert undo(edit).after == text.encode()
    assert undo(edit).before == edit.after


@pytest.mark.parametrize(
    ("name", "table", "old", "new"),
    [
        ("interleaved", (*INDEX, 0), "# u\n", '# u\nkey = "v"\n'),
        ("interleaved", (*INDEX, 1), 'name = "b"\n', 'name = "b"\n  key = "v"\n'),
        ("interleaved", ("tool", "uv"), "package = false\n", 'package = false\nkey = "v"\n'),
        ("interleaved", ("tool",), "# top\n", '[tool]\nkey = "v"\n\n# top\n'),
        ("interleaved", (), "# top\n", 'key = "v"\n\n# top\n'),
        (
            "interleaved",
            ("tool", "uv", "sources", "x"),
            'index = "a" }',
            'index = "a", key = "v" }',
        ),
        ("without final newline", ("tool", "uv"), "= false", '= false\nkey = "v"'),
        ("ended by a comment", ("tool", "uv"), "= false\n", '= false\nkey = "v"\n'),
        ("project between", INDEX[:2], "[[tool", '[tool.uv]\nkey = "v"\n\n[[tool'),
        ("sub-tables of entries", (*INDEX, 0), '/simple"\n', '/simple"\nkey = "v"\n'),
        ("sub-tables of entries", (*INDEX, 0, "cache-control"), '"x"\n', '"x"\nkey = "v"\n'),
        ("sub-tables of entries", (*INDEX, 1, "deep", 1), '"2"\n', '"2"\nkey = "v"\n'),
        ("inline", (*INDEX, 0), 'a/simple" }', 'a/simple", key = "v" }'),
        ("inline", (*INDEX, 1), 'er = "x" }', 'er = "x", key = "v" }'),
        ("inline", (*INDEX, 2), "  {}", '  { key = "v" }'),
        ("inline", ("tool", "uv"), "},\n]\n", '},\n]\nkey = "v"\n'),
        ("dotted", (), 'name = "x"\n', 'name = "x"\nkey = "v"\n'),
        ("indented", (*INDEX, 0), '/simple"\n', '/simple"\n\t  key = "v"\n'),
        ("indented", ("tool",), "[tool.uv]", '[tool]\nkey = "v"\n\n[tool.uv]'),
        ("nothing but a key", (), '"b"', '"b"\nkey = "v"'),
        ("empty", (), "", 'key = "v"\n'),
        ("only a comment", (), "# nothing", 'key = "v"\n\n# nothing'),
    ],
)
@pytest.mark.parametrize("form", ["{}", "\ufeff{}", "windows"])
def test_a_key_is_added(name: str, table: Key, old: str, new: str, form: str) -> None:
    before, after = DOCUMENTS[name], DOCUMENTS[name].replace(old, new, 1)
    if form == "windows":
        before = before.replace("\n", "\r\n")
        after = after.replace("\n", "\r\n" if "\r\n" in before else "\n")
    else:
        before, after = form.format(before), form.format(after)
    edit = toml_insert(document(before), table, "key", "v", "Add it.")
    assert edit.after.decode() == after
    assert edit.before.decode() == before
    assert (edit.path, edit.summary) == (PATH, "Add it.")


@pytest.mark.parametrize(
    ("text", "table", "after"),
    [
        ("[a]\n# c\n\n[b]", ("a",), '[a]\nkey = "v"\n# c\n\n[b]'),
        ("  [a.b] # c", ("a", "b"), '  [a.b] # c\n  key = "v"'),
        (
            'x = 1\n\n# of b\n  # too\n  ["b.c".d]',
            ("b.c",),
            'x = 1\n\n  ["b.c"]\n  key = "v"\n\n# of b\n  # too\n  ["b.c".d]',
        ),
        ("[[a]]\nx = 1\n[a.b.c]", ("a", 0, "b"), '[[a]]\nx = 1\n[a.b]\nkey = "v"\n\n[a.b.c]'),
        ("[a]\nx = '''\n[b]\n''' # c\n[b]", ("a",), "[a]\nx = '''\n[b]\n''' # c\nkey = \"v\"\n[b]"),
    ],
)
def test_a_table_keeps_its_shape(text: str, table: Key, after: str) -> None:
    assert toml_insert(document(text), table, "key", "v", "").after.decode() == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", '[a."b.c"]\nkey = "v"\n'),
        ("x = 1", 'x = 1\n\n[a."b.c"]\nkey = "v"\n'),
        ("[a]\r\nx = 1\r\n", '[a]\r\nx = 1\r\n\r\n[a."b.c"]\r\nkey = "v"\r\n'),
    ],
)
def test_a_table_is_made_where_there_is_none(text: str, after: str) -> None:
    assert toml_insert(document(text), ("a", "b.c"), "key", "v", "").after.decode() == after


def test_a_name_is_quoted_where_it_must_be() -> None:
    assert toml_insert(document(""), (), "a b", "v", "").after == b'"a b" = "v"\n'


@pytest.mark.parametrize(
    ("name", "table", "key", "message"),
    [
        ("interleaved", (*INDEX, 0), "url", r"toml:4: .*\[0\]\.url: it is already there"),
        ("interleaved", INDEX, "url", "there is no such table"),
        ("interleaved", (*INDEX, 2), "url", "there is no such table"),
        ("interleaved", (*INDEX, 0, "url"), "url", "there is no such table"),
        ("interleaved", ("tool", 0), "url", "there is no such table"),
        ("dotted", ("other", "a"), "url", r"toml:5: other\.a: the table has no header"),
    ],
)
def test_what_can_not_be_added_is_told(name: str, table: Key, key: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        toml_insert(document(DOCUMENTS[name]), table, key, "v", "")


def test_a_table_of_both_dotted_keys_and_headers_is_left_alone() -> None:
    with pytest.raises(ConfigError, match=r"a\.b\.key: it can't be changed without a risk"):
        toml_insert(document("[a]\nb.c = 1\n[a.b.d]\n"), ("a", "b"), "key", "v", "")


@settings(max_examples=50, deadline=None)
@given(documents(), st.data())
def test_a_key_that_is_added_and_taken_away_leaves_nothing(text: str, data: st.DataObject) -> None:
    before = document(text)
    table = data.draw(st.sampled_from(list(keys(before.data, dict))))
    try:
        edit = toml_insert(before, table, "key", "v", "")
    except ConfigError as error:
        assert error.reason == "the table has no header"
        return
    after = document(edit.after.decode())
    removed, added = changed(text, after.text)
    assert removed == ""
    assert json.dumps("v") in added
    if (*table, "key") in after.places.statements and table in before.places.headers:
        bare = toml_removed(after, (*table, "key"), "").after.decode()
        assert bare in {text, f"{text}\n", f"{text}\r\n"}


@pytest.mark.parametrize(
    ("name", "key", "line"),
    [
        ("interleaved", (*INDEX, 0, "url"), 'url = "https://a/simple"   # u\n'),
        ("interleaved", (*INDEX, 1, "url"), "  url = 'https://b/simple' # lit\n"),
        ("interleaved", ("tool", "uv", "sources", "x"), 'x = { index = "a" }\n'),
        ("inline", INDEX, DOCUMENTS["inline"].removeprefix("[tool.uv]\n")),
        ("dotted", ("other", "a", "b", "e"), 'a.b.e = "f"\n'),
        ("dotted", ("project", "name"), 'project.name = "x"\n'),
        ("quoted", (*INDEX, 0, "a.b"), '"a.b" = "c"\n'),
        ("multi-line strings", ("tool", "e"), 'e = """\\\n  https://e/simple"""\n'),
        ("without final newline", ("tool", "uv", "package"), "package = false"),
        ("nothing but a key", ("a",), 'a = "b"'),
    ],
)
@pytest.mark.parametrize("form", ["{}", "\ufeff{}", "windows"])
def test_a_line_is_taken_away(name: str, key: Key, line: str, form: str) -> None:
    before, after = DOCUMENTS[name], DOCUMENTS[name].replace(line, "", 1)
    if form == "windows":
        before, after = before.replace("\n", "\r\n"), after.replace("\n", "\r\n")
    else:
        before, after = form.format(before), form.format(after)
    edit = toml_removed(document(before), key, "Take it away.")
    assert edit.after.decode() == after
    assert edit.before.decode() == before
    assert (edit.path, edit.summary) == (PATH, "Take it away.")


PASSWORD = ("http-basic", "a", "password")
ENTRY = "[[credential]]\nusername = 'a'\n[credential.more]\nk = 1\n"
OTHER = "# of b\n[[credential]]\nusername = 'b'\n"


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("http-basic.a = { username = 'u', password = 'p' }\n", PASSWORD, " username = 'u' "),
        ("http-basic.a = { password = 'p', username = 'u' }\n", PASSWORD, " username = 'u' "),
        ("http-basic.a = { 'password'='p' , username = 'u' }\n", PASSWORD, " username = 'u' "),
        ("http-basic.a = {x='{,', password='p'}\n", PASSWORD, "x='{,'"),
        ("http-basic.a = {password='p'}\n", PASSWORD, ""),
    ],
)
def test_a_key_between_braces_is_taken_away(before: str, key: Key, after: str) -> None:
    edit = toml_removed(document(before), key, "")
    assert edit.after.decode() == f"http-basic.a = {{{after}}}\n"


@pytest.mark.parametrize(
    ("before", "position", "after"),
    [
        (ENTRY + OTHER, 0, OTHER),
        (OTHER + ENTRY, 1, OTHER),
        (f"  {ENTRY}\n\n[x]\n", 0, "[x]\n"),
        (f"# top\n{ENTRY}", 0, "# top\n"),
    ],
)
def test_a_table_of_an_array_is_taken_away(before: str, position: int, after: str) -> None:
    edit = toml_removed(document(before), ("credential", position), "")
    assert edit.after.decode() == after


@pytest.mark.parametrize("key", [("a", "b"), ("tool", "uv", "index")])
def test_what_has_no_line_of_its_own_is_left_alone(key: Key) -> None:
    with pytest.raises(ConfigError, match="it has no line of its own"):
        toml_removed(document(DOCUMENTS["interleaved"]), key, "")


def test_a_key_that_can_not_be_cut_out_is_left_alone() -> None:
    with pytest.raises(ConfigError, match="without a risk"):
        toml_removed(document("a = { x = 1, 'k,' = 'p' }\n"), ("a", "k,"), "")
