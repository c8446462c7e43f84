"""Logins are found in URLs, wherever in a text they stand."""

import time

import pytest

from keydex.config.logins import logins


def found(text: str) -> list[tuple[str, str | None, str, int]]:
    """Return username, password, host and line of each login; the offsets are those of it."""
    said = []
    for each in logins(text):
        assert text[each.start - 3 : each.start] == "://"
        assert text[each.end - 1] == "@"
        password = each.password.reveal() if each.password else None
        said.append((each.username, password, each.host, each.line))
    return said


@pytest.mark.parametrize(
    ("text", "login"),
    [
        ("https://u:p@h/x", ("u", "p", "h", 1)),
        ("a\r\nb\r\n'HTTP://u:p@h:80'", ("u", "p", "h:80", 3)),
        ("x @ git+https://u:p%40q@h/x", ("u", "p@q", "h", 1)),
        ("https://u:p@q@h?x", ("u", "p@q", "h", 1)),
        ("https://token@h/x", ("token", None, "h", 1)),
        ("https://:p@h", ("", "p", "h", 1)),
        ("https://u:@h", ("u", None, "h", 1)),
        ('url = "https://u:p@h", x', ("u", "p", "h", 1)),
        ("https://u:${TOKEN}@h", ("u", None, "h", 1)),
        ("https://u:$TOKEN@h", ("u", None, "h", 1)),
        ("https://u:%TOKEN%@h", ("u", None, "h", 1)),
        ("https://u:{token}@h", ("u", None, "h", 1)),
        ("https://u:****@h", ("u", None, "h", 1)),
        ("https://u:p$q@h", ("u", "p$q", "h", 1)),
    ],
)
def test_a_login(text: str, login: tuple[str, str | None, str, int]) -> None:
    assert found(text) == [login]


@pytest.mark.parametrize(
    "text",
    [
        "https://h/x@y",
        "ssh://git:p@h",
        "u:p@h",
        "https://<user>:<password>@h",
        "https://h?a=b@c",
        "",
    ],
)
def test_no_login(text: str) -> None:
    assert found(text) == []


def test_each_has_its_line() -> None:
    text = "https://a@h\nhttps://x/\nhttps://b@h https://c@h\r\n\r\nhttps://d@h"
    assert [each.line for each in logins(text)] == [1, 3, 3, 5]


def test_a_large_lock_takes_no_time() -> None:
    text = "".join(f"url = 'https://ci:s3cret@h/a-{number}.whl'\n" for number in range(100_000))
    begun = time.perf_counter()
    assert sum(1 for _ in logins(text)) == 100_000
    assert time.perf_counter() - begun < 5.0
