"""Delete entries: lists them, asks, deletes, and looks that they are gone."""

from collections.abc import Iterator

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Footer

from keydex.errors import KeydexError
from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.summaries import name
from keydex.ui.texts import listed, safe
from keydex.ui.threads import each_in_thread
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.ui.widgets.told import Told
from keydex.workflows import deleting


class DeleteEntries(ModalScreen[int]):
    """The dialog; its result is how many entries were deleted."""

    BINDINGS = DIALOG

    facts = getters.query_one(Facts)
    told = getters.query_one(Told)
    delete = getters.query_one("#delete", Button)
    keep = getters.query_one("#keep", Button)

    def __init__(
        self, session: Session, survey: Survey, feed: str, service: str | None = None
    ) -> None:
        super().__init__()
        self._session, self._survey, self._feed = session, survey, feed
        self._service = service
        self._entries: tuple[deleting.Entry, ...] = ()
        self._is_deleting = False
        self._deleted = 0

    def compose(self) -> ComposeResult:
        """Lay out the entries and the question."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Ends(f"Delete entries of {name(self._survey.feeds()[self._feed])}", rule=True)
            yield Facts(label=6)
            yield Told()
            with Horizontal(classes="buttons"):
                yield Button("Delete", variant="error", compact=True, id="delete")
                yield Button("Keep", variant="primary", compact=True, id="keep")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """List the entries, and make the harmless answer the default."""
        try:
            found = deleting.entries(self._survey, self._feed)
        except KeydexError as error:
            self.told.refuse(error)
        else:
            self._entries = tuple(each for each in found if self._service in {None, each.service})
            if not self._entries:
                self.told.start("There is no entry to delete.")
        self.facts.facts = tuple(_facts(self._entries))
        self.delete.display = bool(self._entries)
        self.keep.label = "Keep" if self._entries else "Close"
        self.keep.focus()

    @on(Button.Pressed, "#delete")
    @work(group="delete", exclusive=True)
    async def _delete(self, event: Button.Pressed) -> None:
        """Delete every entry; what has begun is brought to its end."""
        event.stop()
        self._is_deleting = self.delete.disabled = self.keep.disabled = True
        self.told.start("deleting …")
        means = Job(self._session).means
        async for step in each_in_thread(deleting.deleted(self._survey, self._entries, means)):
            self.told.step(step)
            self._deleted += step.outcome == "done"
        self._is_deleting = self.keep.disabled = False
        self.told.busy = ""
        self.keep.label = "Done"
        self.keep.focus()

    @on(Button.Pressed, "#keep")
    def action_leave(self) -> None:
        """Close; deleting is not stopped."""
        if not self._is_deleting:
            self.dismiss(self._deleted)


def _facts(entries: tuple[deleting.Entry, ...]) -> Iterator[Fact]:
    for each in entries:
        service, user = (safe(masked(text, each.secrets)) for text in (each.service, each.username))
        yield Fact("entry", service)
        yield Fact("", f"as {user}, found by {listed(each.tools)}")
