"""The script that runs in the keyring's own interpreter, which may be an old one."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest

from keydex.keyrings import inside


class Old:
    """A backend of keyring < 15.2.0, which knows no credentials."""

    def get_password(self, service: str, username: str) -> str | None:
        return "CANARY" if username == "ci-bot" else None


@pytest.mark.parametrize(
    ("username", "reply"),
    [(None, None), ("eve", None), ("ci-bot", {"username": "ci-bot", "password": "CANARY"})],
)
def test_a_keyring_without_credentials_is_asked_for_the_password(
    username: str | None, reply: object
) -> None:
    assert inside.get_credential(Old(), "h", username) == reply


def test_the_oldest_python_can_read_it() -> None:
    source = Path(inside.__file__).read_text("utf-8")
    assert ast.parse(source, feature_version=(3, 7)).body
    with pytest.raises(SyntaxError):
        ast.parse("(a := 1)", feature_version=(3, 7))


def test_it_imports_nothing_of_keydex() -> None:
    tree = ast.parse(Path(inside.__file__).read_text("utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    sources = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names == {
        *("gc", "importlib", "json", "os", "re", "subprocess", "sys"),
        *("jeepney", "keyring", "secretstorage"),
    }
    assert sources == {"__future__", "contextlib", "secretstorage.util", "typing"}


def test_a_package_without_metadata_has_no_version() -> None:
    assert inside.version("no-package-of-that-name") == ""
    assert inside.version("keyring")


def test_an_error_is_told_with_all_that_led_to_it() -> None:
    from keyring.errors import InitError, NoKeyringError

    error = InitError("CANARY")
    error.__context__ = NoKeyringError("CANARY")
    error.__context__.__cause__ = OSError("CANARY")
    names = ["InitError", "KeyringError", "NoKeyringError", "KeyringError", "OSError"]
    assert inside.raised(error) == {"raised": names}


def test_a_preferred_collection_is_the_one_that_is_looked_at() -> None:
    assert inside.lock(SimpleNamespace(preferred_collection="/")) is None
