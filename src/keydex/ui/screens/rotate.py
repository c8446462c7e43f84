"""Give all that holds the same secret a new one: what that is, a paste, and line by line."""

from datetime import UTC, datetime
from functools import partial

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Label

from keydex.errors import KeydexError, UsageError
from keydex.secret import Secret
from keydex.survey import Survey
from keydex.ui.commands import ROTATING
from keydex.ui.jobs import Job
from keydex.ui.outside import show_page
from keydex.ui.rotations import line, told
from keydex.ui.session import Session
from keydex.ui.summaries import name
from keydex.ui.texts import counted, listed
from keydex.ui.threads import each_in_thread, in_thread
from keydex.ui.widgets.box import Box
from keydex.ui.widgets.choices import Choices
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.secret_input import SecretInput
from keydex.ui.widgets.told import Told
from keydex.workflows import pasting, rotating


class RotateSecret(ModalScreen[int]):
    """The dialog; its result is how many entries were written."""

    BINDINGS = ROTATING

    entries = getters.query_one(Choices)
    plan = getters.query_one("#plan", Told)
    giving = getters.query_one("#giving", Vertical)
    secret = getters.query_one(SecretInput)
    tries_first = getters.query_one("#first", Box)
    told = getters.query_one("#told", Told)
    write = getters.query_one("#write", Button)
    leave = getters.query_one("#leave", Button)

    def __init__(
        self, session: Session, survey: Survey, journal: rotating.Remembers, feed: str
    ) -> None:
        super().__init__()
        self._session, self._survey, self._journal = session, survey, journal
        self._feed = feed
        self._held: rotating.Holdings | None = None
        self._plan: rotating.Plan | None = None
        self._names: tuple[tuple[str, str], ...] = ()
        self._new: Secret | None = None
        self._job: Job | None = None
        self._is_over = False
        self._written = 0

    def compose(self) -> ComposeResult:
        """Lay out what holds the secret, the field, and what comes of it."""
        with Dialog():
            yield Ends(f"A new secret for {name(self._survey.feeds()[self._feed])}", rule=True)
            yield Choices()
            yield Told(id="plan")
            with Vertical(id="giving"):
                yield Label("New password or token", classes="field")
                yield SecretInput("paste it, then ⏎; it is never shown", does="Try")
                yield Box("Ask the indexes before anything is written", value=True, named="first")
            yield Told(id="told")
            with Horizontal(classes="buttons"):
                yield Button("Write", variant="primary", compact=True, id="write")
                yield Button("Cancel", compact=True, id="leave")
        yield KeyLine()

    def on_mount(self) -> None:
        """Find out who holds what."""
        self.write.disabled = self.secret.disabled = True
        self._find()

    @work(group="rotate", exclusive=True)
    async def _find(self) -> None:
        """List what holds the same secret, all of it chosen."""
        self.told.start("comparing …")
        means = Job(self._session).means
        self._held = await in_thread(partial(rotating.holdings, self._survey, means))
        self.told.start()
        if not self._is_planned(frozenset()) or not self._plan:
            self.giving.display = self.write.display = False
            self.leave.label = "Close"
            self.leave.focus()
            return
        lines: dict[tuple[str, str], list[str]] = {}
        for each in self._plan.entries:
            lines.setdefault((each.service, each.username), []).extend(each.tools)
        self._names = tuple(lines)
        shown = (line(names, tools) for names, tools in lines.items())
        self.entries.show(shown, range(len(lines)))
        self.secret.disabled = False
        self.secret.focus()

    def _is_planned(self, left: frozenset[tuple[str, str]]) -> bool:
        """Plan without what is left out, and show what comes of it."""
        self._plan = None
        try:
            if self._names and not self.entries.chosen:
                raise UsageError("nothing is ticked", "space ticks the line under the cursor")
            if self._held:
                held = rotating.without(self._held, left)
                self._plan = rotating.planned(held, [self._feed], only=False)
        except KeydexError as error:
            self.plan.start()
            self.plan.refuse(error)
            return False
        self._show()
        return True

    def _show(self) -> None:
        """Say what the plan covers, and what it does not reach."""
        self.refresh_bindings()
        self.plan.start()
        if self._plan:
            count = len({(each.service, each.username) for each in self._plan.entries})
            feeds = dict.fromkeys(use.feed for use in self._plan.uses)
            names = listed([rotating.called(self._survey, each) for each in feeds])
            tools = listed(list(dict.fromkeys(use.tool for use in self._plan.uses)))
            self.plan.add(f"{counted(count, 'entry', 'entries')} · {names} · {tools}")
            for sentence in self._plan.unreached:
                self.plan.add(f"· not reached: {sentence}", "tone--quiet")
            for page in self._plan.pages:
                self.plan.add(f"ctrl+o  opens {page}", "tone--quiet")

    @on(Choices.Changed)
    def _choose(self, event: Choices.Changed) -> None:
        left = (each for at, each in enumerate(self._names) if at not in event.chosen)
        self.secret.disabled = not self._is_planned(frozenset(left))
        self._forget()

    def _forget(self) -> None:
        """Forget what was pasted for another plan."""
        self._new, self.write.disabled = None, True

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted, wherever the cursor is."""
        if not self.secret.disabled:
            self.secret.focus()
            self.secret.on_paste(event)

    @on(SecretInput.Given)
    @work(group="rotate", exclusive=True)
    async def _try(self, event: SecretInput.Given) -> None:
        """Ask all indexes about the secret; writing takes one key more."""
        plan = self._plan
        self._forget()
        if plan is None or self._job:
            return
        self.told.start()
        if trouble := rotating.trouble(event.secret.reveal(), plan):
            self.told.refuse(trouble)
            return
        try:
            for sentence in await self._verified(plan, event.secret):
                self.told.add(f"new secret: {sentence}")
        except KeydexError as error:
            self.told.refuse(error)
            return
        for doubt in _doubts(plan, event.secret):
            self.told.add(f"! {doubt}", "tone--lacking")
        self._new, self.write.disabled = event.secret, False
        self.query_one(Dialog).end(self.write)

    async def _verified(self, plan: rotating.Plan, secret: Secret) -> tuple[str, ...]:
        """Ask the indexes, unless they are not to be asked. Raises KeydexError."""
        if not self.tries_first.value:
            return ()
        self._job = Job(self._session)
        self.told.busy = "asking the indexes …"
        try:
            return await in_thread(partial(rotating.verified, plan, secret, self._job.means))
        finally:
            self.told.busy, self._job = "", None

    @on(Button.Pressed, "#write")
    @work(group="rotate", exclusive=True)
    async def _write(self, event: Button.Pressed) -> None:
        """Write every entry and prove it; escape puts all back."""
        event.stop()
        if self._plan is None or self._new is None or self._job:
            return
        new, self._job = self._new, Job(self._session)
        self._forget()
        self.secret.disabled = self.entries.disabled = self.tries_first.disabled = True
        bench = rotating.Bench(self._plan.survey, self._job.means, self._journal)
        steps = rotating.rotated(self._plan, new, bench, verify=self.tries_first.value)
        self._is_over, self._written = await told(self.told, each_in_thread(steps))
        self._job = None
        if self._is_over:
            for sentence in pasting.end(new, datetime.now(UTC)):
                self.told.add(sentence)
            for page in self._plan.pages:
                self.told.add(f"Now revoke the old one: o opens {page}")
        self.leave.label = "Done"
        self.query_one(Dialog).end(self.leave)

    @work(group="open", exclusive=True)
    async def action_open(self) -> None:
        """Open the page on which tokens are made and revoked."""
        if self._plan and self._plan.pages:
            await show_page(self, self._plan.pages[0], self._session.browse)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the page where there is one."""
        return action != "open" or bool(self._plan and self._plan.pages)

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Stop, which puts all back; or else close."""
        if self._job:
            self._job.flag.set()
            self.told.busy = "stopping …"
        else:
            self.dismiss(self._written)


def _doubts(plan: rotating.Plan, secret: Secret) -> tuple[str, ...]:
    """Say what may be wrong with a secret, each once."""
    environment, now = plan.survey.environment, datetime.now(UTC)
    found = (each for use in plan.uses for each in pasting.doubts(secret, use, environment, now))
    return tuple(dict.fromkeys(found))
