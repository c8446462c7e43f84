"""Delete entries: lists them to choose from, deletes, and looks that they are gone."""

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Button

from keydex.errors import KeydexError
from keydex.matrix import Stocks
from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.summaries import name
from keydex.ui.texts import counted, listed, safe
from keydex.ui.threads import each_in_thread
from keydex.ui.widgets.choices import Choices
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.told import Told
from keydex.workflows import deleting


class DeleteEntries(ModalScreen[int]):
    """The dialog; its result is how many entries were deleted."""

    BINDINGS = DIALOG

    entries = getters.query_one(Choices)
    told = getters.query_one(Told)
    delete = getters.query_one("#delete", Button)
    keep = getters.query_one("#keep", Button)

    def __init__(
        self,
        session: Session,
        survey: Survey,
        stocks: Stocks,
        feed: str,
        opened: tuple[str, str | None] | None = None,
    ) -> None:
        super().__init__()
        self._session, self._survey, self._stocks = session, survey, stocks
        self._feed, self._opened = feed, opened
        self._entries: tuple[tuple[deleting.Entry, ...], ...] = ()
        self._is_deleting = False
        self._deleted = 0

    def compose(self) -> ComposeResult:
        """Lay out the entries and the question."""
        with Dialog():
            yield Ends(f"Delete entries of {name(self._survey.feeds()[self._feed])}", rule=True)
            yield Choices()
            yield Told()
            with Horizontal(classes="buttons"):
                yield Button("Delete", variant="error", compact=True, id="delete")
                yield Button("Keep", variant="primary", compact=True, id="keep")
        yield KeyLine()

    def on_mount(self) -> None:
        """List the entries, and make the harmless answer the default.

        Those that the tools find are chosen, or the one that was opened; no other is.
        """
        named: dict[tuple[str, str], tuple[deleting.Entry, ...]] = {}
        for each in self._found():
            name = each.service, each.username
            named[name] = (*named.get(name, ()), each)
        self._entries = tuple(named.values())
        chosen = (at for at, each in enumerate(self._entries) if _tools(each) or self._opened)
        self.entries.show(map(_line, self._entries), chosen)
        self.delete.display = bool(self._entries)
        self.keep.label = "Keep" if self._entries else "Close"
        self._count()
        self.keep.focus()

    def _found(self) -> tuple[deleting.Entry, ...]:
        """Return what is there; all is kept where a keyring does not say."""
        try:
            found = deleting.entries(self._survey, self._feed)
        except KeydexError as error:
            self.told.refuse(error)
            return ()
        found = (*found, *deleting.unasked(self._survey, self._feed, self._stocks))
        if self._opened:
            service, user = self._opened
            found = tuple(
                each for each in found if each.service == service and user in {None, each.username}
            )
        if not found:
            self.told.start("There is no entry to delete.")
        return found

    @on(Choices.Changed)
    def _count(self) -> None:
        """Say how many entries go."""
        chosen = len(self.entries.chosen)
        self.delete.label = f"Delete {counted(chosen, 'entry', 'entries')}"
        self.delete.disabled = not chosen

    @on(Button.Pressed, "#delete")
    @work(group="delete", exclusive=True)
    async def _delete(self, event: Button.Pressed) -> None:
        """Delete the chosen entries; what has begun is brought to its end."""
        event.stop()
        chosen = tuple(each for at in sorted(self.entries.chosen) for each in self._entries[at])
        self._is_deleting = self.delete.disabled = self.keep.disabled = True
        self.entries.disabled = True
        self.told.start("deleting …")
        means = Job(self._session).means
        async for step in each_in_thread(deleting.deleted(self._survey, chosen, means)):
            self.told.step(step)
            self._deleted += step.outcome == "done"
        self._is_deleting = self.keep.disabled = False
        self.told.busy = ""
        self.keep.label = "Done"
        self.query_one(Dialog).end(self.keep)

    @on(Button.Pressed, "#keep")
    def action_leave(self) -> None:
        """Close; deleting is not stopped."""
        if not self._is_deleting:
            self.dismiss(self._deleted)


def _tools(entries: tuple[deleting.Entry, ...]) -> tuple[str, ...]:
    """Name the tools that find an entry, in whatever keyring."""
    return tuple(dict.fromkeys(tool for each in entries for tool in each.tools))


def _line(entries: tuple[deleting.Entry, ...]) -> str:
    one, tools = entries[0], _tools(entries)
    service, user = (safe(masked(text, one.secrets)) for text in (one.service, one.username))
    by = f"found by {listed(tools)}" if tools else "no tool finds it here"
    return f"{service} as {user}, {by}"
