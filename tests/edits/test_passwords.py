"""A password goes out of a URL, and every other byte stays."""

from pathlib import Path

import pytest

from keydex.config import texts
from keydex.config.logins import logins
from keydex.edits import diff, url_without_password, without_logins
from keydex.errors import ConfigError
from keydex.model import Edit, Origin

URL = "https://h/simple"
CANARY = "canary/5ecret+7f3a"
WRITTEN = ("canary%2F5ecret%2B7f3a", "canary%2f5ecret+7f3a", "c%61nary%2F5ecret%2B7f3a")


def bared(name: str, text: str, key: str, line: int = 1) -> str:
    origin = Origin(Path("/x") / name, line, key)
    return url_without_password(origin, text.encode(), URL).decode()


@pytest.mark.parametrize("password", WRITTEN)
@pytest.mark.parametrize(
    ("name", "text", "key", "line"),
    [
        ("uv.toml", "# é\r\nindex-url = 'https://{}h/simple' # x\r\n", "index-url", 2),
        ("pip.conf", "[global]\nindex-url : https://{}h/simple\n", "global.index-url", 2),
        ("r.txt", '# é\n-i "https://{}h/simple"  # x\n', "--index-url", 2),
        ("s.py", '# /// script\n# url = "https://{}h/simple"\n# ///\n', "url", 2),
    ],
)
def test_the_username_stays(name: str, text: str, key: str, line: int, password: str) -> None:
    assert bared(name, text.format(f"a%40b:{password}@"), key, line) == text.format("a%40b@")
    assert bared(name, text.format(f":{password}@"), key, line) == text.format("")
    assert bared(name, text.format(""), key, line) == text.format("")


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("uv.toml", "index-url = 'https://u:p@other/'\n", "index-url"),
        ("pip.conf", "[global]\nindex-url = https://u:p@other/\n", "global.index-url"),
        ("r.txt", "--index-url https://u:p@other/\n", "--index-url"),
    ],
)
def test_a_url_that_is_not_there_is_not_guessed(name: str, text: str, key: str) -> None:
    with pytest.raises(ConfigError):
        bared(name, text, key)


def test_only_a_file_can_be_changed() -> None:
    with pytest.raises(AssertionError):
        url_without_password(Origin(variable="UV_INDEX_URL"), b"", URL)


def removed(text: str, *, keep: bool, encoding: str = "utf-8") -> Edit:
    content = text.encode(encoding)
    found = list(logins(content.decode(texts.encoding(content))))
    return without_logins(Path("x.lock"), content, found, "", keep_usernames=keep)


TEXT = "a = 'https://u:p@h/é'\r\nb https://token@h, https://:q@h\nhttps://h/@x"


@pytest.mark.parametrize(
    ("keep", "after"),
    [
        (False, "a = 'https://h/é'\r\nb https://h, https://h\nhttps://h/@x"),
        (True, "a = 'https://u@h/é'\r\nb https://h, https://h\nhttps://h/@x"),
    ],
)
def test_all_logins_go_at_once(keep: bool, after: str) -> None:
    edit = removed(TEXT, keep=keep)
    assert edit.after.decode() == after
    assert sorted(each.reveal() for each in edit.secrets) == ["p", "q", "token"]


def test_the_encoding_stays() -> None:
    edit = removed(f"\ufeff{TEXT}", keep=False, encoding="utf-16-le")
    assert edit.after.decode("utf-16-le").startswith("\ufeffa = 'https://h/é'\r\n")


@pytest.mark.parametrize("written", [*WRITTEN, "canary/5ecret+7f3a"])
def test_the_diff_shows_no_password_that_goes(written: str) -> None:
    text = f"a = 'https://u:{written}@h/x'\n"
    shown = diff(removed(text, keep=True))
    for form in (*WRITTEN, CANARY, "5ecret"):
        assert form not in shown


def test_nor_a_token_that_is_a_username() -> None:
    shown = diff(removed("url = https://t0ken-5ecret@h/x\n", keep=True))
    assert shown.endswith("-url = https://****@h/x\n+url = https://h/x\n")
