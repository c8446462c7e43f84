"""Backends to be watched."""

import os

from keyring.backend import KeyringBackend
from keyring.credentials import SimpleCredential
from keyring.errors import KeyringLocked


class Nested(KeyringBackend):
    """Answers for one user; asks itself where it is asked for a credential."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        return os.environ["SAID"] if (service, username) == ("pkgs.example", "ci-bot") else None

    def get_credential(self, service: str, username: str | None) -> SimpleCredential | None:
        if username is None:
            return None
        password = self.get_password(service, username)
        return None if password is None else SimpleCredential(username, password)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


class Raises(KeyringBackend):
    """Is locked."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError
