"""Keep the journal of the one rotation that may be under way, and others out meanwhile."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from keydex import edits
from keydex.config import rotation
from keydex.config.rotation import Rotation
from keydex.environment import Environment
from keydex.errors import ConfigError, KeydexError
from keydex.model import Edit
from keydex.nouns import dataclass
from keydex.workflows.journal import privately

BUSY = "another keydex rotates just now"


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal in the state folder of a person."""

    environment: Environment

    @property
    def path(self) -> Path:
        """Return the file."""
        return rotation.place(self.environment)

    def read(self) -> Rotation | None:
        """Return the rotation that is under way. Raises ConfigError."""
        return rotation.read(self.environment)

    def write(self, now: Rotation) -> None:
        """Remember how far it is. Raises ConfigError."""
        try:
            privately(self.path, self._content(), rotation.written(now))
        except OSError as error:
            raise ConfigError(f"it can't be written: {error.strerror}", self.path) from None

    def remove(self) -> None:
        """Forget the rotation. Raises ConfigError."""
        edits.apply(Edit(self.path, "", self._content(), b"", removes=True))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other keydex from rotating; the system lets go of a process that dies.

        Raises KeydexError where another one is at it.
        """
        path = self.path.with_suffix(".lock")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise ConfigError(f"it can't be locked: {error.strerror}", path) from None
        try:
            if not _holds(number, self.environment.platform):
                raise KeydexError(BUSY, "wait until it has ended")
            yield
        finally:
            os.close(number)

    def _content(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""


def _holds(number: int, platform: str) -> bool:
    """Try to lock a file, until it is closed."""
    if platform != "win32":
        return edits.holds(number) is not False
    import msvcrt

    try:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True
