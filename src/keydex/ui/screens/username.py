"""Write a username to where it belongs: for whom, the diff and what comes of it, then the files."""

import asyncio
from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, RadioSet

from keydex import edits, hosts, naming
from keydex.errors import ConfigError, KeydexError, UsageError
from keydex.model import Edit
from keydex.naming import EVERYONE, ME, Plan
from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.summaries import name
from keydex.ui.texts import listed, place
from keydex.ui.threads import each_in_thread, in_thread
from keydex.ui.widgets.box import Pick
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.told import Told
from keydex.workflows import writing

PAUSE = 0.2  # Seconds without a key; then all files are read again with the change in them.


class WriteUsername(ModalScreen[int]):
    """The dialog; its result is how many files were written."""

    BINDINGS = DIALOG

    username = getters.query_one(Input)
    whom = getters.query_one(RadioSet)
    why = getters.query_one("#why", Told)
    diff = getters.query_one("#diff", Told)
    effects = getters.query_one("#effects", Told)
    told = getters.query_one("#told", Told)
    write = getters.query_one("#write", Button)
    cancel = getters.query_one("#cancel", Button)

    def __init__(self, session: Session, survey: Survey, feed: str) -> None:
        super().__init__()
        self._session, self._survey, self._feed = session, survey, feed
        self._reports = survey.feeds()[feed]
        self._changes: tuple[Edit, ...] = ()
        self._is_chosen = self._is_writing = False
        self._written = 0

    def compose(self) -> ComposeResult:
        """Lay out the field, whom it is for, the diff, and what comes of it."""
        with Dialog():
            yield Ends(f"Username of {name(self._reports)}", rule=True)
            yield Label("Username (empty: none)", classes="field")
            yield Input(self._now(), placeholder="as the index knows you", compact=True)
            with RadioSet(compact=True):
                yield Pick("for everyone (every file)", value=True, named=EVERYONE)
                yield Pick("for me (my files)", named=ME)
            for each in ("why", "diff", "effects", "told"):
                yield Told(id=each)
            with Horizontal(classes="buttons"):
                yield Button("Write", variant="primary", compact=True, id="write")
                yield Button("Cancel", compact=True, id="cancel")
        yield KeyLine()

    def _now(self) -> str:
        """Return the username there is, or that the kind of host wants; never a secret one."""
        for _, report in self._reports:
            if report.index.username:
                user = report.index.username
                return user if masked(user, report.secrets) == user else ""
        host = hosts.kind(self._reports[0][1].index.url)
        return host.username or "" if host else ""

    def on_mount(self) -> None:
        """Ask whom it is for only where others share a file; show the diff at once."""
        try:
            naming.places(self._survey, self._feed, EVERYONE)
        except UsageError:
            self.whom.display = False
        self.username.focus()
        self._plan()

    @on(RadioSet.Changed)
    def _choose(self) -> None:
        """Stay with what a person says."""
        self._is_chosen = True
        self._plan()

    @on(Input.Changed)
    @work(group="plan", exclusive=True)
    async def _plan(self) -> None:
        """Show what would be changed, and then what each tool would do."""
        if self._is_writing or self._written:
            return
        self._changes, user = (), self.username.value.strip() or None
        self.write.disabled = True
        try:
            whom = await self._advised(user)
            plan = await in_thread(partial(naming.plan, self._survey, self._feed, user, whom))
            diffs = [await in_thread(partial(edits.diff, each)) for each in plan.changes]
        except KeydexError as error:
            for each in (self.diff, self.effects, self.told):
                each.start()
            self.told.refuse(error)
            return
        self._changes = plan.changes
        self.diff.diff(line for diff in diffs for line in diff.splitlines())
        self.told.start("" if plan.changes or plan.variables else "Nothing is to be changed.")
        for line in naming.assignments(plan, self._survey):
            self.told.add(f"→ Set this where your shell reads it: {line}")
        self.write.disabled = not plan.changes
        await self._foresee(plan)

    async def _advised(self, user: str | None) -> str | None:
        """Say whose a name is, and return whom it is for: as a person says, else by that."""
        for problem in self._survey.problems:
            raise ConfigError(problem.reason, problem.path, problem.line, problem.key)
        shared = await in_thread(partial(naming.shared, self._survey, self._feed, user))
        where = self._survey.project, self._survey.environment
        files = listed([place(each.path, *where) for each in shared])
        mine = self.query_one(f"#{ME}", Pick)
        is_mine = mine.value if self._is_chosen else bool(files)
        self.why.start()
        if files:
            who = "For you alone, since" if is_mine else "For everyone, although"
            self.why.add(f"{who} others share {files} and this name is yours.")
        elif user and hosts.is_fixed(user):
            self.why.add("This name is the same for everyone.")
        if not self._is_chosen:
            with self.prevent(RadioSet.Changed):
                (mine if is_mine else self.query_one(f"#{EVERYONE}", Pick)).value = True
        return ME if is_mine else None

    async def _foresee(self, plan: Plan) -> None:
        """Say what each tool does now and will do, once a person has stopped typing."""
        self.effects.start("reading what each tool would do …")
        await asyncio.sleep(PAUSE)
        effects = await in_thread(partial(naming.effects, self._survey, self._feed, plan))
        self.effects.start()
        for each in effects:
            self.effects.add(str(each), "tone--quiet")

    @on(Input.Submitted)
    def _agree(self, event: Input.Submitted) -> None:
        event.stop()
        if self._changes:
            self.query_one(Dialog).offer(self.write)

    @on(Button.Pressed, "#write")
    @work(group="write", exclusive=True)
    async def _write(self, event: Button.Pressed) -> None:
        """Write the files; what has begun is brought to its end."""
        event.stop()
        self._is_writing = self.write.disabled = True
        self.username.disabled = self.whom.disabled = True
        means, where = Job(self._session).means, self._survey.environment
        try:
            async for step in each_in_thread(writing.written(self._changes, means, where)):
                self.told.step(step)
                self._written += 1
        except KeydexError as error:
            self.told.refuse(error)
        self._is_writing = False
        self.cancel.label = "Done" if self._written else "Close"
        self.query_one(Dialog).end(self.cancel)

    @on(Button.Pressed, "#cancel")
    def action_leave(self) -> None:
        """Close; writing is not stopped."""
        if not self._is_writing:
            self.workers.cancel_group(self, "plan")
            self.dismiss(self._written)
