"""Be a backend of the keyring package: write down what is asked, and answer from a table."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.credentials import SimpleCredential
from keyring.errors import PasswordSetError


class Recording(KeyringBackend):
    """Answers from KEYRING_ENTRIES, and writes to KEYRING_NOTES."""

    priority = 99.0

    def get_password(self, service: str, username: str) -> str | None:
        """Answer for one user."""
        _note("get_password", service, username)
        return next((word for name, word in _entries(service) if name == username), None)

    def get_credential(self, service: str, username: str | None) -> SimpleCredential | None:
        """Answer for one user, or for anyone."""
        _note("get_credential", service, username)
        for name, word in _entries(service):
            if username in {None, name}:
                return SimpleCredential(name, word)
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep nothing."""
        raise PasswordSetError


def _entries(service: str) -> list[tuple[str, str]]:
    entries = json.loads(os.environ["KEYRING_ENTRIES"])
    return [(username, password) for name, username, password in entries if name == service]


def _note(api: str, service: str, username: str | None) -> None:
    note = {"via": "import", "api": api, "service": service, "username": username}
    with Path(os.environ["KEYRING_NOTES"]).open("a", encoding="utf-8") as notes:
        notes.write(json.dumps(note) + "\n")
