"""Backends that keep entries in a file of the home folder, and not well."""

from keyring.credentials import SimpleCredential
from keyring.errors import KeyringLocked, PasswordDeleteError

from tests.backends.keeping import Keeps


class Names(Keeps):
    """Knows who has an entry, and gives the password to that name only."""

    def get_credential(self, service: str, username: str | None) -> SimpleCredential | None:
        for key in self._entries():
            if key.startswith(f"{service}\n"):
                return SimpleCredential(key.partition("\n")[2], "not yet")
        return None


class Trims(Keeps):
    """Loses blanks."""

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password.strip())


class Forgets(Keeps):
    """Says yes and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Shuts(Keeps):
    """Takes what it is given, and is then locked."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked


class Renews(Keeps):
    """Makes an entry anew whenever it is asked, as token plugins do."""

    def get_password(self, service: str, username: str) -> str | None:
        return "token"

    def delete_password(self, service: str, username: str) -> None:
        pass


class Refuses(Renews):
    """Can't delete."""

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError("CANARY")
