"""The .pypirc file by the rules of the tools that read it."""

import pytest

from keydex.config import pypirc
from keydex.config.pypirc import PYPI, TEST_PYPI, Pypirc, Value
from keydex.errors import ConfigError
from keydex.model import Origin
from tests.memory import HOME, world

PATH = HOME / ".pypirc"
CORP = "[corp]\nrepository = https://h/\nusername = bob\n"
LISTED = f"[distutils]\nindex-servers = corp\n{CORP}"


def read(text: str | None, *, interpolates: bool = False) -> Pypirc:
    environment = world({} if text is None else {"~/.pypirc": text})
    return pypirc.read(environment, PATH, interpolates=interpolates)


def text(value: Value | None) -> str | None:
    return value.text if value else None


Row = tuple[str, str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        (None, [("pypi", PYPI, None, None), ("testpypi", TEST_PYPI, None, None)]),
        (LISTED, [("pypi", PYPI, None, None), ("corp", "https://h/", "bob", None)]),
        (CORP, [("pypi", PYPI, None, None), ("testpypi", TEST_PYPI, None, None)]),
        ("[distutils]\nindex-servers =\n[pypi]\nusername = a\n", [("pypi", PYPI, None, None)]),
        (
            "[server-login]\nusername = s\npassword = p\n[pypi]\nusername = a\n",
            [("pypi", PYPI, "a", "p"), ("testpypi", TEST_PYPI, "s", "p")],
        ),
        (
            "[distutils]\nindex-servers = gone half\n[half]\nusername = a\n",
            [("pypi", PYPI, None, None), ("half", None, "a", None)],
        ),
        (
            "[pypi]\nrepository = https://mine/\n[distutils]\nindex-servers = pypi\n",
            [("pypi", "https://mine/", None, None)],
        ),
    ],
)
def test_what_twine_knows(written: str | None, rows: list[Row]) -> None:
    found = pypirc.of_twine(read(written)).values()
    assert [(e.name, text(e.url), text(e.username), text(e.password)) for e in found] == rows


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        (None, [("pypi", PYPI, None, None)]),
        (LISTED, [("corp", "https://h/", "bob", None)]),
        ("[server-login]\nusername = s\n", [("pypi", PYPI, None, None)]),
        ("[pypi]\npassword = p\n", [("pypi", PYPI, None, "p")]),
        ("[distutils]\nindex-servers = gone\n", [("gone", PYPI, None, None)]),
    ],
)
def test_what_flit_knows(written: str | None, rows: list[Row]) -> None:
    found = pypirc.of_flit(read(written)).values()
    assert [(e.name, text(e.url), text(e.username), text(e.password)) for e in found] == rows


@pytest.mark.parametrize(
    ("name", "url", "section", "username"),
    [
        ("corp", "https://other/", "corp", "bob"),
        ("https://h/", "https://h/", "corp", "bob"),
        ("main", PYPI, "main", None),
        ("bare", "https://h/", "bare", None),
        ("https://g/", "https://g/", "https://g/", None),
    ],
)
def test_what_hatch_finds(name: str, url: str, section: str, username: str | None) -> None:
    found = pypirc.of_hatch(read(f"{CORP}[bare]\n"), name, url)
    assert (found.name, text(found.username)) == (section, username)


def test_a_value_knows_its_place_and_is_not_shown() -> None:
    found = read("[corp]\npassword = hunter2\n")
    value = found.value("corp", "password")
    assert value and value.origin == Origin(PATH, 2, "corp.password")
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize(
    ("written", "plain"),
    [("a%%b", "a%b"), ("x%(username)s", "xbob"), ("plain", "plain")],
)
def test_a_percent_stands_for_another_value(written: str, plain: str) -> None:
    content = f"{CORP}password = {written}\n"
    assert text(read(content, interpolates=True).value("corp", "password")) == plain
    assert text(read(content).value("corp", "password")) == written


@pytest.mark.parametrize("written", ["hunter%2", "%(gone)s"])
def test_a_percent_that_stands_for_nothing_is_told_without_the_value(written: str) -> None:
    found = read(f"{CORP}password = {written}\n", interpolates=True)
    with pytest.raises(ConfigError) as caught:
        found.value("corp", "password")
    assert (caught.value.line, caught.value.key) == (4, "corp.password")
    assert written not in caught.value.message
