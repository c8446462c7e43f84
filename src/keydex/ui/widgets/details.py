"""All there is to say of one feed, below the list."""

from collections.abc import Iterator

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from keydex import words
from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.findings import Findings, around, cause
from keydex.ui.meanings import meaning
from keydex.ui.mends import advice, cost, mends, summary
from keydex.ui.summaries import Reports, name
from keydex.ui.texts import listed, origin, safe
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.words import Sign

# What a rule explains better than the state itself; of the others the index says why.
CAUSED = frozenset({Sign.MISSING, Sign.SILENT, Sign.LOCKED})


class Details(Vertical):
    """The feed under the cursor: where it is, what each tool makes of it, what mends it."""

    heading = getters.query_one("#feed", Ends)
    url = getters.query_one("#url", Static)
    states = getters.query_one("#states", Facts)
    mends = getters.query_one("#mends", Facts)

    def on_mount(self) -> None:
        """Start without a feed."""
        self.known_mends: Findings = ()

    def compose(self) -> ComposeResult:
        """Lay out heading, address, states and mends."""
        yield Ends(named="feed", rule=True)
        yield Static(id="url", markup=False)
        yield Facts(named="states", label=6)
        yield Facts(named="mends", label=1)

    def show(self, survey: Survey, feed: str, found: Findings) -> None:
        """Show what is known of a feed."""
        found = around(found, feed)
        reports = survey.feeds()[feed]
        secrets = reports[0][1].secrets
        self.heading.left = name(reports)
        self.heading.right = " · ".join(places(survey, reports)) or "built in"
        self.url.update(safe(masked(reports[0][1].index.url, secrets)))
        self.states.facts = tuple(_states(survey, reports, found))
        self.known_mends = mends(survey, found, feed)
        numbered = enumerate(self.known_mends, 1)
        self.mends.facts = (
            *(Fact(str(at), summary(each), note=cost(survey, each.fix)) for at, each in numbered),
            *(Fact("→", text) for text in dict.fromkeys(advice(found, feed))),
        )


def places(survey: Survey, reports: Reports) -> list[str]:
    """Name where a feed is declared, each place once."""
    found = (
        origin(each, survey.project, survey.environment)
        for _, report in reports
        for each in report.index.origins
    )
    return list(dict.fromkeys(found))


def _states(survey: Survey, reports: Reports, found: Findings) -> Iterator[Fact]:
    unused: list[str] = []
    for one in survey.configurations:
        tool = one.installation.tool
        mine = [report for each, report in reports if each is one]
        for report in mine:
            sign = words.of_report(report)
            said = cause(found, report.feed, tool) if sign in CAUSED else ""
            yield Fact(tool, said or meaning(one, report), sign)
        if not mine:
            unused.append(tool)
    if len(unused) == 1:
        yield Fact(unused[0], "does not use this index", Sign.NOT_USED)
    elif unused:
        yield Fact("others", f"{listed(unused)} do not use this index", Sign.NOT_USED)
