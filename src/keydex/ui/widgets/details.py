"""All there is to say of one feed, below the list."""

from collections.abc import Iterator

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from keydex import words
from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.meanings import meaning
from keydex.ui.mends import Mend, advice, mends
from keydex.ui.summaries import Reports, name
from keydex.ui.texts import origin, safe
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.words import Sign


class Details(Vertical):
    """The feed under the cursor: where it is, what each tool makes of it, what mends it."""

    heading = getters.query_one("#feed", Ends)
    url = getters.query_one("#url", Static)
    states = getters.query_one("#states", Facts)
    mends = getters.query_one("#mends", Facts)

    def on_mount(self) -> None:
        """Start without a feed."""
        self.known_mends: tuple[Mend, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out heading, address, states and mends."""
        yield Ends(named="feed", rule=True)
        yield Static(id="url", markup=False)
        yield Facts(named="states", label=6)
        yield Facts(named="mends", label=1)

    def show(self, survey: Survey, feed: str) -> None:
        """Show what is known of a feed."""
        reports = survey.feeds()[feed]
        secrets = reports[0][1].secrets
        self.heading.left = name(reports)
        self.heading.right = " · ".join(places(survey, reports)) or "built in"
        self.url.update(safe(masked(reports[0][1].index.url, secrets)))
        self.states.facts = tuple(_states(survey, reports))
        self.known_mends = mends(survey, feed)
        self.mends.facts = (*_mends(self.known_mends), *_advice(survey, feed))


def places(survey: Survey, reports: Reports) -> list[str]:
    """Name where a feed is declared, each place once."""
    found = (
        origin(each, survey.project, survey.environment)
        for _, report in reports
        for each in report.index.origins
    )
    return list(dict.fromkeys(found))


def _states(survey: Survey, reports: Reports) -> Iterator[Fact]:
    for one in survey.configurations:
        tool = one.installation.tool
        mine = [report for each, report in reports if each is one]
        for report in mine:
            yield Fact(tool, meaning(one, report), words.of_report(report))
        if not mine:
            yield Fact(tool, "does not use this index", Sign.NOT_USED)


def _mends(found: tuple[Mend, ...]) -> Iterator[Fact]:
    for number, mend in enumerate(found, 1):
        yield Fact(str(number), mend.text, note=mend.cost)


def _advice(survey: Survey, feed: str) -> Iterator[Fact]:
    for text in dict.fromkeys(advice(survey, feed)):
        yield Fact("→", text)
