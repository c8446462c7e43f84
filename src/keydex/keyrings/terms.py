"""On which terms a keyring is asked: where, how long, until when, and who is told."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from threading import Event as Flag

from keydex.environment import Environment
from keydex.model import Answer, Event, Log, Lookup, State
from keydex.nouns import dataclass
from keydex.secret import MASK, userinfo

PATIENCE = 5.0  # Seconds for one question; a token may have to be fetched from a server.
OVERALL = 3  # Times the patience, for all questions together.


SKIPPED = Answer(State.NOT_ASKED, reason="an earlier question got no answer")


class UnansweredError(Exception):
    """A question that got no answer from the keyring; `answer` says what became of it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every question of a call; `patience` is in seconds and for one question."""

    environment: Environment = field(repr=False)
    log: Log | None = None
    patience: float = PATIENCE
    cancelled: Flag = field(default_factory=Flag)

    def end(self) -> float:
        """Return when all questions that start now must be answered."""
        return time.monotonic() + OVERALL * self.patience

    def tell(self, lookup: Lookup, answer: Answer, since: float) -> None:
        """Tell the log what became of a lookup."""
        self._tell(f"{lookup.api} {entry(lookup.service, lookup.username)}", answer.state, since)

    @contextmanager
    def told(self, what: str) -> Iterator[None]:
        """Tell the log what becomes of all else."""
        since, became = time.monotonic(), "failed"
        try:
            yield
            became = "done"
        except UnansweredError as error:
            became = error.answer.state
            raise
        finally:
            self._tell(what, became, since)

    def _tell(self, what: str, became: str, since: float) -> None:
        if self.log:
            self.log(Event("keyring", f"{what} → {became}", time.monotonic() - since))


def entry(service: str, username: str | None) -> str:
    """Name an entry to people, without the password that a URL may carry."""
    bare, user, password = userinfo(service)
    scheme, _, place = bare.partition("://")
    shown = service if password is None else f"{scheme}://{user}:{MASK}@{place}"
    return shown if username is None else f"{shown} {username}"


def variables(environment: Environment) -> dict[str, str]:
    """Return the user's variables for a keyring that must reach neither terminal nor project.

    Without GPG_TTY no pinentry draws on the terminal. PATH keeps the folders that it means in
    the user's folder; what PYTHONPATH names relatively would be the project's own code.
    """
    kept = {name: value for name, value in environment.variables.items() if name != "GPG_TTY"}
    if "PATH" in kept:
        kept["PATH"] = os.pathsep.join(map(str, environment.search_path()))
    if "PYTHONPATH" in kept:
        folders = kept["PYTHONPATH"].split(os.pathsep)
        kept["PYTHONPATH"] = os.pathsep.join(each for each in folders if Path(each).is_absolute())
    return kept
