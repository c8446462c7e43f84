"""Write a username to where an index is declared: the diff first, then the files."""

from functools import partial
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Checkbox, Footer, Input, Label

from keydex import edits, hosts, naming
from keydex.errors import ConfigError, KeydexError, UsageError
from keydex.model import Edit
from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.summaries import name
from keydex.ui.threads import each_in_thread, in_thread
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.told import Told
from keydex.workflows import writing

WHERE = ("project", "user")


class WriteUsername(ModalScreen[int]):
    """The dialog; its result is how many files were written."""

    BINDINGS = DIALOG

    username = getters.query_one(Input)
    diff = getters.query_one("#diff", Told)
    told = getters.query_one("#told", Told)
    write = getters.query_one("#write", Button)
    cancel = getters.query_one("#cancel", Button)

    def __init__(self, session: Session, survey: Survey, feed: str) -> None:
        super().__init__()
        self._session, self._survey, self._feed = session, survey, feed
        self._reports = survey.feeds()[feed]
        self._changes: tuple[Edit, ...] = ()
        self._is_writing = False
        self._written = 0

    def compose(self) -> ComposeResult:
        """Lay out the field, the files meant, the diff and what comes of it."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Ends(f"Username of {name(self._reports)}", rule=True)
            yield Label("Username (empty: none)", classes="field")
            yield Input(self._now(), placeholder="as the index knows you", compact=True)
            with Horizontal(id="where"):
                for each in WHERE:
                    yield Checkbox(f"{each} files", value=True, compact=True, id=each)
            yield Told(id="diff")
            yield Told(id="told")
            with Horizontal(classes="buttons"):
                yield Button("Write", variant="primary", compact=True, id="write")
                yield Button("Cancel", compact=True, id="cancel")
        yield Footer(show_command_palette=False)

    def _now(self) -> str:
        """Return the username there is, or that the kind of host wants; never a secret one."""
        for _, report in self._reports:
            if report.index.username:
                user = report.index.username
                return user if masked(user, report.secrets) == user else ""
        host = hosts.kind(self._reports[0][1].index.url)
        return host.username or "" if host else ""

    def on_mount(self) -> None:
        """Ask which files are meant only where there are both kinds; show the diff at once."""
        for each in WHERE:
            try:
                naming.places(self._survey, self._feed, each)
            except UsageError:
                self.query_one("#where").display = False
        self.username.focus()
        self._plan()

    @on(Input.Changed)
    @on(Checkbox.Changed)
    @work(group="plan", exclusive=True)
    async def _plan(self) -> None:
        """Show what would be changed."""
        if self._is_writing or self._written:
            return
        self._changes = ()
        name = self.username.value.strip() or None
        chosen = [each for each in WHERE if self.query_one(f"#{each}", Checkbox).value]
        try:
            changes = await in_thread(partial(self._planned, name, chosen))
            diffs = [await in_thread(partial(edits.diff, each)) for each in changes]
        except KeydexError as error:
            self.diff.start()
            self.told.start()
            self.told.refuse(error)
        else:
            self._changes = changes
            self.told.start("" if changes else "Nothing is to be changed.")
            self.diff.diff(line for diff in diffs for line in diff.splitlines())
        self.write.disabled = not self._changes

    def _planned(self, name: str | None, chosen: list[str]) -> tuple[Edit, ...]:
        """Plan the changes. Raises KeydexError where a file can't be read or changed."""
        for problem in self._survey.problems:
            raise ConfigError(problem.reason, problem.path, problem.line, problem.key)
        if not chosen:
            raise UsageError("no file is chosen")
        where = chosen[0] if len(chosen) == 1 else None
        reports = naming.places(self._survey, self._feed, where)
        try:
            return naming.planned(self._survey, reports, name)
        except OSError as error:
            reason = error.strerror or "it can't be read"
            raise ConfigError(reason, Path(error.filename or self._survey.project)) from None

    @on(Input.Submitted)
    def _agree(self, event: Input.Submitted) -> None:
        event.stop()
        if self._changes:
            self.write.focus()

    @on(Button.Pressed, "#write")
    @work(group="write", exclusive=True)
    async def _write(self, event: Button.Pressed) -> None:
        """Write the files; what has begun is brought to its end."""
        event.stop()
        self._is_writing = self.write.disabled = self.username.disabled = True
        try:
            means = Job(self._session).means
            where = self._survey.environment
            async for step in each_in_thread(writing.written(self._changes, means, where)):
                self.told.step(step)
                self._written += 1
        except KeydexError as error:
            self.told.refuse(error)
        self._is_writing = False
        self.cancel.label = "Done" if self._written else "Close"
        self.cancel.focus()

    @on(Button.Pressed, "#cancel")
    def action_leave(self) -> None:
        """Close; writing is not stopped."""
        if not self._is_writing:
            self.dismiss(self._written)
