"""Screen B: what each tool asks about one index, in which turn, and why."""

from asyncio import Lock

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import ItemGrid, Vertical, VerticalScroll
from textual.widgets import Static

from keydex.looks import Looks
from keydex.matrix import Entry, Stocks, entries
from keydex.model import Configuration, Report
from keydex.survey import Survey
from keydex.ui.questions import commands, notes
from keydex.ui.summaries import tools
from keydex.ui.texts import listed
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.ui.widgets.panel import Panel
from keydex.ui.widgets.question_table import QuestionTable

PANEL = 38  # Columns of the narrowest panel.
LEGEND = "The number is a question's turn; a tool stops at its first ● stored."


class Asking(Vertical):
    """The questions, a panel a tool, and the command line of the question under the cursor."""

    table = getters.query_one(QuestionTable)
    notes = getters.query_one("#notes", Facts)
    panels = getters.query_one("#panels", ItemGrid)
    heading = getters.query_one("#as", Ends)
    commands = getters.query_one("#commands", Facts)

    def on_mount(self) -> None:
        """Start without questions."""
        self._turn = Lock()
        self._panelled: tuple[tuple[Survey, Configuration, Report, Looks], ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out legend, questions and what explains them."""
        yield Static(LEGEND, id="legend")
        yield QuestionTable()
        with VerticalScroll(id="why"):
            yield Ends("▸ as it is asked", named="as", rule=True)
            yield Facts(named="commands", label=3)
            yield Facts(named="notes", label=1)
            yield ItemGrid(id="panels", min_column_width=PANEL, stretch_height=False)

    @property
    def entry(self) -> Entry | None:
        """Return the entry under the cursor."""
        return self.table.entry

    def show(self, survey: Survey, feed: str, looks: Looks, stocks: Stocks) -> None:
        """Show what is asked about a feed, and what else is there for it."""
        found = entries(survey, feed, stocks)
        self._panelled = tuple((survey, *each, looks) for each in survey.feeds().get(feed, []))
        self.table.show(found, tools(survey))
        self.table.display = bool(found)
        self.notes.facts = tuple(Fact(*each) for each in notes(survey, feed, found, stocks))
        self._tell()
        self._show_panels()

    @work(group="panels")
    async def _show_panels(self) -> None:
        """Show a panel for each tool; no argument of a worker may be more than it shows.

        One after the other: whoever cancels a removal waits for the widgets for ever.
        """
        async with self._turn:
            panelled = self._panelled
            if len(self.panels.children) != len(panelled):
                await self.panels.remove_children()
                await self.panels.mount_all(Panel() for _ in panelled)
            for panel, what in zip(self.panels.query(Panel), panelled, strict=True):
                panel.show(*what)

    @on(QuestionTable.Highlighted)
    def _tell(self) -> None:
        """Show the command lines of the entry under the cursor."""
        lines = commands(self.entry) if self.entry else {}
        self.heading.display = bool(lines)
        self.commands.facts = tuple(Fact(listed(by), line) for line, by in lines.items())
