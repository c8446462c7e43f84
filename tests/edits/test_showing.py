"""A diff shows what changes, and no secret."""

from pathlib import Path

import pytest

from keydex.edits import diff
from keydex.model import Edit
from keydex.secret import Secret

PATH = Path("proj/pyproject.toml")


def shown(before: str, after: str, *secrets: str, encoding: str = "utf-8") -> str:
    contents = before.encode(encoding), after.encode(encoding)
    return diff(Edit(PATH, "", *contents, tuple(map(Secret, secrets))))


def test_a_diff_shows_no_line_around_the_change() -> None:
    before = "".join(f"{number}\n" for number in range(10))
    assert shown(before, before.replace("5", "five")) == (
        "--- proj/pyproject.toml\n+++ proj/pyproject.toml\n@@ -6 +6 @@\n-5\n+five\n"
    )


def test_no_change_is_no_diff() -> None:
    assert shown("a", "a") == ""


def test_a_missing_final_newline_is_shown() -> None:
    assert shown("a\nb", "a\nc").endswith(
        "@@\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_line_ends_of_windows_are_not_shown(encoding: str) -> None:
    assert shown("\ufeffa\r\nb\r\n", "\ufeffa\r\nc\r\n", encoding=encoding).endswith("@@\n-b\n+c\n")


def test_other_bytes_are_shown_as_far_as_can_be() -> None:
    assert diff(Edit(PATH, "", b"\xe9\n", b"a\n")).endswith("-\ufffd\n+a\n")


@pytest.mark.parametrize(
    ("line", "visible"),
    [
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("a\tb é 🚀", "a\tb é 🚀"),
        ("a\u202eb\u2028c\x85d\x0be", "a\\u202eb\\u2028c\\x85d\\x0be"),
        ("a\rb", "a\\rb"),
    ],
)
def test_what_a_terminal_would_obey_is_escaped(line: str, visible: str) -> None:
    assert shown(f"{line}\n", "").endswith(f"-{visible}\n")


def test_so_it_is_in_the_name_of_the_file() -> None:
    assert diff(Edit(Path("a\x1bb"), "", b"a", b"")).startswith("--- a\\x1bb\n+++ a\\x1bb\n")


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ('url = "https://bob:p/w@a/simple"', 'url = "https://bob:****@a/simple"'),
        ('["https://a:80", "https://bob:p\'#w@b"]', '["https://a:80", "https://bob:****@b"]'),
        ('url = "https://bob:s3@cr:et@a/simple"', 'url = "https://bob:****@a/simple"'),
        ("https://bob@corp:s3cret@a https://:x@b", "https://bob@corp:****@a https://:****@b"),
        ("https://a:8080/b@c https://bob@a", "https://a:8080/b@c https://bob@a"),
        ("https://plain-token@a", "https://****@a"),
        ("a plain-token b quoted%2Ftoken c", "a **** b **** c"),
        ('key = "with \\" and \\\\"', 'key = "****"'),
        ("password = pypi-abc # x", "password = ****"),
        ('  "pypi-token.a" : "x y", b = 1', '  "pypi-token.a" : "x y", b = 1'),
        ('{ api_key = "x y", name = "b" }', "{ api_key = ****"),
        ('UV_INDEX_A_PASSWORD="x"', "UV_INDEX_A_PASSWORD=****"),
        ("machine a login b password c", "machine a login b password ****"),
        ("a = pypi-AgEIcHlwaS5vcmcCJGE5", "a = pypi-****"),
        ("keyring-provider = 'subprocess'", "keyring-provider = 'subprocess'"),
        ("authenticate = 'always'", "authenticate = 'always'"),
        ("authors = ['Ann']", "authors = ['Ann']"),
        ("authorization: x y", "authorization: ****"),
    ],
)
def test_secrets_are_masked_wherever_they_stand(line: str, masked: str) -> None:
    text = shown(f"{line}\n", "b\n", "plain-token", "quoted/token", 'with " and \\')
    assert text.endswith(f"\n-{masked}\n+b\n")
