"""End a rotation that was left unfinished: finish it, or put the old secret back."""

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Button

from keydex.errors import KeydexError
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.jobs import Job
from keydex.ui.rotations import line, told
from keydex.ui.session import Session
from keydex.ui.texts import counted
from keydex.ui.threads import each_in_thread
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.told import Told
from keydex.workflows import rotating


class EndRotation(ModalScreen[int]):
    """The dialog ; its result is how much was done."""

    BINDINGS = DIALOG

    told = getters.query_one(Told)
    finish = getters.query_one("#finish", Button)
    undo = getters.query_one("#undo", Button)
    leave = getters.query_one("#leave", Button)

    def __init__(self, session: Session, journal: rotating.Remembers) -> None:
        super().__init__()
        self._session, self._journal = session, journal
        self._is_writing = False
        self._written = 0

    def compose(self) -> ComposeResult:
        """Lay out what is the case, and both ways out."""
        with Dialog():
            yield Ends("A rotation was not finished", rule=True)
            yield Told()
            with Horizontal(classes="buttons"):
                yield Button("Finish", variant="primary", compact=True, id="finish")
                yield Button("Put the old one back", compact=True, id="undo")
                yield Button("Later", compact=True, id="leave")
        yield KeyLine()

    def on_mount(self) -> None:
        """Say which rotation it is."""
        try:
            found = rotating.pending(self._journal)
        except KeydexError as error:
            self.told.refuse(error)
            found = None
        self.finish.disabled = found is None or rotating.leads_back(found)
        self.undo.disabled = found is None or found.only_forgets
        if found:
            self.told.add(f"In {found.project}, {counted(len(found.places), 'entry', 'entries')}:")
            for each in found.places:
                self.told.add(line((each.service, each.username), each.tools.split()))
            if found.only_forgets:
                self.told.add(f"{rotating.FORGETS.capitalize()}.")
        way = self.undo if self.finish.disabled else self.finish
        self.query_one(Dialog).offer(self.leave if found is None else way)

    @on(Button.Pressed, "#finish, #undo")
    @work(group="rotate", exclusive=True)
    async def _end(self, event: Button.Pressed) -> None:
        """Finish or undo it; what has begun is brought to its end."""
        event.stop()
        self._is_writing = self.finish.disabled = self.undo.disabled = True
        self.told.start("writing …")
        survey = Survey(self._session.environment, ())
        bench = rotating.Bench(survey, Job(self._session).means, self._journal)
        steps = rotating.recovered(bench, undo=event.button is self.undo)
        _, self._written = await told(self.told, each_in_thread(steps))
        self._is_writing = False
        self.leave.label = "Done"
        self.query_one(Dialog).end(self.leave)

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Close; writing is not stopped."""
        if not self._is_writing:
            self.dismiss(self._written)


def is_unfinished(journal: rotating.Remembers) -> bool:
    """Say whether there is one to end, or something that can't be read as one."""
    try:
        return journal.read() is not None
    except KeydexError:
        return True
