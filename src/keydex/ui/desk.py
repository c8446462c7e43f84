"""What is known of a project, and the workflows that learn more of it."""

from collections.abc import AsyncIterator
from dataclasses import replace

from keydex.looks import Looks
from keydex.matrix import Stocks
from keydex.model import Configuration, Edit, Fallback, Report
from keydex.survey import Survey
from keydex.ui import parts
from keydex.ui.findings import Findings
from keydex.ui.jobs import Job
from keydex.ui.looks import OWN, may_prompt
from keydex.ui.session import Session

READING = "reading what is configured"
LOOKING = "looking at the keyrings"
ASKING = "asking the keyrings"
LISTING = "listing the keyrings"
TESTING = "asking the indexes"
FALLING_BACK = "asking where refused packages would come from"


class Desk:
    """The survey as far as it is known; each workflow yields what it is at, and learns in between.

    `asked` says when a keyring or an index was asked last, and `words` are the command that is
    explained, none of them the usual ones. `written` is what was written to files, act by act.
    """

    def __init__(self, session: Session) -> None:
        self.written: list[tuple[Edit, ...]] = []
        means = replace(session.means, wrote=self.written.append)
        self.session = replace(session, means=means)
        self.words: tuple[str, ...] = ()
        self.survey = Survey(session.environment, ())
        self.looks: Looks = {}
        self.stocks: Stocks = {}
        self.is_listed = False
        self.asked = ""
        self.findings: Findings = ()
        self._is_examining = False
        self._fallbacks: tuple[Fallback, ...] = ()
        self._examined = self._known

    @property
    def pending(self) -> int:
        """Count the questions that wait for a key, since asking may prompt."""
        pairs = self.survey.reports() if self.looks else ()
        return len(parts.unasked(pair for pair in pairs if may_prompt(pair[0], self.looks)))

    @property
    def is_due(self) -> bool:
        """Say whether nobody looks for what is wrong with what is known now."""
        pairs = zip(self._examined, self._known, strict=True)
        is_examined = all(old is new for old, new in pairs)
        return not (is_examined or self._is_examining)

    @property
    def _known(self) -> tuple[Survey, Looks, tuple[Fallback, ...]]:
        return self.survey, self.looks, self._fallbacks

    async def examine(self, job: Job) -> AsyncIterator[Findings]:
        """Find what is wrong, and again as long as more was learned meanwhile."""
        while self.is_due:
            self._is_examining, known = True, self._known
            try:
                self.findings, self._examined = await job.examine(*known), known
            finally:
                self._is_examining = False
            yield self.findings

    async def read(self, job: Job, *known: Survey) -> AsyncIterator[str]:
        """Read, keep what is known already, look at the keyrings, ask those that can't prompt."""
        yield READING
        self.take(await job.read(self.words), *known)
        async for what in self.look(job):
            yield what

    def take(self, survey: Survey, *known: Survey) -> None:
        """Take a survey that was read; what is known of the same questions still counts."""
        self.survey, self.looks, self._fallbacks = parts.merged(survey, *known), {}, ()
        self.is_listed = False

    async def look(self, job: Job) -> AsyncIterator[str]:
        """Look at the keyrings, if that was not done, and ask those that can't prompt."""
        if self.looks:
            return
        yield LOOKING
        self.looks = await job.look(self.survey)
        async for what in self._ask(job, self._is_free):
            yield what

    def _is_free(self, one: Configuration, report: Report) -> bool:
        """Say whether a question is open that can't prompt."""
        return not report.answers and not may_prompt(one, self.looks)

    async def lacks(self, job: Job) -> bool:
        """Say whether it is sure that no tool finds anything for some index."""
        return await job.lacks(self.survey, self.looks)

    async def list(self, job: Job) -> AsyncIterator[str]:
        """List what the keyrings hold, but those of the project; it prompts for nothing."""
        yield LISTING
        kept = (each for each in self.survey.configurations if self.looks[each.access] is not OWN)
        self.stocks = await job.enumerate(replace(self.survey, configurations=tuple(kept)))

    async def ask(
        self, job: Job, wanted: parts.Wanted, *, every: bool = False
    ) -> AsyncIterator[str]:
        """Ask the keyrings, whether or not they may prompt."""
        async for what in self.look(job):
            yield what
        async for what in self._ask(job, wanted, every=every):
            yield what

    async def _ask(
        self, job: Job, wanted: parts.Wanted, *, every: bool = False
    ) -> AsyncIterator[str]:
        yield ASKING
        async for part in job.ask(self.survey, wanted, every=every):
            is_asked = any(report.answers for _, report in part.reports())
            self._learn(part, "asked" if is_asked else "")
            yield ASKING

    async def test(self, job: Job, wanted: parts.Wanted) -> AsyncIterator[str]:
        """Ask the keyrings, those that may prompt only once, and then the indexes."""
        async for what in self.look(job):
            yield what

        def is_due(one: Configuration, report: Report) -> bool:
            is_open = not report.answers or not may_prompt(one, self.looks)
            return wanted(one, report) and is_open

        async for what in self._ask(job, is_due):
            yield what
        yield TESTING
        async for part in job.test(self.survey, wanted):
            self._learn(part, "tested")
            yield TESTING
        yield FALLING_BACK
        self._fallbacks = await job.fallbacks(self.survey)

    def _learn(self, part: Survey, how: str) -> None:
        if how:
            self.asked = f"{how} {self.session.now():%H:%M}"
        self.survey = parts.merged(self.survey, part)


def about(feed: str | None) -> parts.Wanted:
    """Want what is about a feed, or everything."""
    return lambda _, report: feed is None or report.feed == feed
