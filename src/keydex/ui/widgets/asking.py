"""Screen B: what each tool asks about one index, in which turn, and why."""

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from keydex.survey import Survey
from keydex.ui.looks import Looks
from keydex.ui.questions import Question, commands, notes, questions
from keydex.ui.summaries import tools
from keydex.ui.texts import listed
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.ui.widgets.panel import Panel
from keydex.ui.widgets.question_table import QuestionTable

LEGEND = "The number is a question's turn; a tool stops at its first ● stored."


class Asking(Vertical):
    """The questions, a panel a tool, and the command line of the question under the cursor."""

    table = getters.query_one(QuestionTable)
    notes = getters.query_one("#notes", Facts)
    panels = getters.query_one("#panels", Horizontal)
    heading = getters.query_one("#as", Ends)
    command = getters.query_one("#command", Static)

    def compose(self) -> ComposeResult:
        """Lay out legend, questions and what explains them."""
        yield Static(LEGEND, id="legend")
        yield QuestionTable()
        with VerticalScroll(id="why", can_focus=False):
            yield Facts(named="notes", label=1)
            yield Horizontal(id="panels")
            yield Ends(named="as", rule=True)
            yield Static(id="command", markup=False)

    @property
    def question(self) -> Question | None:
        """Return the question under the cursor."""
        return self.table.question

    def show(self, survey: Survey, feed: str, looks: Looks) -> None:
        """Show what is asked about a feed."""
        found = questions(survey, feed)
        self.table.show(found, tools(survey))
        self.table.display = bool(found)
        self.notes.facts = tuple(Fact(*each) for each in notes(survey, feed, found))
        self._tell()
        self.run_worker(self._panels(survey, feed, looks), group="panels", exclusive=True)

    async def _panels(self, survey: Survey, feed: str, looks: Looks) -> None:
        """Show a panel for each tool."""
        reports = survey.feeds().get(feed, [])
        if len(self.panels.children) != len(reports):
            await self.panels.remove_children()
            await self.panels.mount_all(Panel() for _ in reports)
        for panel, (one, report) in zip(self.panels.query(Panel), reports, strict=True):
            panel.show(survey, one, report, looks)

    @on(QuestionTable.Highlighted)
    def _tell(self) -> None:
        """Show the command line of the question under the cursor."""
        question = self.question
        lines = commands(question) if question else {}
        self.heading.display = self.command.display = bool(lines)
        if lines:
            askers = [listed(found) for found in lines.values()]
            self.heading.left = f"▸ as {' and '.join(askers)} asks it"
            self.command.update("\n".join(lines))
