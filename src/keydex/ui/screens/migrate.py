"""Move what stands in plain text: all of it is shown first, then it goes, one after another."""

from collections.abc import Iterator
from functools import partial
from threading import Event as Flag

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Button

from keydex.errors import ConfigError, KeydexError
from keydex.findings import Finding
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.findings import place, told
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.threads import each_in_thread, in_thread
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.entries import entries
from keydex.ui.widgets.facts import Fact, Facts
from keydex.ui.widgets.finding import diff
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.told import Told
from keydex.workflows import migrating

Round = tuple[migrating.Plan, Survey]
NOTHING = "There is nothing to move."
STOPPED = "Stopped: what was moved is in the keyring, the rest stays in its file."


class MoveSecrets(ModalScreen[int]):
    """The dialog; its result is how many entries and files were written."""

    BINDINGS = DIALOG

    dialog = getters.query_one(Dialog)
    plan = getters.query_one("#plan", Facts)
    diff = getters.query_one("#diff", Told)
    stays = getters.query_one("#stays", Facts)
    told = getters.query_one("#told", Told)
    move = getters.query_one("#move", Button)
    cancel = getters.query_one("#cancel", Button)

    def __init__(self, session: Session, words: tuple[str, ...]) -> None:
        super().__init__()
        self._session, self._job, self._stopped = session, Job(session), Flag()
        self._failures: list[migrating.Failure] = []
        self._rounds = self._all_rounds(words)
        self._round: Round | None = None
        self._is_moving = False
        self._written = 0

    def _all_rounds(self, words: tuple[str, ...]) -> Iterator[Round]:
        """Plan for every index, again after each round."""
        read = partial(self._session.read, words)
        feeds = tuple(read().feeds())
        yield from migrating.rounds(read, feeds, self._job.means, self._failures)

    def compose(self) -> ComposeResult:
        """Lay out what moves, the diff, what stays, and what comes of it."""
        with Dialog():
            yield Ends("Move what stands in plain text", rule=True)
            yield Facts(named="plan", label=6)
            yield Told(id="diff")
            yield Facts(named="stays", label=6)
            yield Told(id="told")
            with Horizontal(classes="buttons"):
                yield Button("Move", variant="primary", compact=True, id="move")
                yield Button("Cancel", compact=True, id="cancel")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what will be moved."""
        self.cancel.focus()
        self._show()

    @work(group="plan", exclusive=True)
    async def _show(self) -> None:
        self.told.start("asking the keyrings …")
        try:
            await self._next()
        except KeydexError as error:
            self.told.refuse(error)
        self.told.busy = ""

    async def _next(self) -> None:
        """Plan with what the files hold now, and show it. Raises KeydexError."""
        self.move.disabled = True
        if (found := await in_thread(partial(next, self._rounds, None))) is None:
            return
        self._round = plan, survey = found
        self.diff.diff(await in_thread(partial(_diffs, plan)))
        self.plan.facts = tuple(_plan(plan, survey))
        self.stays.facts = tuple(_stays(plan, survey))
        for problem in survey.problems:
            raise ConfigError(problem.reason, problem.path, problem.line, problem.key)
        if plan.moves:
            self.move.disabled = False
            self.dialog.offer(self.move)
        elif not self._written and not plan.failures:
            self.told.add(NOTHING)
            self._end()

    @on(Button.Pressed, "#move")
    @work(group="move", exclusive=True)
    async def _move(self, event: Button.Pressed) -> None:
        """Move one after another, and look again; what has begun is brought to its end."""
        event.stop()
        if self._round is None:
            return
        self._is_moving = self.move.disabled = True
        self.told.start("moving …")
        try:
            await self._moved(*self._round)
            if self._stopped.is_set():
                self.told.add(STOPPED)
            else:
                await self._next()
        except KeydexError as error:
            self.told.refuse(error)
        self._is_moving, self.told.busy = False, ""
        if self.move.disabled:
            self._end()

    def _end(self) -> None:
        """Leave only the key that closes it."""
        self.move.display = False
        self.cancel.label = "Done" if self._written else "Close"
        self.dialog.end(self.cancel)

    async def _moved(self, plan: migrating.Plan, survey: Survey) -> None:
        means = Job(self._session).means
        steps = migrating.migrated(plan, survey, means, self._failures, self._stopped)
        async for step in each_in_thread(steps):
            self.told.step(step)
            self._written += step.outcome == "done"

    @on(Button.Pressed, "#cancel")
    def action_leave(self) -> None:
        """Stop before the next move, or else close."""
        if self._is_moving:
            self._stopped.set()
            self.told.busy = "stopping after this one …"
        else:
            self._job.flag.set()
            self.dismiss(self._written)


def _diffs(plan: migrating.Plan) -> tuple[str, ...]:
    return tuple(line for each, move in plan.moves for line in diff(each, move.changes))


def _plan(plan: migrating.Plan, survey: Survey) -> Iterator[Fact]:
    """Say what goes where; of what can't be planned, why not."""
    for finding, move in plan.moves:
        yield from _about(finding, survey, finding.fix.summary)
        for each in move.plans:
            yield from entries(survey, each)
        if not move.plans:
            yield Fact("entry", "none is needed: each tool finds the same elsewhere")
    for finding, error in plan.failures:
        yield from _about(finding, survey, f"it can't be moved now: {error.message}")
        if error.hint:
            yield Fact("", told(finding, error.hint))


def _stays(plan: migrating.Plan, survey: Survey) -> Iterator[Fact]:
    for each in plan.stays:
        yield from _about(each.finding, survey, f"it stays: {each.why}")


def _about(finding: Finding, survey: Survey, then: str) -> Iterator[Fact]:
    """Name a secret by its place and what it is, then say what becomes of it."""
    yield Fact("in", f"{place(finding, survey)}  {told(finding, finding.message)}")
    yield Fact("→", told(finding, then))
