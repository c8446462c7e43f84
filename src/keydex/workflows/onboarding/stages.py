"""The stages of setting up an index, and to which of them a finding belongs."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from keydex.findings import Finding, Kind
from keydex.nouns import dataclass
from keydex.rules import indexes, kinds, plugins, rings, stores, tokens, usernames
from keydex.rules.settings import credentials, files, policies, providers, tools
from keydex.rules.table import ERROR, NOTE, Rule


class Stage(StrEnum):
    """What must be right, one after another, until a tool gets in."""

    KEYRING = "keyring"
    SETTING = "setting"
    USERNAME = "username"
    CREDENTIAL = "credential"
    PROOF = "proof"


class State(StrEnum):
    """How far a stage is."""

    DONE = "done"
    OPEN = "open"
    LATER = "later"


GLYPHS = {State.DONE: "✓", State.OPEN: "○", State.LATER: "·"}


class Way(StrEnum):
    """How a task is done."""

    MEND = "mend"
    """By the fix of its first finding."""
    ASK = "ask"
    """By asking keyrings that may prompt: a plugin then has a person sign in."""
    LOGIN = "login"
    """By a command of the host, which lets a plugin get tokens."""
    PASTE = "paste"
    PLAIN = "plain"
    """By a login in the netrc file, for want of a store."""


@dataclass(frozen=True, slots=True)
class Task:
    """One stage of one index: how far it is, what is the case, and what does it."""

    stage: Stage
    state: State
    what: str
    findings: tuple[Finding, ...] = ()
    way: Way = Way.MEND


def _errors(rows: Sequence[Rule]) -> Iterator[str]:
    return (row.code for row in rows if row.severity is ERROR)


def _all(*subjects: Sequence[Rule]) -> Iterator[str]:
    return (row.code for rows in subjects for row in rows if row.severity is not NOTE)


NAMES = frozenset(row.code for row in kinds.ROWS if row.check is kinds.username_unfit)
ALWAYS = frozenset(row.code for row in usernames.always.ROWS)
"""What lets uv do without a username that it lacks."""
# The stage that a rule's findings belong to; what keeps no tool out belongs to none.
STAGES: dict[str, Stage] = {
    **dict.fromkeys(_errors((*rings.ROWS, *stores.ROWS)), Stage.KEYRING),
    **dict.fromkeys(_all(plugins.ROWS), Stage.KEYRING),
    **dict.fromkeys(
        _all(providers.ROWS, files.ROWS, credentials.ROWS, tools.ROWS, policies.ROWS),
        Stage.SETTING,
    ),
    **dict.fromkeys(_errors(kinds.ROWS), Stage.SETTING),
    **dict.fromkeys((*_all(usernames.ROWS), *NAMES, *ALWAYS), Stage.USERNAME),
    **dict.fromkeys(_all(indexes.ROWS, tokens.ROWS), Stage.PROOF),
}


def stage(finding: Finding) -> Stage | None:
    """Return the stage that a finding keeps open: what an entry mends is about the credential."""
    found = STAGES.get(finding.code)
    return Stage.CREDENTIAL if found is Stage.PROOF and finding.fix.kind is Kind.STORE else found
