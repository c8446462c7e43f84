"""Write what mends a finding: entries and diff first; then entries are copied, files changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Button

from keydex.asking import Means
from keydex.errors import KeydexError
from keydex.findings import Finding
from keydex.model import Edit, Step
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.threads import each_in_thread, in_thread
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.entries import entries
from keydex.ui.widgets.facts import Fact, Facts
from keydex.ui.widgets.finding import diff
from keydex.ui.widgets.fix import facts, title
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.told import Told
from keydex.workflows import copying, fixing, moving, storing, writing


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be stored and changed, and the workflow that does it; no secret is shown."""

    entries: tuple[Fact, ...]
    changes: tuple[Edit, ...]
    steps: Callable[[Means], Iterator[Step]] = field(repr=False)


class WriteFix(ModalScreen[int]):
    """The dialog; its result is how many files and entries were written."""

    BINDINGS = DIALOG

    entries = getters.query_one("#entries", Facts)
    diff = getters.query_one("#diff", Told)
    told = getters.query_one("#told", Told)
    write = getters.query_one("#write", Button)
    cancel = getters.query_one("#cancel", Button)

    def __init__(self, session: Session, survey: Survey, finding: Finding) -> None:
        super().__init__()
        self._session, self._survey, self._finding = session, survey, finding
        self._job = Job(session)
        self._plan: Plan | None = None
        self._is_writing = False
        self._written = 0

    def compose(self) -> ComposeResult:
        """Lay out what is the case, entries, diff and what comes of it."""
        with Dialog():
            yield Ends(title(self._finding), rule=True)
            yield facts(self._finding)
            yield Facts(named="entries", label=6)
            yield Told(id="diff")
            yield Told(id="told")
            with Horizontal(classes="buttons"):
                yield Button("Write", variant="primary", compact=True, id="write")
                yield Button("Cancel", compact=True, id="cancel")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what will be written."""
        self.write.disabled = True
        self.cancel.focus()
        self._show()

    @work(group="plan", exclusive=True)
    async def _show(self) -> None:
        """Plan with what the files hold now, and show it."""
        self.told.start("asking the keyrings …" if self._finding.fix.moves else "")
        try:
            plan = await in_thread(self._planned)
            lines = await in_thread(partial(diff, self._finding, plan.changes))
        except KeydexError as error:
            self.told.start()
            self.told.refuse(error)
            return
        self._plan, self.entries.facts = plan, plan.entries
        self.diff.diff(lines)
        self.told.start()
        if plan.entries or plan.changes:
            self.write.disabled = False
            self.query_one(Dialog).offer(self.write)
        else:
            self.told.add("Nothing is to be changed any more.")

    def _planned(self) -> Plan:
        """Plan it; a password that leaves a file goes into the keyring before."""
        fix, survey = self._finding.fix, self._survey
        if fix.copies:
            plan, secret = copying.planned(survey, fix.feed)
            steps = partial(storing.stored, survey, plan, secret)
            return Plan(tuple(entries(survey, plan)), (), steps)
        if fix.moves:
            move = moving.planned(self._finding, survey, self._job.means)
            listed = (fact for plan in move.plans for fact in entries(survey, plan))
            return Plan(tuple(listed), move.changes, partial(moving.moved, move))
        changes = fixing.planned(fix)
        return Plan((), changes, partial(writing.written, changes, environment=survey.environment))

    @on(Button.Pressed, "#write")
    @work(group="write", exclusive=True)
    async def _write(self, event: Button.Pressed) -> None:
        """Write all of it; what has begun is brought to its end."""
        event.stop()
        if self._plan is None:
            return
        self._is_writing = self.write.disabled = True
        try:
            async for step in each_in_thread(self._plan.steps(Job(self._session).means)):
                self.told.step(step)
                self._written += step.outcome == "done"
        except KeydexError as error:
            self.told.refuse(error)
        self._is_writing = False
        self.cancel.label = "Done" if self._written else "Close"
        self.query_one(Dialog).end(self.cancel)

    @on(Button.Pressed, "#cancel")
    def action_leave(self) -> None:
        """Close; writing is not stopped."""
        if not self._is_writing:
            self._job.flag.set()
            self.dismiss(self._written)
