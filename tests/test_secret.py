"""A secret is shown nowhere, and comes out of URLs."""

import copy
import pickle

import pytest

from keydex.secret import Secret, bare, masked, userinfo, with_username

CANARY = "s3cr/et +ü"


def test_a_secret_is_never_shown() -> None:
    secret = Secret(CANARY)
    for text in (repr(secret), str(secret), f"{secret}", f"{[secret]}", format(secret)):
        assert CANARY not in text
    assert not hasattr(secret, "__dict__")
    assert secret.reveal() == CANARY


def test_a_secret_is_not_written() -> None:
    with pytest.raises(TypeError, match="not written"):
        pickle.dumps(Secret(CANARY))
    assert copy.copy(Secret(CANARY)) == copy.deepcopy(Secret(CANARY)) == Secret(CANARY)
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2
    assert Secret("a") != "a"
    assert not Secret("")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"a {CANARY} b", "a **** b"),
        ("https://s3cr%2Fet%20%2B%C3%BC@h/", "https://****@h/"),
        ("nothing", "nothing"),
    ],
)
def test_a_secret_is_masked_in_every_form(text: str, shown: str) -> None:
    assert masked(text, (Secret(CANARY), Secret(""))) == shown


def test_the_longer_secret_is_masked_first() -> None:
    assert masked("abcd", (Secret("ab"), Secret("abcd"))) == "****"


@pytest.mark.parametrize(
    ("url", "bare", "username", "password"),
    [
        ("https://h/a", "https://h/a", None, None),
        ("https://u@h/a", "https://h/a", "u", None),
        ("https://u:p@h/a", "https://h/a", "u", "p"),
        ("https://u:@h/a", "https://h/a", "u", ""),
        ("https://:p@h/a", "https://h/a", "", "p"),
        ("https://a%40b:p%2F@h", "https://h", "a@b", "p/"),
        ("https://a@b@h/x@y", "https://h/x@y", "a@b", None),
        ("https://h/a@b", "https://h/a@b", None, None),
        ("https://h?a@b", "https://h?a@b", None, None),
        ("./local@x", "./local@x", None, None),
    ],
)
def test_userinfo_comes_out_of_a_url(
    url: str, bare: str, username: str | None, password: str | None
) -> None:
    secret = Secret(password) if password is not None else None
    assert userinfo(url) == (bare, username, secret)


@pytest.mark.parametrize(
    ("url", "username", "expected"),
    [
        ("https://h/a", "u", "https://u@h/a"),
        ("https://old@h/a", "new@x", "https://new%40x@h/a"),
        ("https://old:p%2F@h/a", "new", "https://new:p%2F@h/a"),
        ("https://old@h/a", None, "https://h/a"),
        ("https://old:p@h", None, "https://:p@h"),
        ("https://old@h/a", "${WHO}", "https://${WHO}@h/a"),
        ("https://h?x@y", "u", "https://u@h?x@y"),
        ("local", "u", "local"),
    ],
)
def test_a_username_goes_into_a_url(url: str, username: str | None, expected: str) -> None:
    assert with_username(url, username) == expected


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("core", "core"),
        ("pkgs.example/simple", "pkgs.example/simple"),
        ("https://me:s3cret@pkgs.example/", "https://pkgs.example/"),
        ("me:s3cret@pkgs.example/simple", "pkgs.example/simple"),
    ],
)
def test_a_word_that_was_typed_is_shown_without_a_login(word: str, shown: str) -> None:
    assert bare(word) == shown
