"""The main screen: what is configured, asked and tested, and what can be done about it."""

import asyncio
from dataclasses import replace
from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.theme import Theme

from keydex.config.view import View
from keydex.errors import KeydexError
from keydex.survey import Survey
from keydex.ui import changes
from keydex.ui.changes import Change, Workflow
from keydex.ui.commands import active, bindings
from keydex.ui.desk import Desk, about
from keydex.ui.jobs import Job
from keydex.ui.outside import copy, show_page
from keydex.ui.session import Session
from keydex.ui.spoken import again
from keydex.ui.threads import in_thread, painted
from keydex.ui.widgets.body import Body
from keydex.ui.widgets.finding_table import FindingTable
from keydex.ui.widgets.foot import Foot
from keydex.ui.widgets.head import Head
from keydex.ui.widgets.indexes import Indexes
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.question_table import QuestionTable


class Main(Screen[None]):
    """Every index and, one level down, the questions about one, or all that is wrong."""

    AUTO_FOCUS = "IndexTable"
    BINDINGS = bindings(
        *(
            "store",
            "test",
            "ask",
            "username",
            "undo",
            "delete",
            "trace",
            "find",
            "sort",
            "findings",
        ),
        *("set-up", "command", "copy", "rotate", "migrate", "export"),
        *("refresh", "log", "mend-1", "mend-2", "mend-3", "theme", "back", "stop", "keys", "quit"),
    )

    head = getters.query_one(Head)
    body = getters.query_one(Body)

    def __init__(
        self, session: Session, survey: Survey | None = None, last: View | None = None
    ) -> None:
        super().__init__()
        self.foot = Foot(session)
        means = replace(session.means, log=self.foot.hear)
        self.desk = Desk(replace(session, means=means))
        self._is_read, self._last = survey is not None, last or View()
        if survey:
            self.desk.take(survey)
        self._keeping = asyncio.Lock()
        self._offered: list[tuple[str | None, bool]] = []

    def compose(self) -> ComposeResult:
        """Lay out head, body and foot."""
        yield Head()
        yield Body()
        yield self.foot
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is read, listed as it was last, and go on."""
        self.body.indexes.resume(self._last)
        self.app.theme_changed_signal.subscribe(self, self._recoloured)
        self.paint()
        self._begin()

    @work(group="ask", exclusive=True)
    async def _begin(self) -> None:
        """Look, and begin with setting up where that is wanted and no tool finds anything."""
        await painted(self)
        await self._go(self.desk.look if self._is_read else self.desk.read)
        session = self.desk.session
        is_lacking = session.begins_with_setup and await self.desk.lacks(Job(session))
        if is_lacking and self.app.screen is self:
            self._set_up(online=False)

    def paint(self) -> None:
        """Show what is known now."""
        survey = self.desk.survey
        if survey.configurations:
            desk = self.desk
            rows = self.body.show(survey, desk.looks, desk.stocks, desk.findings)
            self.head.show(desk, rows)
            self._moved()
        if self.desk.is_due:
            self._examine()

    @work(group="examine")
    async def _examine(self) -> None:
        """Find what is wrong with what is known, while other work goes on."""
        await painted(self)
        async for _ in self.desk.examine(Job(self.desk.session)):
            self.paint()

    @on(Body.Moved)
    def _moved(self) -> None:
        self.head.place(self.body.subject, findings=self.body.is_finding)
        if self.body.is_asking and self.desk.looks and not self.desk.is_listed:
            self.desk.is_listed = True
            self._list()
        offered = [(each.binding.id, each.enabled) for each in active(self) if each.binding.show]
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    @work(group="list", exclusive=True)
    async def _list(self) -> None:
        """List what the keyrings hold, beside what they are asked."""
        await self._go(self.desk.list)

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
        await self._go(partial(self.desk.ask, wanted=about(self.body.subject)))

    @work(group="ask", exclusive=True)
    async def action_test(self) -> None:
        """Ask the indexes, without and with what each tool would send."""
        await self._go(partial(self.desk.test, wanted=about(self.body.subject)))

    @work(group="change", exclusive=True)
    async def _change(self, change: Change) -> None:
        """Find out what must be known, open the dialog, and look again at what it changed."""
        if change.before:
            await self._go(change.before)
        dialog = change.dialog(self.desk.session, self.desk.survey)
        with self.foot.deciding():
            count = await self.app.push_screen_wait(dialog)
        self.foot.changed(count if change.writes else 0)
        if count:
            self.desk.is_listed = False
            await self._go(change.after)

    def action_store(self) -> None:
        """Store a credential."""
        self._change(changes.storing(self.desk, self.body.feed))

    def action_delete(self) -> None:
        """Delete the entries that the tools find."""
        self._change(changes.deleting(self.desk, self.body.feed))

    def action_set_up(self) -> None:
        """Set up the indexes."""
        self._set_up(online=True)

    @work(group="change", exclusive=True)
    async def _set_up(self, *, online: bool) -> None:
        """Set up the indexes, one after another, and look again at what that changed."""
        from keydex.ui.screens.setup import SetUp

        screen = SetUp(self.desk.session, online=online)
        known = await self.app.push_screen_wait(screen) or self.desk.survey
        self.desk.is_listed = False
        await self._go(lambda job: self.desk.read(job, known))

    def action_rotate(self) -> None:
        """Give all that holds the same secret a new one."""
        self._change(changes.rotating(self.desk, self.body.feed))

    def action_username(self) -> None:
        """Write the username into the files."""
        self._change(changes.naming(self.desk, self.body.feed))

    def action_migrate(self) -> None:
        """Move what stands in plain text."""
        self._change(changes.migrating(self.desk))

    def action_export(self) -> None:
        """Show what a machine without a keyring is to have."""
        from keydex.ui.screens.export import ExportNames

        self.app.push_screen(ExportNames(self.desk.survey))

    def action_undo(self) -> None:
        """Undo what was written to files last."""
        self._change(changes.undoing(self.desk))

    def action_mend(self, number: int) -> None:
        """Mend what stands behind a number."""
        self._change(changes.mending(self.desk, self.body.mends[number - 1]))

    @on(FindingTable.Chosen)
    def _mend(self) -> None:
        """Mend the finding under the cursor."""
        if self.body.finding:
            self._change(changes.mending(self.desk, self.body.finding))

    @work(group="change", exclusive=True)
    async def action_command(self) -> None:
        """Explain another command."""
        from keydex.ui.screens.command import ChooseCommand

        dialog = ChooseCommand(self.desk.session, again(self.desk.words, self.desk.survey))
        if choice := await self.app.push_screen_wait(dialog):
            self.desk.words, survey = choice
            self.desk.take(survey, self.desk.survey)
            await self._go(self.desk.look)

    @work(group="trace", exclusive=True)
    async def action_trace(self) -> None:
        """Run a command and watch it; it may have changed what is there."""
        from keydex.ui.screens.trace import Trace

        one = self.desk.survey.configurations[0].command
        usual = (*(one.launcher or (one.tool,)), *one.words)
        words = again(self.desk.words or usual, self.desk.survey)
        screen = Trace(self.desk.session, words)
        chosen = await self.app.push_screen_wait(screen)
        self.desk.is_listed = False
        await self._go(self.desk.read)
        if chosen:
            self.body.open_entry(*chosen)

    @on(QuestionTable.Opened)
    def _entry(self, event: QuestionTable.Opened) -> None:
        """Open an entry, which can only be deleted."""
        opened = event.entry.service, event.entry.username
        self._change(changes.deleting(self.desk, self.body.feed, opened))

    def action_copy(self) -> None:
        """Copy the command line; what is secret in it is masked."""
        copy(self, self.body.command)

    @work(group="open", exclusive=True)
    async def action_open(self) -> None:
        """Open the page on which tokens are made."""
        await show_page(self, self.body.page, self.desk.session.browse)

    def action_findings(self) -> None:
        """Show the findings."""
        self.body.open_findings()

    def action_sort(self) -> None:
        """List the indexes in another order."""
        self.body.indexes.sort()

    def _recoloured(self, theme: Theme) -> None:
        self.body.indexes.recolour(theme.name)

    @on(Indexes.Arranged)
    @work(group="arrange")
    async def _arranged(self, event: Indexes.Arranged) -> None:
        """Remember how the indexes are listed, one thing at a time, so that the last one stays."""
        session = self.desk.session
        async with self._keeping:
            if event.view is self.body.indexes.view:
                await in_thread(partial(session.keep, session.environment, event.view))

    def action_find(self) -> None:
        """Open the filter."""
        self.body.indexes.start_filter()

    def action_stop(self) -> None:
        """Stop what is going on, go back to the indexes, or end the filter."""
        if self.foot.is_busy:
            for group in ("ask", "change", "list"):
                self.workers.cancel_group(self, group)
        elif self.body.is_asking or self.body.is_finding:
            self.body.back()
        else:
            self.body.indexes.end_filter()

    action_back = action_stop

    def action_log(self) -> None:
        """Show the log."""
        from keydex.ui.screens.log import Log

        self.app.push_screen(Log(self.foot.events))

    def action_keys(self) -> None:
        """Show every key that does something here."""
        from keydex.ui.screens.keys import Keys

        self.app.push_screen(Keys(tuple(active(self))))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        if action == "stop":
            return self.foot.is_busy or self.body.indexes.is_filtered
        return self.body.offers(action, *parameters)
