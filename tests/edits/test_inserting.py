"""A key of an INI file is added, and a URL loses its login; every other byte stays."""

import pytest

from keydex.config import ini
from keydex.edits import ini_insert, url_without_login
from keydex.errors import ConfigError
from keydex.model import Origin
from tests.memory import HOME

PATH = HOME / "pip.conf"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "[global]\nkey = new\n"),
        ("[install]\na = b", "[install]\na = b\n[global]\nkey = new\n"),
        ("[global]\na = b\n  c\n", "[global]\nkey = new\na = b\n  c\n"),
        ("[global] ; mine\r\na = b\r\n", "[global] ; mine\r\nkey = new\r\na = b\r\n"),
        (
            "[global]\n# mine\n\n  a = b\n    key = c\n",
            "[global]\n  key = new\n# mine\n\n  a = b\n    key = c\n",
        ),
        ("[DEFAULT]\na = b\n[global]", "[DEFAULT]\na = b\n[global]\nkey = new"),
    ],
)
def test_a_key_is_added(before: str, after: str) -> None:
    edit = ini_insert(ini.document(before, PATH), "global", "key", "new", "")
    assert (edit.before.decode(), edit.after.decode()) == (before, after)


@pytest.mark.parametrize("text", ["[global]\nkey = old\n", "[DEFAULT]\na = b\n"])
def test_what_can_not_be_proved_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="without a risk"):
        ini_insert(ini.document(text, PATH), "global", "key", "new", "")


def test_a_login_is_taken_out_of_a_url() -> None:
    origin = Origin(PATH, 2, "global.index-url")
    text = "[global]\nindex-url = https://${USER}:${WORD}@a.example/simple\n"
    after = url_without_login(origin, text.encode(), "https://a.example/simple")
    assert after == b"[global]\nindex-url = https://a.example/simple\n"
