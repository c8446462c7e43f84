"""What the tools do: about one index, and for one command."""

from pathlib import Path

from keydex.model.asked import Answer, Lookup, Probe
from keydex.model.configured import (
    Access,
    Choice,
    Command,
    Index,
    Installation,
    Problem,
    Silence,
    Source,
)
from keydex.nouns import dataclass
from keydex.secret import Secret


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
    falls_back: Source | None = None
    """What the tool sends where its keyring has nothing."""
    feed: str = ""
    host: str | None = None
    answers: tuple[Answer, ...] = ()
    probe: Probe | None = None
    secrets: tuple[Secret, ...] = ()
    goes_on: frozenset[int] = frozenset()
    """The statuses after which the tool does without this index, and asks others."""
    asks_person: bool = False
    """Whether the tool asks a person at a 401 where it found nothing."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return what else than a keyring has a credential, the one that wins first."""
        found = (self.overridden_by, self.settled_by, self.sent_first, self.falls_back)
        return tuple(each for each in found if each)


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
    probes: tuple[Lookup, ...] = ()
    """What the tool asks its keyring once, whatever the index, to learn whether it works."""
