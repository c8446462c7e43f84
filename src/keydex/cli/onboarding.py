"""`onboard`: set up each private index, step by step, or say what is missing."""

import argparse
import sys
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from typing import Any

from keydex.cli import asking, commands, doctoring
from keydex.cli.asking import code
from keydex.cli.cards import document, headed, lines, summed
from keydex.cli.changing import agreed, done, plainly_stored, readable, say, stored
from keydex.cli.mending import mended
from keydex.cli.prompting import SkippedError, answered
from keydex.errors import CancelledError, KeydexError, UsageError
from keydex.model import Step
from keydex.rules import Case
from keydex.secret import masked
from keydex.survey import chosen
from keydex.workflows.onboarding import Card, Turn, Walk, Way, cards, looked, told

Json = dict[str, Any]
Do = Callable[[argparse.Namespace, Case, Turn], Generator[Step, None, bool]]


def onboard(options: argparse.Namespace) -> int:
    """Set up each private index until every tool gets in, or only look."""
    tour = Tour(options)
    if options.check:
        survey = tour.look().survey
        commands.show(options, document(tour.cards, survey), lines)
        return tour.code()
    options.ask, options.no_verify = answered, options.offline
    more: Json = {}
    failed = done(options, "onboard", tour.steps(more), more)
    if not tour.is_through:
        return failed
    if options.format == "text":
        for line in summed(document(tour.cards)):
            print(line)
    return tour.code()


class Tour:
    """One look after another, and one step between two of them."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.walk = Walk(not options.offline, names=options.where is not None)
        self.cards: tuple[Card, ...] = ()
        self.is_through = False
        self._case: Case | None = None
        self._usernames: dict[str, str | None] = {}
        """Whose each index is, as a person said once."""
        self._username = options.username
        self._headed: set[str] = set()

    def look(self) -> Case:
        """Look at what there is now."""
        survey = commands.read(self.options)
        feeds = chosen(survey, self.options.indexes) if self.options.indexes else ()
        means = asking.means_of(self.options)
        self._case = looked(self.walk, survey, means, datetime.now(UTC), doctoring.say)
        self.cards = tuple(cards(self._case, feeds))
        return self._case

    def code(self) -> int:
        """Return how it stands: 0 where every tool gets in, else as `test` has it."""
        if self._case is None:
            return 0
        one = self._case.survey
        if all(each.is_done for each in self.cards) and not one.problems:
            return 0
        return code(one.only([each.feed for each in self.cards])) or 1

    def steps(self, more: Json) -> Iterator[Step]:
        """Do what is open, one thing after another; `more` is then how it stands."""
        try:
            case = self.look()
            readable(case.survey)
            if self.options.stdin and sum(not each.is_done for each in self.cards) > 1:
                raise UsageError("there are several secrets to hand over", "name one index")
            while turn := self.walk.turn(self.cards):
                if (yield from self._step(case, turn)):
                    case = self.look()
            self.is_through = True
        finally:
            more |= document(self.cards)

    def _step(self, case: Case, turn: Turn) -> Generator[Step, None, bool]:
        """Do one thing, and return whether that may have changed anything.

        What failed is told, and does not keep the rest, where somebody is there; raises KeydexError
        where nobody is.
        """
        if turn.card.feed not in self._headed:
            self._headed.add(turn.card.feed)
            say(headed(turn.card))
        self.options.username = self._usernames.get(turn.card.feed, self._username)
        try:
            is_done = yield from _DO[turn.task.way](self.options, case, turn)
        except SkippedError:
            self.walk, is_done = self.walk.without(turn, whole=True), False
        except (UsageError, CancelledError):
            raise
        except KeydexError as error:
            if not self._may_go_on:
                raise
            lines = [f"✗ {error.message}", *([f"  → {error.hint}"] if error.hint else [])]
            say(masked(each, turn.card.secrets) for each in lines)
            is_pasted = turn.task.way in {Way.PASTE, Way.PLAIN}
            self.walk, is_done = self.walk if is_pasted else self.walk.without(turn), True
        else:
            self.walk = self.walk.after(turn) if is_done else self.walk.without(turn)
        self._usernames[turn.card.feed] = self.options.username or self._username
        return is_done

    @property
    def _may_go_on(self) -> bool:
        return not (self.options.stdin or self.options.no_input) and sys.stdin.isatty()


def _mend(options: argparse.Namespace, case: Case, turn: Turn) -> Generator[Step, None, bool]:
    """Show what mends a finding, and do it."""
    if (finding := turn.finding) is None:
        return False
    say([f"{turn.task.stage}: {masked(finding.message, finding.secrets)}"])
    say([f"  → {masked(finding.fix.summary, finding.secrets)}"])
    return (yield from mended(options, case, finding))


def _ask(options: argparse.Namespace, _: Case, turn: Turn) -> Generator[Step, None, bool]:
    """Have the keyrings asked that may prompt; that is done as it is looked again."""
    yield from ()
    say([f"{turn.task.stage}: {told(turn.card, turn.task)}"])
    return agreed(options, "Ask it now?")


def _log_in(options: argparse.Namespace, _: Case, turn: Turn) -> Generator[Step, None, bool]:
    """Name the command of the host, which is for a person's own shell; then it is looked again."""
    yield from ()
    say([f"{turn.task.stage}: {told(turn.card, turn.task)}"])
    say([f"  type it in another shell: {turn.card.token.login}"])
    return agreed(options, "Are you logged in?")


def _paste(options: argparse.Namespace, case: Case, turn: Turn) -> Generator[Step, None, bool]:
    """Say what is wanted, and store what a person hands over."""
    if not _is_wanted(options, turn, "Enter it now?"):
        return False
    yield from stored(options, case.survey, turn.card.feed)
    return True


def _write_plainly(
    options: argparse.Namespace, case: Case, turn: Turn
) -> Generator[Step, None, bool]:
    """Say what a login in plain text means, and write what a person hands over."""
    if not _is_wanted(options, turn, "Write it in plain text?"):
        return False
    yield from plainly_stored(options, case.survey, turn.card.feed)
    return True


def _is_wanted(options: argparse.Namespace, turn: Turn, question: str) -> bool:
    """Say what a person needs, and ask whether to go on."""
    say([f"{turn.task.stage}: {told(turn.card, turn.task)}"])
    say(f"  {each}" for each in turn.card.token.sentences())
    return bool(options.stdin) or agreed(options, question)


_DO: dict[Way, Do] = {
    Way.MEND: _mend,
    Way.ASK: _ask,
    Way.LOGIN: _log_in,
    Way.PASTE: _paste,
    Way.PLAIN: _write_plainly,
}
