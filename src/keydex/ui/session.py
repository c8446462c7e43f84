"""What the app is given: a world, and the ways to it."""

import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from threading import Event as Flag
from typing import TYPE_CHECKING, Protocol

from keydex import keyrings, survey
from keydex.asking import Means
from keydex.config import texts, view
from keydex.config.view import View
from keydex.environment import Environment
from keydex.errors import KeydexError
from keydex.findings import Finding
from keydex.model import Access, Log
from keydex.secret import Secret
from keydex.ui.outside import Browse, opened

if TYPE_CHECKING:
    from keydex.rules import Case, Needs
    from keydex.workflows.rotating import Remembers

PROMPT = 15.0  # Seconds for a prompt to be answered before another may cover it.


class Unlock(Protocol):
    """How a store is unlocked: `keydex.keyrings.unlock`, or a test's own."""

    def __call__(
        self,
        access: Access,
        environment: Environment,
        master: Secret,
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> None:
        """Unlock the store behind a keyring; raises KeyringError."""


def kept(environment: Environment, now: View) -> None:
    """Remember how the indexes are listed; where that can't be written it is not remembered."""
    from keydex.workflows.journal import privately

    place = view.place(environment)
    with suppress(KeydexError, OSError):
        before = texts.read(environment, place) or ""
        privately(place, before.encode(), view.written(now))


def patient() -> Means:
    """Return means that wait as long as a person does, for a prompt; a key cancels."""
    connect = partial(keyrings.keyring, patience=math.inf)
    return Means(connect=connect, headstart=PROMPT)


def found(case: "Case", needs: "Needs") -> Iterable[Finding]:
    """Find what is wrong; the rules are loaded when there is something to find it in."""
    from keydex import rules

    return rules.found(case, needs)


def journal(environment: Environment) -> "Remembers":
    """Return what remembers how far a rotation is."""
    from keydex.workflows.rotating import Journal

    return Journal(environment)


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the app: where, for which tools, with which keyrings and clock."""

    environment: Environment
    tools: Sequence[str] = ()
    means: Means = field(default_factory=patient)
    now: Callable[[], datetime] = datetime.now
    unlock: Unlock = keyrings.unlock
    found: Callable[["Case", "Needs"], Iterable[Finding]] = found
    browse: Browse = opened
    """Opens a page in a browser, and says whether it could."""
    begins_with_setup: bool = False
    """Whether an index for which no tool finds anything is set up first."""
    keep: Callable[[Environment, View], None] = kept
    """Remembers how the indexes are listed."""
    journal: Callable[[Environment], "Remembers"] = journal
    """Where a rotation remembers how far it is."""

    def read(self, words: Sequence[str] = ()) -> survey.Survey:
        """Read what the tools do, for a command or their usual ones. Raises UsageError."""
        tools = () if words else self.tools
        return survey.survey(self.environment, words, tools=tools)
