"""Set up the indexes: one card after another, each step shown, then done in place."""

from datetime import UTC
from functools import partial

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input

from keydex.errors import ConfigError, KeydexError
from keydex.rules import Case
from keydex.survey import Survey
from keydex.ui.commands import SETTING_UP, bindings
from keydex.ui.giving import Giving
from keydex.ui.jobs import Job
from keydex.ui.offers import Offer, offered
from keydex.ui.outside import show_page
from keydex.ui.screens.mend import dialog
from keydex.ui.session import Session
from keydex.ui.texts import counted, top
from keydex.ui.threads import each_in_thread, in_thread
from keydex.ui.widgets.card import CardView
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.secret_input import SecretInput
from keydex.words import NO_INDEX
from keydex.workflows import pasting, writing
from keydex.workflows.onboarding import Card, Walk, Way, cards, looked


class SetUp(Screen[Survey | None]):
    """The screen; its result is what is known then. It looks anew after each step."""

    AUTO_FOCUS = ""
    BINDINGS = [*SETTING_UP, *bindings("quit")]

    title_line = getters.query_one("#title", Ends)
    view = getters.query_one(CardView)

    def __init__(self, session: Session, *, online: bool) -> None:
        super().__init__()
        self._session, self._walk = session, Walk(online)
        self._case: Case | None = None
        self._cards: tuple[Card, ...] = ()
        self._offer: Offer | None = None
        self._job: Job | None = None
        self._is_writing = False

    def compose(self) -> ComposeResult:
        """Lay out where one is, and the card."""
        yield Ends("keydex   set up", named="title")
        yield CardView()
        yield KeyLine()

    def on_mount(self) -> None:
        """Look at what there is."""
        self._giving = Giving(self._session, self.view.told)
        self._look()

    @property
    def is_busy(self) -> bool:
        """Say whether something is going on."""
        return self._is_writing or self._job is not None or self._giving.is_trying

    @work(group="look", exclusive=True)
    async def _look(self) -> None:
        """Look at what there is now, and show what is next."""
        self._job = Job(self._session)
        self.view.told.busy = "looking …"
        try:
            await in_thread(partial(self._see, self._job))
        except KeydexError as error:
            self.view.told.refuse(error)
        finally:
            self._job.flag.set()
            self._job = None
            self.view.told.busy = ""
        await self._show()

    def _see(self, job: Job) -> None:
        """Read, ask, test; in a thread."""
        survey, now = self._session.read(), self._session.now().astimezone(UTC)
        case = looked(self._walk, survey, job.means, now, lambda _: None)
        self._case, self._cards = case, tuple(cards(case))

    async def _show(self) -> None:
        """Show the card of what is next, with what would be written; at the end, who gets in."""
        turn, user = self._walk.turn(self._cards), self.view.username.value.strip()
        self._offer = None
        if turn and self._case:
            self._offer = await in_thread(partial(offered, self._case, turn, user))
        self.view.show(self._cards, turn.card if turn else None, self._offer)
        self._title()
        self._aim()
        if not turn:
            self._conclude()
        self.refresh_bindings()

    def _conclude(self) -> None:
        """Say why there is nothing to do: a file can't be read, no index is private, or all is."""
        for each in self._case.survey.problems if self._case else ():
            self.view.told.refuse(ConfigError(each.reason, each.path, each.line, each.key))
        if not self._cards:
            self.view.told.add(f"{NO_INDEX} ⏎ goes on.")
        elif all(each.is_done for each in self._cards):
            self.view.told.add("Nothing is left to do here: ⏎ goes on.")
        else:
            self.view.told.add("What is left can't be done here: ⏎ goes on.")

    def _aim(self) -> None:
        """Put the cursor where something is to be typed, so that no letter of it is a command."""
        offer = self._offer
        if offer and offer.takes_paste and not offer.trouble:
            (self.view.secret if offer.plan else self.view.username).focus()
        else:
            self.set_focus(None)

    def _title(self) -> None:
        if self._case:
            where = top(self._case.survey.project, self._case.environment)
            self.title_line.left = f"keydex   {where} / set up"
        done, count = sum(each.is_done for each in self._cards), len(self._cards)
        self.title_line.right = f"{done} of {counted(count, 'index', 'indexes')} set up"

    def action_do(self) -> None:
        """Do what is next, or at the end go on to the main screen."""
        if self.is_busy:
            return
        offer = self._offer
        if offer is None:
            self.action_leave()
        elif offer.trouble:
            self.action_skip()
        elif offer.takes_paste:
            self._aim()
        elif offer.changes:
            self._write(offer)
        elif offer.turn.task.way is Way.MEND:
            self._open(offer)
        else:
            self._go(self._walk.after(offer.turn))

    def _go(self, walk: Walk) -> None:
        """Look again, now at the indexes, too: a person has begun."""
        self._walk = walk.asking_indexes()
        self._look()

    @work(group="change", exclusive=True)
    async def _write(self, offer: Offer) -> None:
        """Change the files; what has begun is brought to its end."""
        self._is_writing = True
        self.view.told.start()
        where, means = self._session.environment, Job(self._session).means
        try:
            async for step in each_in_thread(writing.written(offer.changes, means, where)):
                self.view.told.step(step)
        except KeydexError as error:
            self.view.told.refuse(error)
        finally:
            self._is_writing = False
        self._go(self._walk.after(offer.turn))

    @work(group="change", exclusive=True)
    async def _open(self, offer: Offer) -> None:
        """Open what mends the finding; what was left there is not offered again."""
        finding = offer.turn.finding
        if finding and self._case:
            self.view.told.start()
            await self.app.push_screen_wait(dialog(finding, self._session, self._case.survey))
            self._go(self._walk.after(offer.turn))

    @on(Input.Submitted, "#username")
    def _named(self, event: Input.Submitted) -> None:
        """Show the entries for that user; what is typed meanwhile is a secret already."""
        event.stop()
        if event.value.strip():
            self.view.secret.focus()
        self._reshow()

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted anywhere into the hidden field."""
        if self._offer and self._offer.plan and not self.is_busy:
            event.stop()
            self.view.secret.focus()
            self.view.secret.take(event.text)

    @on(SecretInput.Given)
    def _given(self, event: SecretInput.Given) -> None:
        """Take a secret, but none while something is going on."""
        if not self.is_busy:
            self._give(event)

    @work(group="change", exclusive=True)
    async def _give(self, event: SecretInput.Given) -> None:
        """Try a secret, write it, read it back; a refused one keeps the step open."""
        offer, case = self._offer, self._case
        if offer is None or offer.plan is None or case is None:
            return
        self.view.told.start()
        if trouble := pasting.trouble(event.secret.reveal(), offer.plan):
            self.view.told.refuse(trouble)
            return
        try:
            await self._giving.try_it(case.survey, offer.plan, event.secret)
            self._giving.doubt(case.survey, offer.plan, event.secret)
            await self._giving.write(case.survey, offer.plan, event.secret)
        except KeydexError as error:
            self.view.told.refuse(error)
            self._giving.doubt(case.survey, offer.plan, event.secret)
        else:
            self.view.username.value = ""
            self._go(self._walk.after(offer.turn))

    def action_skip(self) -> None:
        """Go on without this step."""
        self._skip(whole=False)

    def action_skip_index(self) -> None:
        """Go on without this index."""
        self._skip(whole=True)

    def _skip(self, *, whole: bool) -> None:
        if self._offer and not self.is_busy:
            self.view.told.start()
            self._walk = self._walk.without(self._offer.turn, whole=whole)
            self._reshow()

    @work(group="name", exclusive=True)
    async def _reshow(self) -> None:
        await self._show()

    @work(group="open", exclusive=True)
    async def action_open(self) -> None:
        """Open the page on which tokens are made."""
        if self._offer:
            await show_page(self, self._offer.turn.card.token.page, self._session.browse)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        if action == "open":
            return bool(self._offer and self._offer.turn.card.token.page)
        return self._offer is not None if action in {"skip", "skip_index"} else True

    def action_leave(self) -> None:
        """Stop looking, and go to the main screen; writing is not stopped."""
        if self._is_writing or self._giving.is_writing:
            return
        if self._job:
            self._job.flag.set()
        self.dismiss(self._case.survey if self._case else None)
