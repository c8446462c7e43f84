"""Which backend is chosen is read as the keyring package reads it."""

import pytest

from keydex.config import keyringrc
from keydex.model import Origin
from tests.memory import HOME, world

PATH = HOME / ".config/python_keyring/keyringrc.cfg"
FILE = "~/.config/python_keyring/keyringrc.cfg"
VARIABLE = "PYTHON_KEYRING_BACKEND"


def test_the_variable_wins_over_the_file() -> None:
    text = "[backend]\ndefault-keyring = a.B\n"
    chosen = keyringrc.chosen(world({FILE: text}, {VARIABLE: " c.D "}))
    assert chosen == keyringrc.Choice("c.D", Origin(variable=VARIABLE))
    chosen = keyringrc.chosen(world({FILE: text}))
    assert chosen == keyringrc.Choice("a.B", Origin(PATH, 2, "backend.default-keyring"))


@pytest.mark.parametrize(
    "text", ["", "[backend]\nkeyring-path = /p\n", "[a]\ndefault-keyring=x\n", "x"]
)
def test_without_a_choice_keyring_chooses(text: str) -> None:
    assert keyringrc.chosen(world({FILE: text})) is None
    assert keyringrc.chosen(world()) is None


@pytest.mark.parametrize(
    ("backend", "nothing"),
    [
        ("", True),
        ("keyring.backends.null.Keyring", True),
        ("keyring.backends.fail.Keyring", True),
        ("keyring.backends.SecretService.Keyring", False),
    ],
)
def test_some_backends_hold_nothing(backend: str, nothing: bool) -> None:
    chosen = keyringrc.chosen(world({}, {VARIABLE: backend}))
    assert chosen
    assert chosen.holds_nothing is nothing


def test_the_file_lies_where_the_system_has_it() -> None:
    assert keyringrc.place(world()) == PATH
    assert keyringrc.place(world({}, {"XDG_CONFIG_HOME": "/own"})).parts[:2] == ("/", "own")
    windows = world({}, {"LOCALAPPDATA": "/local"}, platform="win32")
    assert keyringrc.place(windows).as_posix() == "/local/Python Keyring/keyringrc.cfg"
