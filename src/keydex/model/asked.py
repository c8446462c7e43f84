"""What is asked of a keyring and of an index, and what they say."""

from enum import StrEnum

from keydex.nouns import dataclass
from keydex.secret import Secret


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
    sends: str | None = None
    """The username that the tool sends with what is found, where it is not that of the entry."""


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
class Seen:
    """A question that a tool was seen to ask, and what came of it; None while it has no answer."""

    lookup: Lookup
    state: State | None = None


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
