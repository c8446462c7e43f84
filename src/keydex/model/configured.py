"""What is configured: the tools, their commands, their indexes, the ways to a keyring."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path

from keydex.model.asked import Credential, Via
from keydex.model.spelling import Version
from keydex.nouns import dataclass
from keydex.secret import Secret


class Role(StrEnum):
    """What a tool uses an index for."""

    DEFAULT = "default"
    EXTRA = "extra"
    EXPLICIT = "explicit"
    FIND_LINKS = "find-links"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: a place in a file, a variable, or a flag of the command."""

    path: Path | None = None
    line: int | None = None
    key: str | None = None
    variable: str | None = None
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source of credentials other than a keyring: `url`, `env`, `netrc`, `config` or `store`."""

    kind: str
    origin: Origin = Origin()
    credential: Credential | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a configuration file can't be read, and where in it."""

    path: Path
    reason: str
    line: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a tool asks no keyring for an index (`code` as in no_lookup), and what mends it."""

    code: str
    reason: str
    fix: str = ""
    origin: Origin | None = field(default=None, compare=False)
    """Where the cause stands, if it is a setting."""


@dataclass(frozen=True, slots=True)
class Installation:
    """A tool as it is installed.

    `source` says where the version is from: `executable`, `metadata` or `assumed`.
    """

    tool: str
    version: Version
    source: str
    executable: Path | None = None
    interpreter: Path | None = None
    importable: bool = False
    """Whether `import keyring` finds a package in that interpreter."""
    keyring_version: Version = ()
    keyring_off: str = ""
    """What names a backend that holds nothing: a variable, or keyringrc.cfg; else empty."""
    scripts: Path | None = None
    prefix: Path | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """The way from a tool to a keyring, and why it is that one; two reasons make no two ways."""

    via: Via
    reason: str = field(compare=False)
    executable: Path | None = None
    interpreter: Path | None = None
    provider: str = field(default="", compare=False)
    """The value of the tool's own setting that chooses the way."""
    origin: Origin | None = field(default=None, compare=False)
    """Where that setting stands; None for a default."""
    wanted: Via = field(default=Via.NONE, compare=False)
    """How the tool would reach a keyring, where it finds none."""
    passed: Path | None = field(default=None, compare=False)
    """The keyring command that the tool passes over."""


@dataclass(frozen=True, slots=True)
class Index:
    """One index as one tool sees it; `url` carries no userinfo."""

    tool: str
    name: str | None
    url: str
    role: Role
    origins: tuple[Origin, ...] = ()
    username: str | None = None
    username_from: str | None = None
    password: Secret | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    username_at: Origin | None = None
    """Where the username stands, or is to be written, of a tool that has a key for it."""
    own_username_at: Origin | None = None
    """Where a person's own username is to be written, if it stands in a file that others share."""
    password_at: Origin | None = None
    """Where the password stands, if it is not in the URL."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line as a person would type it.

    `words` are those behind the tool's name, `launcher` those up to it (`python -m pip`).
    `given` is false for the usual command that is assumed when none is named.
    """

    tool: str
    words: tuple[str, ...] = field(repr=False)
    launcher: tuple[str, ...] = ()
    given: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """How a tool chooses among the indexes of a command, and the setting that says so."""

    mixes: bool = False
    """Whether a package comes from whichever index has the best release of it."""
    value: str = ""
    origin: Origin | None = None
