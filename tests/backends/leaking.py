"""A backend that keeps entries in a file, and quotes secrets wherever it can."""

import json
import os
import sys
import time
from pathlib import Path

from keyring.credentials import Credential
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from keydex.keyrings.sample import PLACE, Keyring

WAIT = 300  # Seconds; no test waits that long.


class Leaks(Keyring):
    """Says on stderr and in exceptions what it holds, by the name of the service."""

    def get_password(self, service: str, username: str) -> str | None:
        """Answer, hang or raise."""
        self._murmur(service)
        return super().get_password(service, username)

    def get_credential(self, service: str, username: str | None) -> Credential | None:
        """Answer, hang or raise."""
        self._murmur(service)
        return super().get_credential(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store, or raise with what it was given."""
        self._murmur(service)
        if "unwritable" in service:
            raise PasswordSetError(f"can't store {password}")
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        """Delete, or raise with what it holds."""
        self._murmur(service)
        if "undeletable" in service:
            raise PasswordDeleteError(f"can't delete {self.entries()}")
        super().delete_password(service, username)

    def _murmur(self, service: str) -> None:
        said = json.loads(Path(os.environ[PLACE]).with_name("murmurs.json").read_text())
        sys.stderr.write(f"the backend says {said['stderr']}\n")
        sys.stderr.flush()
        if "hangs" in service:
            Path(os.environ[PLACE]).with_name("hangs").touch()
            time.sleep(WAIT)
        if "locked" in service:
            raise KeyringLocked(said["exception"])
        if "raises" in service:
            raise ValueError(said["exception"], self.entries())
