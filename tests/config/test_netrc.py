"""The netrc file is what Python's own module says."""

import netrc as python
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from keydex.config import netrc
from keydex.config.netrc import Login
from keydex.errors import ConfigError
from keydex.secret import Secret
from tests.memory import HOME, world

PATH = HOME / ".netrc"


def read(text: str) -> tuple[Login, ...]:
    return netrc.read(world({"~/.netrc": text}), PATH)


def test_no_file_has_no_logins() -> None:
    assert netrc.read(world(), PATH) == ()


@pytest.mark.parametrize(
    ("text", "logins"),
    [
        ("", []),
        ("machine a login bob password p", [("a", "bob", "p", 1)]),
        ("machine a\n  user bob\n  account x\n  password p\n", [("a", "bob", "p", 1)]),
        ("machine a\r\nlogin bob\r\nmachine b login c", [("a", "bob", "", 1), ("b", "c", "", 3)]),
        ("\n\ndefault login bob password p", [(None, "bob", "p", 3)]),
        ('machine a login "b o\\"b" password "#p"', [("a", 'b o"b', "#p", 1)]),
        ("machine a login b\\ ob password \\\\", [("a", "b ob", "\\", 1)]),
        ("# a comment\nmachine a login bob # more\npassword p", [("a", "bob", "p", 2)]),
        ("#one-word\nmachine a", [("a", "", "", 2)]),
        ("macdef init\ncd x\n\nmachine a password p", [("a", "", "p", 4)]),
        ("machine a macdef init\n\nmachine a login b", [("a", "", "", 1), ("a", "b", "", 3)]),
        ("machine a login b password #p", [("a", "b", "#p", 1)]),
        ("machine a login b #", [("a", "b", "", 1)]),
    ],
)
def test_logins(text: str, logins: list[tuple[str | None, str, str, int]]) -> None:
    found = tuple(replace(each, account="") for each in read(text))
    assert found == tuple(
        Login(machine, login, Secret(password), line) for machine, login, password, line in logins
    )


def test_an_account_is_a_part_of_a_login() -> None:
    accounts = [each.account for each in read("machine a account x\nmachine b login y account z")]
    assert accounts == ["x", "z"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("machine a login bob\n\npassword x s3cret", 3, "`login`, `account` or `password` is"),
        ("s3cret machine a", 1, "`machine`, `default` or `macdef` is expected"),
        ("machine a login b\nmachine ", 2, "`machine` has no name"),
        ("\n# s3cret after an empty line\nmachine a", 2, "`machine`, `default` or"),
        ("macdef init\ns3cret", 1, "no empty line ends the macro"),
        ("machine a login bob\n\n# s3cret after an empty line", 3, "`login`, `account` or"),
        ("\ufeffmachine s3cret", 1, "`machine`, `default` or `macdef` is expected"),
    ],
)
def test_what_is_wrong_is_told_but_not_quoted(text: str, line: int, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    error = caught.value
    assert (error.path, error.line) == (PATH, line)
    assert error.reason.startswith(reason)
    assert "s3cret" not in error.message


WORDS = [
    *("machine default login password account macdef user # # #x a b init".split()),
    *(" machine h login l password p\n", '"q w"', '"', "\\", '\\"', "\\ "),
    *(" ", "\n", "\n", "\n\n", " \n", "\r\n", "\r", "\t"),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
@example('machine a macdef "q"\nmachine b login c')
@example("machine a macdef b\nx\n\n machine c")
def test_logins_are_those_of_python(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "netrc")
        path.write_text(text, newline="")
        try:
            expected = python.netrc(str(path)).hosts
        except python.NetrcParseError:
            with pytest.raises(ConfigError):
                read(text)
            return
    found = {each.machine or "default": (each.login, each.password.reveal()) for each in read(text)}
    assert found == {host: (login, password) for host, (login, _, password) in expected.items()}
