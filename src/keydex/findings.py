"""What is wrong, and what mends it: the end of the line."""

from collections.abc import Callable
from dataclasses import field
from enum import StrEnum

from keydex.model import Access, Edit, Origin
from keydex.nouns import dataclass
from keydex.secret import Secret


class Severity(StrEnum):
    """How much a finding matters: an error keeps a tool out, a warning may, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Kind(StrEnum):
    """What kind of thing mends a finding."""

    EDIT = "edit"
    STORE = "store"
    COMMAND = "command"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends a finding; it is shown first, then applied.

    `command` is what a person types for it, in a shell. Of a command, `argv` is what keydex can
    run itself; without it the command concerns the shell that the person sits in.
    """

    kind: Kind
    summary: str
    command: str = ""
    argv: tuple[str, ...] = ()
    edits: Callable[[], tuple[Edit, ...]] | None = field(default=None, compare=False, repr=False)
    """Plans the changes of an edit, with what the files hold then; raises ConfigError."""
    feed: str = ""
    """The feed that an entry is stored for."""
    asks_username: bool = False
    """Whether a person must say first which username an edit writes."""
    copies: bool = False
    """Whether the entry is what another tool finds, so that no secret is asked for."""
    moves: bool = False
    """Whether the secret that an edit takes out of a file is put into the keyring before."""
    unlocks: Access | None = None
    """The way to a store that takes its master password from a hidden prompt."""
    makes: bool = False
    """Whether there is no store yet, so that the password is a new one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: what is the case, where, and the fix.

    `code`, `name` and `severity` are those of its rule, unless the finding has its own severity.
    """

    message: str
    fix: Fix
    code: str = ""
    name: str = ""
    severity: Severity | None = None
    feed: str = ""
    index: str | None = None
    tool: str | None = None
    origin: Origin | None = None
    secrets: tuple[Secret, ...] = ()
    """What of the message, the fix and the place must not show."""


def advice(summary: str) -> Fix:
    """Say what only a person can do: what to ask whom, or where to look."""
    return Fix(Kind.NONE, summary)


def typed(command: str, summary: str) -> Fix:
    """Name a command for the shell that a person sits in: keydex can't run it for them."""
    return Fix(Kind.COMMAND, summary, command)


def run(argv: tuple[str, ...], summary: str) -> Fix:
    """Name a command that keydex can run, too."""
    import shlex

    return Fix(Kind.COMMAND, summary, shlex.join(argv), argv)


def edit(summary: str, edits: Callable[[], tuple[Edit, ...]], command: str = "") -> Fix:
    """Change files; without a command of its own `keydex fix CODE` does it."""
    return Fix(Kind.EDIT, summary, command, edits=edits)


def unlock(access: Access, command: str, summary: str, *, makes: bool = False) -> Fix:
    """Unlock the store behind a keyring, or make it, with a password from a hidden prompt."""
    return Fix(Kind.COMMAND, summary, command, unlocks=access, makes=makes)


def name(feed: str, command: str) -> Fix:
    """Write a username that only a person knows."""
    summary = "Write your username for it."
    return Fix(Kind.EDIT, summary, command, feed=feed, asks_username=True)


def store(feed: str, summary: str) -> Fix:
    """Store an entry for a feed, from a hidden prompt."""
    return Fix(Kind.STORE, summary, feed=feed)
