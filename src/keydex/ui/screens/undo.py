"""Undo what was written to files last in this session: the diff first, then the files."""

from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Button

from keydex import edits
from keydex.errors import KeydexError
from keydex.model import Edit
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.threads import each_in_thread, in_thread
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.told import Told
from keydex.workflows import undoing


class UndoWrite(ModalScreen[int]):
    """The dialog; its result is how many files were written. What is undone leaves `written`."""

    BINDINGS = DIALOG

    diff = getters.query_one("#diff", Told)
    told = getters.query_one("#told", Told)
    write = getters.query_one("#write", Button)
    cancel = getters.query_one("#cancel", Button)

    def __init__(self, session: Session, survey: Survey, written: list[tuple[Edit, ...]]) -> None:
        super().__init__()
        self._session, self._written = session, written
        self._changes: tuple[Edit, ...] = ()
        self._is_writing = False
        self._undone = 0

    def compose(self) -> ComposeResult:
        """Lay out the diff and what comes of it."""
        with Dialog():
            yield Ends("Undo what was written last", rule=True)
            yield Told(id="diff")
            yield Told(id="told")
            with Horizontal(classes="buttons"):
                yield Button("Undo", variant="primary", compact=True, id="write")
                yield Button("Cancel", compact=True, id="cancel")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what the last write leads back to."""
        self.write.disabled = True
        self.cancel.focus()
        if self._written:
            self._show(self._written[-1])
        else:
            self.told.add("Nothing was written to a file in this session.")

    @work(group="plan", exclusive=True)
    async def _show(self, written: tuple[Edit, ...]) -> None:
        """Plan with what the files hold now, and show it."""
        plan = partial(undoing.planned, written, self._session.environment)
        try:
            changes = await in_thread(plan)
            diffs = [await in_thread(partial(edits.diff, each)) for each in changes]
        except KeydexError as error:
            self.told.refuse(error)
            return
        self._changes = changes
        self.diff.diff(line for diff in diffs for line in diff.splitlines())
        for each in changes:
            if each.removes:
                self.told.add(f"{each.path} is taken away again.")
        self.write.disabled = False
        self.query_one(Dialog).offer(self.write)

    @on(Button.Pressed, "#write")
    @work(group="write", exclusive=True)
    async def _undo(self, event: Button.Pressed) -> None:
        """Undo it in all files; what has begun is brought to its end."""
        event.stop()
        self._is_writing = self.write.disabled = True
        means, where = Job(self._session).means, self._session.environment
        try:
            async for step in each_in_thread(undoing.undone(self._changes, means, where)):
                self.told.step(step)
                self._undone += 1
        except KeydexError as error:
            self.told.refuse(error)
        self._forget()
        self._is_writing = False
        self.cancel.label = "Done" if self._undone else "Close"
        self.query_one(Dialog).end(self.cancel)

    def _forget(self) -> None:
        """Keep of the act what could not be undone; the last file was the first."""
        act = self._written.pop()
        if left := act[: len(act) - self._undone]:
            self._written.append(left)

    @on(Button.Pressed, "#cancel")
    def action_leave(self) -> None:
        """Close; writing is not stopped."""
        if not self._is_writing:
            self.dismiss(self._undone)
