"""A key is set, made or taken away in any kind of file, and all else stays."""

from pathlib import Path

import pytest

from keydex.edits import key_set
from keydex.errors import ConfigError
from keydex.model import Origin

AUTH, RC, PIPFILE = "auth.toml", ".pypirc", "Pipfile"
KEY = "http-basic.corp.username"


@pytest.mark.parametrize(
    ("name", "key", "before", "value", "after"),
    [
        (AUTH, KEY, "", "bob", '[http-basic.corp]\nusername = "bob"\n'),
        (
            AUTH,
            KEY,
            "[http-basic.corp]\npassword = 'x'\n",
            "bob",
            "[http-basic.corp]\npassword = 'x'\nusername = \"bob\"\n",
        ),
        (
            AUTH,
            KEY,
            "[http-basic.corp]\nusername = 'a'\n",
            "b",
            "[http-basic.corp]\nusername = 'b'\n",
        ),
        (AUTH, KEY, "[http-basic.corp]\nusername = 'a'\n", None, "[http-basic.corp]\n"),
        (AUTH, KEY, "x = 1\n", None, "x = 1\n"),
        (AUTH, 'http-basic."a.b".username', "", "bob", '[http-basic."a.b"]\nusername = "bob"\n'),
        (PIPFILE, "a.b", "[a]\nb = 'c'\n", "d", "[a]\nb = 'd'\n"),
        (
            RC,
            "corp.username",
            "[corp]\nrepository: x\n",
            "bob",
            "[corp]\nusername = bob\nrepository: x\n",
        ),
        (RC, "corp.username", "[corp]\nusername: x\n", "bob", "[corp]\nusername: bob\n"),
        (RC, "corp.username", "[corp]\nusername: x\na: b\n", None, "[corp]\na: b\n"),
        (RC, "corp.username", "[corp]\na: b\n", None, "[corp]\na: b\n"),
    ],
)
def test_a_key_is_set(name: str, key: str, before: str, value: str | None, after: str) -> None:
    origin = Origin(Path(name), None, key)
    assert key_set(origin, before.encode(), value).decode() == after


def test_what_is_no_string_is_left_alone() -> None:
    with pytest.raises(ConfigError, match="it is not a string"):
        key_set(Origin(Path(AUTH), None, KEY), b"[http-basic.corp]\nusername = 1\n", "bob")
