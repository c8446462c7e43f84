"""What is changed, and what is told of it."""

from collections.abc import Callable
from dataclasses import field
from pathlib import Path

from keydex.nouns import dataclass
from keydex.secret import Secret


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one file: the bytes that were read, the bytes to be, and what it does."""

    path: Path
    summary: str
    before: bytes = field(repr=False)
    after: bytes = field(repr=False)
    secrets: tuple[Secret, ...] = ()
    """What the diff must not show."""
    is_private: bool = False
    """Whether only its owner may read the file from then on."""
    makes: bool = False
    """Whether it was done, and there was no such file before."""
    removes: bool = False
    """Whether the file is taken away, since the edit that is undone had made it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a workflow did: `done`, `failed`, `undone`, or of a dry run `planned`."""

    outcome: str
    what: str
    where: str = ""
    tool: str | None = None
    service: str | None = None
    username: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing for the log: a `keyring` call, an `index` request or a `write`, without secrets."""

    kind: str
    text: str
    seconds: float | None = None


Log = Callable[[Event], None]
