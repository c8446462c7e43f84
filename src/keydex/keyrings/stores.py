"""Look at what stands behind a keyring and name its entries, touching no secret; unlock it."""

from collections.abc import Sequence
from pathlib import Path

from keydex.errors import KeyringError
from keydex.keyrings.batch import Batch
from keydex.keyrings.replies import Opened, understood
from keydex.keyrings.terms import UnansweredError
from keydex.model import Version
from keydex.nouns import dataclass
from keydex.secret import Secret

HINT = (
    "its master password is often that of your login; it can be unlocked in a desktop session, too"
)
NAMES = {
    "keydex.keyrings.sample.Keyring": "the demo's own file",
    "keyring.backends.OS_X.Keyring": "macOS Keychain",
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Locker",
    "keyring.backends.fail.Keyring": "no backend",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.libsecret.Keyring": "libsecret",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
    "keyring.backends.null.Keyring": "turned off (null backend)",
}


@dataclass(frozen=True, slots=True)
class Store:
    """What stands behind a keyring: its backends in the order in which they are asked.

    `locked` is None where it can't be known without asking. `prompts` says whether a question
    may put one to a person. All is unknown of a keyring whose interpreter is not known.
    """

    backends: tuple[str, ...] = ()
    version: Version = ()
    interpreter: Path | None = None
    locked: bool | None = None
    prompts: bool = True
    unlockable: bool = False
    """Whether it is locked, or has no collection yet, and takes a master password from keydex."""

    @property
    def is_unmade(self) -> bool:
        """Say whether it is made by the master password that unlocks it."""
        return self.unlockable and self.locked is None

    def __str__(self) -> str:
        names = [NAMES.get(each, each) for each in self.backends] or ["unknown"]
        words = {True: ["locked"], False: ["open"], None: []}[self.locked]
        return ", ".join([*names, *words])


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds, as service and username; `is_whole` where nothing can be missing."""

    names: tuple[tuple[str, str], ...] = ()
    is_whole: bool = False


def look(batch: Batch) -> Store:
    """Describe the store behind a keyring; raises KeyringError where nothing can be learned."""
    try:
        with batch.terms.told("look at the backend"), batch.opened() as keyring:
            return _described(keyring, Path(batch.words[0]))
    except UnansweredError as error:
        reason = error.answer.reason
        raise KeyringError(f"can't look at the keyring's backend: {reason}") from None


def contents(batch: Batch, parts: Sequence[str]) -> Contents:
    """Name the entries whose service contains one of the parts; raises KeyringError."""
    try:
        with batch.terms.told("list the entries"), batch.opened() as keyring:
            return _listed(keyring.ask("contents", parts=list(parts)), keyring.backend)
    except UnansweredError as error:
        raise KeyringError(f"can't list the keyring's entries: {error.answer.reason}") from None


def unlock(batch: Batch, master: Secret) -> None:
    """Unlock a Secret Service, or make its first collection; raises KeyringError."""
    try:
        with batch.terms.told("unlock the keyring"), batch.opened() as keyring:
            keyring.done("unlock", password=master.reveal())
    except UnansweredError as error:
        raise KeyringError(f"can't unlock the keyring: {error.answer.reason}", HINT) from None


def _listed(reply: object, backend: str) -> Contents:
    names: list[tuple[str, str]] = []
    match reply:
        case {"contents": [*pairs], "whole": bool(whole)}:
            for pair in pairs:
                match pair:
                    case [str(service), str(username)]:
                        names.append((service, username))
            if len(names) == len(pairs):
                return Contents(tuple(names), whole)
    raise UnansweredError(understood(reply, backend))


def _described(keyring: Opened, interpreter: Path) -> Store:
    reply = keyring.ask("describe")
    match reply:
        case {"backends": [*names], "locked": bool() | None as locked, "prompts": bool(prompts)}:
            backends = tuple(map(str, names))
            unlockable = isinstance(reply, dict) and reply.get("unlockable") is True
            return Store(backends, keyring.version, interpreter, locked, prompts, unlockable)
    raise UnansweredError(understood(reply, keyring.backend))
