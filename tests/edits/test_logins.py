"""A username goes into the URL where it is declared, in whatever kind of file."""

from pathlib import Path

import pytest

from keydex.edits import url_username
from keydex.errors import ConfigError
from keydex.model import Origin

URL = "https://h/simple"


def changed(name: str, text: str, key: str, line: int = 1, user: str | None = "ann") -> str:
    origin = Origin(Path("/x") / name, line, key)
    return url_username(origin, text.encode(), URL, user).decode()


@pytest.mark.parametrize(
    ("name", "text", "key", "line"),
    [
        (
            "pyproject.toml",
            '[[tool.uv.index]]\nurl = "https://{}h/simple" # x\n',
            "tool.uv.index[0].url",
            2,
        ),
        ("uv.toml", "index-url = 'https://{}h/simple'\r\n", "index-url", 1),
        (
            "uv.toml",
            'extra-index-url = ["https://x/", "https://{}h/simple"]',
            "extra-index-url[1]",
            1,
        ),
        ("pip.conf", "[global]\nindex-url = https://{}h/simple\n", "global.index-url", 2),
        (
            "pip.conf",
            "[global]\nextra_index_url =\n  https://x/\n  https://{}h/simple\n",
            "global.extra_index_url",
            4,
        ),
        ("r.txt", "foo\n--index-url=https://{}h/simple\n", "--index-url", 2),
        ("r.txt", '-i "https://{}h/simple"  # x\n', "--index-url", 1),
        (
            "r.txt",
            "--extra-index-url https://x/ --extra-index-url https://{}h/simple\n",
            "--extra-index-url",
            1,
        ),
        (
            "s.py",
            '# /// script\n# [[tool.uv.index]]\n# url = "https://{}h/simple"\n# ///\n',
            "tool.uv.index[0].url",
            3,
        ),
    ],
)
def test_only_the_username_changes(name: str, text: str, key: str, line: int) -> None:
    for before in ("", "old@"):
        assert changed(name, text.format(before), key, line) == text.format("ann@")
    assert changed(name, text.format("old@"), key, line, None) == text.format("")


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("pyproject.toml", "x = 1\n", "tool.uv.index[0].url"),
        ("pyproject.toml", "index-url = 'https://other/'\n", "index-url"),
        ("pyproject.toml", "index-url = 1\n", "index-url"),
        ("pip.conf", "[global]\nindex-url = https://other/\n", "global.index-url"),
        ("r.txt", "--index-url https://other/\n", "--index-url"),
        ("s.py", "# url = 'https://other/'\n", "tool.uv.index[0].url"),
        ("s.py", "", "tool.uv.index[0].url"),
    ],
)
def test_a_url_that_is_not_there_is_not_guessed(name: str, text: str, key: str) -> None:
    with pytest.raises(ConfigError):
        changed(name, text, key)


def test_a_password_is_not_left_alone() -> None:
    with pytest.raises(ConfigError, match="holds a password"):
        changed("r.txt", "-i https://a:b@h/simple\n", "--index-url", user=None)
