"""Rounds of work beside the event loop: read, look, ask, test."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event as Flag

from keydex.asking import Means, answered, tested
from keydex.survey import Survey
from keydex.ui import parts
from keydex.ui.looks import Looks, looked
from keydex.ui.session import Session
from keydex.ui.threads import each_in_thread, in_thread


@dataclass(frozen=True, slots=True)
class Round:
    """One piece of work: what it does is said by `what`, and the flag stops it."""

    session: Session = field(repr=False)
    what: str = ""
    flag: Flag = field(default_factory=Flag)

    @property
    def means(self) -> Means:
        """Return the session's means, which stop with this round."""
        return replace(self.session.means, cancelled=self.flag)

    async def read(self, words: Sequence[str]) -> Survey:
        """Read what is configured. Raises UsageError where the words are no command."""
        return await in_thread(partial(self.session.read, words))

    async def look(self, survey: Survey) -> Looks:
        """Look at the keyrings."""
        return await looked(survey, self.session, self.means)

    async def ask(
        self, survey: Survey, wanted: parts.Wanted, *, every: bool = False
    ) -> AsyncIterator[Survey]:
        """Ask keyrings about a part of a survey, and yield the part after each of them."""
        cut = parts.part(survey, wanted)
        async for each in each_in_thread(answered(cut, self.means, every=every)):
            yield each

    async def test(
        self, survey: Survey, wanted: parts.Wanted, settled: Callable[[Survey], None]
    ) -> Survey:
        """Ask the indexes of a part; `settled` is called in the thread, whenever one answers."""
        cut = survey.mapped(lambda one, report: report if wanted(one, report) else None)
        return await in_thread(partial(tested, cut, self.means, settled=settled))
