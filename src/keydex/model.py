"""Every noun of keydex: what is configured, what is asked, what is there, what the index says."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path

from keydex.nouns import dataclass
from keydex.secret import Secret

Version = tuple[int, ...]
Key = tuple[str | int, ...]


class Role(StrEnum):
    """What a tool uses an index for."""

    DEFAULT = "default"
    EXTRA = "extra"
    EXPLICIT = "explicit"
    FIND_LINKS = "find-links"
    PUBLISH = "publish"


class Via(StrEnum):
    """How a tool reaches a keyring."""

    SUBPROCESS = "subprocess"
    IMPORT = "import"
    NONE = "none"


class Api(StrEnum):
    """What is asked of a keyring."""

    GET = "get"
    CREDS = "get --mode creds"
    GET_PASSWORD = "get_password"  # noqa: S105 - the name of a function.
    GET_CREDENTIAL = "get_credential"


class When(StrEnum):
    """What must have happened before the question is asked."""

    BEFORE = "before-request"
    ON_401 = "on-401"
    ON_REFUSAL = "on-refusal"


class State(StrEnum):
    """What became of a question."""

    FOUND = "found"
    MISSING = "missing"
    LOCKED = "locked"
    FAILED = "failed"
    TIMED_OUT = "timed-out"
    NOT_ASKED = "not-asked"


class Verdict(StrEnum):
    """What an index says of a credential."""

    ACCEPTED = "accepted"
    MISSING = "missing"
    REFUSED = "refused"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    OPEN = "open"
    NOT_AN_INDEX = "not-an-index"
    UNREACHABLE = "unreachable"
    UNCLEAR = "unclear"


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
    credential: "Credential | None" = None


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


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question to a keyring; `username` None asks for anyone's."""

    service: str
    username: str | None
    via: Via
    api: Api
    argv: tuple[str, ...] | None = None
    when: When = When.BEFORE
    about: str | None = None
    phase: str | None = None
    then: str | None = None


@dataclass(frozen=True, slots=True)
class Credential:
    """A username and its password."""

    username: str
    password: Secret


@dataclass(frozen=True, slots=True)
class Answer:
    """What a keyring said to a question; a reason where it is neither found nor missing."""

    state: State
    credential: Credential | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """What an index said: statuses without and with the credential, and the verdict on it."""

    verdict: Verdict
    reason: str
    status: int | None = None
    anonymous: int | None = None
    realm: str | None = None
    retry_after: str | None = None
    about: str | None = None
    """What it is about, where not the index: `file` of a lock, or `username` sent by itself."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one tool does about one index.

    `answers` stand beside `lookups`, in the same order. `secrets` are the parts of the URL,
    username or services that are themselves secret and are shown as a mask.
    """

    index: Index
    lookups: tuple[Lookup, ...] = ()
    silence: Silence | None = None
    settled_by: Source | None = None
    sent_first: Source | None = None
    overridden_by: Source | None = None
    feed: str = ""
    host: str | None = None
    answers: tuple[Answer, ...] = ()
    probe: Probe | None = None
    secrets: tuple[Secret, ...] = ()
    goes_on: frozenset[int] = frozenset()
    """The statuses after which the tool does without this index, and asks others."""
    asks_person: bool = False
    """Whether the tool asks a person at a 401 where it found nothing."""


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


@dataclass(frozen=True, slots=True)
class Fallback:
    """A package that a tool would take from a public place, since its private index refuses.

    `status` is what the private index says; `unasked` packages were not asked about.
    """

    tool: str
    package: str
    feed: str
    status: int
    source: str
    unasked: int = 0


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that one tool does for one command; the reports stand in the order in which it asks."""

    installation: Installation
    command: Command
    project: Path
    access: Access
    reports: tuple[Report, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored: Problem | None = None
    """A place that makes the tool ignore settings."""
    choice: Choice = Choice()


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one file: the bytes that were read, the bytes to be, and what it does."""

    path: Path
    summary: str
    before: bytes = field(repr=False)
    after: bytes = field(repr=False)
    secrets: tuple[Secret, ...] = ()
    """What the diff must not show."""


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


def dotted(key: Key) -> str:
    """Write a key path as people do: ("tool", "uv", "index", 0) is `tool.uv.index[0]`."""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def undotted(key: str) -> Key:
    """Read a key path as `dotted` writes it."""
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", key)
    return tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts)


def spelled(version: Version) -> str:
    """Write a version as people do."""
    return ".".join(map(str, version))
