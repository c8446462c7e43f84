"""A keyring in one file, for the demo only: it is loaded by a `keyring` command, not by keydex."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.credentials import Credential, SimpleCredential
from keyring.errors import PasswordDeleteError

PLACE = "KEYDEX_DEMO_STORE"  # The variable that names the file.


class Keyring(KeyringBackend):
    """Entries of service and username, in a file that only its owner reads."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """Return the password of an entry."""
        return self.entries().get(service, {}).get(username)

    def get_credential(self, service: str, username: str | None) -> Credential | None:
        """Return the entry of a username, or the first of the service."""
        for name, password in self.entries().get(service, {}).items():
            if username in {None, name}:
                return SimpleCredential(name, password)
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store an entry."""
        entries = self.entries()
        entries.setdefault(service, {})[username] = password
        self._write(entries)

    def delete_password(self, service: str, username: str) -> None:
        """Delete an entry, or raise PasswordDeleteError."""
        entries = self.entries()
        if entries.get(service, {}).pop(username, None) is None:
            raise PasswordDeleteError("there is no such entry")
        self._write(entries)

    def entries(self) -> dict[str, dict[str, str]]:
        """Return what is stored: by service, the passwords by username."""
        try:
            found: dict[str, dict[str, str]] = json.loads(_path().read_text())
        except FileNotFoundError:
            return {}
        return found

    def _write(self, entries: dict[str, dict[str, str]]) -> None:
        draft = _path().with_suffix(".draft")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(entries))
        draft.replace(_path())


def _path() -> Path:
    return Path(os.environ[PLACE])
