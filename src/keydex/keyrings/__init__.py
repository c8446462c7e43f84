"""The keyring that counts is the tool's: its own executable, or `import keryring` where it runs.

`interpreters` finds the Python behind an executable; `batch` asks in that Python, with the script
`inside`, and `replies` understands it; `command` runs an executable whose Python is not known;
`resuming` goes on after a question that ends or silences it; `checked` looks again after every
write; `stores` looks at the backend and lists what it holds; `processes` and `terms` bound it all.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from threading import Event as Flag
from typing import Protocol

from keydex.environment import Environment
from keydex.errors import KeyringError
from keydex.keyrings.batch import Batch
from keydex.keyrings.checked import Checked
from keydex.keyrings.command import Executable, murmured
from keydex.keyrings.interpreters import interpreter
from keydex.keyrings.stores import Contents, Store, look
from keydex.keyrings.stores import contents as contained
from keydex.keyrings.stores import unlock as unlocked
from keydex.keyrings.terms import PATIENCE, Terms, entry
from keydex.model import Access, Answer, Credential, Log, Lookup, Via
from keydex.secret import Secret

BRIEF = 4.0  # Seconds for a command that has nothing to look for.
THROWAWAY = "keydex"

__all__ = [
    "Contents",
    "Keyring",
    "Store",
    "contents",
    "description",
    "keyring",
    "murmur",
    "round_trip",
    "unlock",
]


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


def contents(
    access: Access,
    environment: Environment,
    parts: Sequence[str],
    *,
    log: Log | None = None,
    cancelled: Flag | None = None,
) -> Contents:
    """Name the entries of a keyring whose service contains one of the parts, without a prompt.

    Runs the keyring's interpreter, and nothing where that is not known. Raises KeyringError
    where there is no keyring, or where it can't be loaded.
    """
    way = _way(access, Terms(environment, log, cancelled=cancelled or Flag()))
    return contained(way, parts) if isinstance(way, Batch) else Contents()


def unlock(
    access: Access,
    environment: Environment,
    master: Secret,
    *,
    log: Log | None = None,
    cancelled: Flag | None = None,
) -> None:
    """Unlock the store behind a keyring with its master password, where `Store.unlockable`.

    Where a Secret Service has no collection yet, it makes one with that password. Raises
    KeyringError where it is not the right one, or the store takes none.
    """
    way = _way(access, Terms(environment, log, cancelled=cancelled or Flag()))
    if not isinstance(way, Batch):
        raise KeyringError("can't unlock the keyring: its interpreter is not known")
    unlocked(way, master)


def murmur(
    access: Access,
    environment: Environment,
    *,
    log: Log | None = None,
    patience: float = BRIEF,
    cancelled: Flag | None = None,
) -> str:
    """Say what is wrong with what a keyring command prints where there is no entry.

    It is empty where all is well, where no command is run, and where none answers.
    """
    if access.executable is None:
        return ""
    return murmured(access.executable, Terms(environment, log, patience, cancelled or Flag()))


def round_trip(ring: Keyring) -> None:
    """Store a throwaway entry, read it back and delete it, whatever becomes of it.

    Raises KeyringError where it does not come back, or does not go.
    """
    service = f"https://keydex-check-{os.urandom(8).hex()}.invalid/"
    name = entry(service, THROWAWAY)
    try:
        try:
            ring.store(service, Credential(THROWAWAY, Secret(os.urandom(16).hex())))
        except KeyringError:
            with suppress(KeyringError):
                ring.delete(service, THROWAWAY)
            raise
        ring.delete(service, THROWAWAY)
    except KeyringError as error:
        message = error.message.replace(name, "a throwaway entry")
        raise KeyringError(message, error.hint) from None


def _way(access: Access, terms: Terms) -> Batch | Executable:
    if access.via is Via.SUBPROCESS and access.executable:
        words = interpreter(access.executable, terms.environment)
        return Batch(words, terms) if words else Executable(access.executable, terms)
    if access.via is Via.IMPORT and access.interpreter:
        return Batch((str(access.interpreter),), terms)
    raise KeyringError(f"there is no keyring to ask: {access.reason}")
