"""What a rotation works with: ways to keyrings, and the journal."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from keydex.asking import Means, keyring
from keydex.config.rotation import Rotation
from keydex.errors import CancelledError, KeyringError
from keydex.keyrings import Keyring
from keydex.model import Access, State
from keydex.nouns import dataclass
from keydex.secret import Secret
from keydex.survey import Survey
from keydex.workflows.storing import question


class Remembers(Protocol):
    """Where a rotation remembers how far it is: `rotating.Journal`, or a test's own."""

    @property
    def path(self) -> Path:
        """Return the file."""

    def read(self) -> Rotation | None:
        """Return the rotation that is under way. Raises ConfigError."""

    def write(self, now: Rotation) -> None:
        """Remember how far it is. Raises ConfigError."""

    def remove(self) -> None:
        """Forget the rotation. Raises ConfigError."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep every other keydex from rotating. Raises KeydexError where one is at it."""


Name = tuple[str, str]
"""Service and username of an entry."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a rotation works with."""

    survey: Survey
    means: Means
    journal: Remembers

    def go_on(self) -> None:
        """Raise CancelledError where a person has stopped it."""
        if self.means.cancelled and self.means.cancelled.is_set():
            raise CancelledError("stopped")

    def ring(self, access: Access) -> Keyring:
        """Return a keyring; raises KeyringError."""
        return keyring(self.survey, access, self.means)

    def present(self, access: Access, names: Sequence[Name]) -> dict[Name, Secret | None]:
        """Return what some entries hold now; raises KeyringError where that can't be known."""
        answers = self.ring(access).answers([question(*each) for each in names])
        for answer in answers:
            if answer.state not in {State.FOUND, State.MISSING}:
                reason = f"the keyring gives no answer: {answer.reason}"
                raise KeyringError(reason, "unlock it and try again")
        held = (each.credential.password if each.credential else None for each in answers)
        return dict(zip(names, held, strict=True))
