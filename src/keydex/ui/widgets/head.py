"""The top of the main screen: where one is, how it stands, what can't be read."""

import shlex
from collections.abc import Sequence

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from keydex import typed
from keydex.model import Origin
from keydex.survey import Survey
from keydex.ui import summaries
from keydex.ui.desk import Desk
from keydex.ui.spoken import secrets
from keydex.ui.texts import BEGIN, origin, safe, top
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.told import Told


class Head(Vertical):
    """Project and counts, one sentence on all indexes, and what went wrong."""

    title = getters.query_one("#title", Ends)
    verdict = getters.query_one("#verdict", Static)
    problems = getters.query_one("#problems", Told)
    told = getters.query_one("#told", Told)

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        yield Ends("keydex", named="title")
        yield Ends(rule=True)
        yield Static(BEGIN, id="verdict", markup=False)
        yield Told(id="problems")
        yield Told(id="told")

    def on_mount(self) -> None:
        """Start without a survey."""
        self._survey: Survey | None = None
        self._right = ""

    def show(self, desk: Desk, rows: Sequence[summaries.Row]) -> None:
        """Show what holds for all indexes, and the files that can't be read."""
        self._survey = survey = desk.survey
        self.verdict.update(summaries.verdict(rows, desk.pending, len(desk.findings)))
        given = any(each.command.given for each in survey.configurations)
        counts = (_command(survey) if given else "", summaries.counts(survey, rows), desk.asked)
        self._right = " · ".join(filter(None, counts))
        self.problems.start()
        for each in survey.problems:
            where = Origin(each.path, each.line)
            file = origin(where, survey.project, survey.environment)
            key = f"{each.key}: " if each.key else ""
            self.problems.add(f"✗ {file}: {key}{each.reason}", "tone--bad")

    def place(self, feed: str | None, *, findings: bool = False) -> None:
        """Show where one is: at all indexes, at all findings, or at the questions about one."""
        self.verdict.display = feed is None and not findings
        if self._survey is None:
            return
        survey = self._survey
        if findings:
            where = f"{safe(survey.project.name)} / findings"
            self.title.right, self.title.hint = self._right, ""
        elif feed is None:
            where = top(survey.project, survey.environment)
            self.title.right, self.title.hint = self._right, ""
        else:
            where = f"{safe(survey.project.name)} / {summaries.name(survey.feeds()[feed])}"
            self.title.right, self.title.hint = _command(survey), ": Change"
        self.title.left = f"keydex   {where}"


def _command(survey: Survey) -> str:
    """Say which commands the questions are of."""
    hidden = secrets(survey)
    lines = (
        (*(each.command.launcher or (each.command.tool,)), *each.command.words)
        for each in survey.configurations
    )
    shown = (shlex.join(typed.shown(each, hidden)) for each in lines)
    return safe(f"when you run {' · '.join(shown)}")
