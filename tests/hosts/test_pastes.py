"""What people paste instead of a secret, and what only may be wrong."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keydex.hosts.pastes import doubts, trouble
from tests.hosts.jwts import jwt

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ANY = "https://pkgs.example/simple/"
AWS = "https://d-123456789012.d.codeartifact.eu-west-1.amazonaws.com/pypi/r/simple/"
AZURE = "https://pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"
GITLAB = "https://gitlab.example/api/v4/projects/42/packages/pypi/simple"
GOOGLE = "https://europe-python.pkg.dev/acme/repo/simple/"
PYPI = "https://upload.pypi.org/legacy/"
TEST = "https://test.pypi.org/legacy/"
OF_PYPI = "pypi-AgEIcHlwaS5vcmc" + "x" * 60
OF_TEST = "pypi-AgENdGVzdC5weXBpLm9yZw" + "x" * 60
OF_GITLAB = "glpat-" + "x" * 20


@pytest.mark.parametrize(
    ("text", "url", "username", "reason", "instead"),
    [
        ("", ANY, "ci", "the secret is empty", ""),
        (" x", ANY, "ci", "the secret begins or ends with white space", "paste it without"),
        ("x\n", ANY, "ci", "the secret begins or ends with white space", "paste it without"),
        ("a\nb", ANY, "ci", "a line break or a control character", "one line, as plain text"),
        ("a\x1b[0m", ANY, "ci", "a line break or a control character", "one line"),
        ('{\n "authorizationToken": "x"\n}', AWS, "aws", "is JSON", "value of authorizationToken"),
        ('{"accessToken": "x"}', AZURE, "me", "is JSON", "the value of accessToken alone"),
        ('{"a": "x"}', ANY, "ci", "is JSON", "the value of the token alone"),
        ('{"private_key": "x"}', GOOGLE, "x", "key of a service account", "_json_key_base64"),
        ("{", AWS, "aws", "the first line of JSON", "the value of the token alone"),
        ("Bearer abc", ANY, "ci", "a header, Bearer and", "paste what stands behind Bearer"),
        ("Authorization: bearer x", ANY, "ci", "a header, bearer and", "stands behind bearer"),
        ("Basic YTpi", ANY, "ci", "a header, Basic and", "paste the password alone"),
        ("https://ci:x@pkgs.example/", ANY, "ci", "is a URL", "between : and @"),
        ("HTTPS://pkgs.example/", ANY, "ci", "is a URL", "paste the token"),
        ("__token__", ANY, "__token__", "is the username __token__", "paste the token that goes"),
        ("aws", AWS, "aws", "is the username aws", "paste the token that goes with it"),
        ("_json_key_base64", GOOGLE, "_json_key_base64", "is the username _json_key_base64", ""),
        (OF_PYPI, TEST, "__token__", "a token of PyPI, and this is TestPyPI", "one of TestPyPI"),
        (OF_TEST, PYPI, "__token__", "a token of TestPyPI, and this is PyPI", "one of PyPI"),
        (OF_PYPI, AZURE, "x", "a token of PyPI, and this is Azure", "paste one of Azure"),
        ("hunter2", PYPI, "__token__", "is no token of PyPI", "https://pypi.org/manage/account/"),
        ("hunter2", TEST, "__token__", "no token of TestPyPI", "https://test.pypi.org/manage/"),
    ],
)
def test_what_is_no_secret(text: str, url: str, username: str, reason: str, instead: str) -> None:
    found = trouble(text, url, username)
    assert found
    assert reason in found.reason
    assert instead in found.instead


@pytest.mark.parametrize(
    ("text", "url", "username"),
    [
        ("fine", ANY, "ci"),
        ("with a blank", ANY, "ci"),
        ("{not json", ANY, "ci"),
        ("{" * 100_000, ANY, "ci"),
        ("basic", ANY, "ci"),
        ("https://", ANY, "ci"),
        ("ci", ANY, "ci"),
        ("fine", "", ""),
        (OF_PYPI, PYPI, "__token__"),
        (OF_TEST, TEST, "__token__"),
        (OF_PYPI, ANY, "ci"),
        ("hunter2", PYPI, "alice"),
        (OF_GITLAB, GITLAB, "__token__"),
        (jwt(exp="2027-01-01T00:00:00"), AZURE, "VssSessionToken"),
    ],
)
def test_what_may_be_a_secret(text: str, url: str, username: str) -> None:
    assert trouble(text, url, username) is None


@given(st.text())
def test_no_paste_is_too_strange_and_none_is_repeated(text: str) -> None:
    for url in (ANY, AWS, PYPI):
        if found := trouble(text, url, "ci"):
            assert len(text) < 20 or text not in f"{found.reason} {found.instead}"
        else:
            assert all(len(text) < 20 or text not in each for each in doubts(text, url, "ci"))


@pytest.mark.parametrize(
    ("text", "url", "said"),
    [
        ("ci", ANY, "The secret is the same as the username."),
        ("a%2Fb", ANY, "The secret looks percent-encoded, as in a URL"),
        ('"abc"', ANY, "The secret stands in quotes"),
        ("a b", AWS, "The secret holds a blank, and a token has none."),
        (OF_PYPI, ANY, "The secret looks like a token of PyPI."),
        (OF_GITLAB, AZURE, "The secret looks like a token of GitLab."),
        (jwt(exp="2026-11-21T11:00:00"), AZURE, "token that expired on 2026-11-21 at 11:00 UTC."),
    ],
)
def test_what_may_be_wrong(text: str, url: str, said: str) -> None:
    (doubt,) = doubts(text, url, "ci", now=NOW)
    assert said in doubt


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("fine", ANY),
        ("a b", ANY),
        ("100%", ANY),
        ("x" * 5000, ANY),
        (OF_GITLAB, GITLAB),
        (OF_PYPI, PYPI),
        (jwt(exp="2027-01-01T00:00:00"), AZURE),
        ("fine", ""),
    ],
)
def test_what_is_beyond_doubt(text: str, url: str) -> None:
    assert list(doubts(text, url, "user", now=NOW)) == []


def test_the_credential_locker_of_windows_has_a_limit() -> None:
    (doubt,) = doubts("\N{GRINNING FACE}" * 641, ANY, "ci", platform="win32")
    assert "1280 characters" in doubt
    assert list(doubts("x" * 1280, ANY, "ci", platform="win32")) == []
