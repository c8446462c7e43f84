"""The keyring that counts is the tool's: its own executable, or `import keryring` where it runs.

`interpreters` finds the Python behind an executable; `batch` asks in that Python, with the script
`inside`, and `replies` understands it; `command` runs an executable whose Python is not known;
`checked` looks again after every write; `stores` looks at the backend; `processes` and `terms`
bound it all.
"""

import os
from collections.abc import Sequence
from threading import Event as Flag
from typing import Protocol

from keydex.environment import Environment
from keydex.errors import KeyringError
from keydex.keyrings.batch import Batch
from keydex.keyrings.checked import Checked
from keydex.keyrings.command import Executable, murmured
from keydex.keyrings.interpreters import interpreter
from keydex.keyrings.stores import Store, look
from keydex.keyrings.terms import PATIENCE, Terms
from keydex.model import Access, Answer, Credential, Log, Lookup, Via
from keydex.secret import Secret

__all__ = ["Keyring", "Store", "description", "keyring", "murmur", "round_trip"]


class Keyring(Protocol):
    """One keyring, asked as a tool asks it; every call ends in time, or when cancelled."""

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answer, ...]:
        """Ask all questions, in order; the answers stand in the same order."""

    def store(self, service: str, credential: Credential) -> None:
        """Store a credential and read it back; raises KeyringError where that fails."""

    def delete(self, service: str, username: str) -> int:
        """Delete every entry of that name, look again, and return how many there were.

        Raises KeyringError where one is left, or that can't be known.
        """


def keyring(
    access: Access,
    environment: Environment,
    *,
    log: Log | None = None,
    patience: float = PATIENCE,
    cancelled: Flag | None = None,
) -> Keyring:
    """Return the keyring that a tool reaches; raises KeyringError where it reaches none.

    `patience` is in seconds and for one question; all questions of a call get three times that.
    """
    return Checked(_way(access, Terms(environment, log, patience, cancelled or Flag())))


def description(
    access: Access,
    environment: Environment,
    *,
    log: Log | None = None,
    patience: float = PATIENCE,
    cancelled: Flag | None = None,
) -> Store:
    """Say what stands behind a keyring, without asking it for a secret and without a prompt.

    Runs the keyring's interpreter, and nothing where that is not known. Raises KeyringError
    where there is no keyring, or where it can't be loaded.
    """
    way = _way(access, Terms(environment, log, patience, cancelled or Flag()))
    return look(way) if isinstance(way, Batch) else Store()


def murmur(access: Access, environment: Environment, *, log: Log | None = None) -> str:
    """Say what is wrong with what a keyring command prints where there is no entry.

    It is empty where all is well, and where no command is run.
    """
    if access.executable is None:
        return ""
    return murmured(access.executable, Terms(environment, log, PATIENCE, Flag()))


def round_trip(ring: Keyring) -> None:
    """Store a throwaway entry, read it back and delete it.

    Raises KeyringError where it does not come back, or does not go.
    """
    service = f"https://keydex-check-{os.urandom(8).hex()}.invalid/"
    ring.store(service, Credential("keydex", Secret(os.urandom(16).hex())))
    ring.delete(service, "keydex")


def _way(access: Access, terms: Terms) -> Batch | Executable:
    if access.via is Via.SUBPROCESS and access.executable:
        words = interpreter(access.executable, terms.environment)
        return Batch(words, terms) if words else Executable(access.executable, terms)
    if access.via is Via.IMPORT and access.interpreter:
        return Batch((str(access.interpreter),), terms)
    raise KeyringError(f"there is no keyring to ask: {access.reason}")
