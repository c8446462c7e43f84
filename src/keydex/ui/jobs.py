"""Jobs beside the event loop: read, look, ask, test."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import partial
from threading import Event as Flag

from keydex.asking import Means, answered, tested
from keydex.looks import Looks
from keydex.matrix import Stocks, stocks
from keydex.model import Fallback
from keydex.survey import Survey
from keydex.ui import parts
from keydex.ui.findings import Findings, named, ranked
from keydex.ui.looks import OWN, looked
from keydex.ui.session import Session
from keydex.ui.threads import each_in_thread, in_thread, news_in_thread


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work, which its flag stops; each call blocks a thread of its own."""

    session: Session = field(repr=False)
    flag: Flag = field(default_factory=Flag)

    @property
    def means(self) -> Means:
        """Return the session's means, which stop with this job and hold no silence against any."""
        return replace(self.session.means, cancelled=self.flag, silent=set())

    async def read(self, words: Sequence[str]) -> Survey:
        """Read what is configured. Raises UsageError where the words are no command."""
        return await in_thread(partial(self.session.read, words))

    async def look(self, survey: Survey) -> Looks:
        """Look at the keyrings."""
        return await looked(survey, self.means)

    async def enumerate(self, survey: Survey) -> Stocks:
        """List what the keyrings hold for the indexes of a survey."""
        return await in_thread(partial(stocks, survey, self.means))

    async def fallbacks(self, survey: Survey) -> tuple[Fallback, ...]:
        """Ask where packages would come from that a private index refuses."""
        from keydex import resolving

        return await in_thread(partial(resolving.fallbacks, survey, self.means))

    async def examine(
        self, survey: Survey, looks: Looks, fallbacks: tuple[Fallback, ...]
    ) -> Findings:
        """Find what is wrong with what is known so far; nothing is started, asked or sent."""
        seen = {way: each for way, each in looks.items() if each is not OWN}

        def call() -> Findings:
            from keydex.examining import case_of, known

            now = self.session.now().astimezone(UTC)
            case = case_of(survey, seen, fallbacks, now=now)
            found = self.session.found(case, known(survey, seen))
            return ranked(named(found, survey))

        return await in_thread(call)

    async def lacks(self, survey: Survey, looks: Looks) -> bool:
        """Say whether it is sure that no tool finds anything for some index."""
        now = self.session.now().astimezone(UTC)

        def call() -> bool:
            from keydex.examining import case_of
            from keydex.workflows.onboarding import cards, is_lacking

            return is_lacking(tuple(cards(case_of(survey, looks, now=now))))

        return await in_thread(call)

    def ask(
        self, survey: Survey, wanted: parts.Wanted, *, every: bool = False
    ) -> AsyncIterator[Survey]:
        """Ask keyrings about a part of a survey, and yield the part after each of them."""
        cut = parts.part(survey, wanted)
        return each_in_thread(answered(cut, self.means, every=every))

    def test(self, survey: Survey, wanted: parts.Wanted) -> AsyncIterator[Survey]:
        """Ask the indexes of a part of a survey, and yield the part as they answer."""
        cut = survey.mapped(lambda one, report: report if wanted(one, report) else None)

        def call(settled: Callable[[Survey], None]) -> Survey:
            return tested(cut, self.means, settled=settled)

        return news_in_thread(call)
