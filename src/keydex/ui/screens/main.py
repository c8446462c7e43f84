"""The main screen: what is configured, asked and tested, and what can be done about it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer

from keydex.errors import KeydexError
from keydex.survey import Survey
from keydex.ui.commands import active, bindings
from keydex.ui.desk import Desk, about
from keydex.ui.jobs import Job
from keydex.ui.screens.command import ChooseCommand
from keydex.ui.screens.delete import DeleteEntries
from keydex.ui.screens.keys import Keys
from keydex.ui.screens.log import Log
from keydex.ui.screens.store import StoreCredential
from keydex.ui.screens.username import WriteUsername
from keydex.ui.session import Session
from keydex.ui.widgets.body import Body
from keydex.ui.widgets.foot import Foot
from keydex.ui.widgets.head import Head
from keydex.ui.widgets.question_table import QuestionTable

Dialog = Callable[[Session, Survey, str], ModalScreen[int]]
Workflow = Callable[[Job], AsyncIterator[str]]


class Main(Screen[None]):
    """Every index and, one level down, the questions about one."""

    AUTO_FOCUS = "IndexTable"
    BINDINGS = bindings(
        *("store", "test", "ask", "username", "delete", "find", "command", "copy", "refresh"),
        *("log", "mend-1", "mend-2", "mend-3", "theme", "back", "stop", "keys", "quit"),
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]

    head = getters.query_one(Head)
    body = getters.query_one(Body)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.foot = Foot(session)
        means = replace(session.means, log=self.foot.hear)
        self.desk = Desk(replace(session, means=means))
        self._offered: list[tuple[str | None, bool]] = []

    def compose(self) -> ComposeResult:
        """Lay out head, body and foot."""
        yield Head()
        yield Body()
        yield self.foot
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read, when the first screen is painted."""
        self.call_after_refresh(self.action_refresh)

    def paint(self) -> None:
        """Show what is known now."""
        survey = self.desk.survey
        if survey.configurations:
            rows = self.body.show(survey, self.desk.looks)
            self.head.show(survey, rows, self.desk.asked)
            self._moved()

    @on(Body.Moved)
    def _moved(self) -> None:
        self.head.place(self.body.feed if self.body.is_asking else None)
        offered = [(each.binding.id, each.enabled) for each in active(self) if each.binding.show]
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    async def _go(self, workflow: Workflow) -> None:
        """Go through a workflow: show what it is at, what it learns, and what goes wrong."""
        self.head.told.start()
        with self.foot.showing(Job(self.desk.session)) as job:
            try:
                async for what in workflow(job):
                    self.foot.say(job, what)
                    self.paint()
            except KeydexError as error:
                self.head.told.refuse(error)
        self.paint()

    @work(group="ask", exclusive=True)
    async def action_refresh(self) -> None:
        """Read the files anew, and look again."""
        await self._go(self.desk.read)

    @work(group="ask", exclusive=True)
    async def action_ask(self) -> None:
        """Ask the keyrings, also those that may prompt."""
        wanted = about(self.body.feed if self.body.is_asking else None)
        await self._go(lambda job: self.desk.ask(job, wanted))

    @work(group="ask", exclusive=True)
    async def action_test(self) -> None:
        """Ask the indexes, without and with what each tool would send."""
        wanted = about(self.body.feed if self.body.is_asking else None)
        await self._go(lambda job: self.desk.test(job, wanted))

    @work(group="change", exclusive=True)
    async def action_store(self) -> None:
        """Store a credential, then ask and test that index again."""
        feed = self.body.feed
        if await self._changes(StoreCredential, feed):
            await self._go(lambda job: self.desk.test(job, about(feed)))

    @work(group="change", exclusive=True)
    async def action_delete(self, service: str | None = None) -> None:
        """Delete entries, then ask about that index again."""
        feed = self.body.feed
        if await self._changes(partial(DeleteEntries, service=service), feed):
            await self._go(lambda job: self.desk.ask(job, about(feed)))

    async def _changes(self, dialog: Dialog, feed: str) -> bool:
        """Find out what there is now, and open a dialog on it; say whether it changed anything."""
        await self._go(lambda job: self.desk.ask(job, about(feed), every=True))
        return await self._opened(dialog(self.desk.session, self.desk.survey, feed))

    async def _opened(self, dialog: ModalScreen[int]) -> bool:
        changes = await self.app.push_screen_wait(dialog)
        self.foot.changed(changes)
        return bool(changes)

    @work(group="change", exclusive=True)
    async def action_username(self) -> None:
        """Write the username into the files, then read them again."""
        survey = self.desk.survey
        if await self._opened(WriteUsername(self.desk.session, survey, self.body.feed)):
            await self._go(lambda job: self.desk.read(job, survey))

    @work(group="change", exclusive=True)
    async def action_command(self) -> None:
        """Explain another command."""
        dialog = ChooseCommand(self.desk.session, self.desk.words)
        if choice := await self.app.push_screen_wait(dialog):
            self.desk.words, survey = choice
            self.desk.take(survey, self.desk.survey)
            await self._go(self.desk.look)

    @on(QuestionTable.Opened)
    def _entry(self, event: QuestionTable.Opened) -> None:
        """Open the entry of a question, which can only be deleted."""
        self.action_delete(event.question.service)

    async def action_mend(self, number: int) -> None:
        """Do what stands behind a number."""
        mend = self.body.mends[number - 1]
        if mend.command:
            self._copy(mend.command)
        else:
            await self.run_action(mend.action)

    def action_copy(self) -> None:
        """Copy the command line; what is secret in it is masked."""
        self._copy(self.body.command)

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.notify(text, title="Copied", markup=False)

    def action_find(self) -> None:
        """Open the filter."""
        self.body.indexes.start_filter()

    def action_stop(self) -> None:
        """Stop what is going on, go back to the indexes, or end the filter."""
        if self.foot.is_busy:
            self.workers.cancel_node(self)
        elif self.body.is_asking:
            self.body.back()
        else:
            self.body.indexes.end_filter()

    action_back = action_stop

    def action_log(self) -> None:
        """Show the log."""
        self.app.push_screen(Log(self.foot.events))

    def action_keys(self) -> None:
        """Show every key that does something here."""
        self.app.push_screen(Keys(tuple(active(self))))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        if action == "stop":
            return self.foot.is_busy or self.body.indexes.is_filtered
        return self.body.offers(action, *parameters)
