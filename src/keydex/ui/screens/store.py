"""Store a credential: says what it will write, tries it, writes it, reads it back."""

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label

from keydex.errors import KeydexError, UnreachableError, UsageError
from keydex.model import Configuration, Report
from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.giving import Giving
from keydex.ui.session import Session
from keydex.ui.summaries import name
from keydex.ui.widgets.box import Box
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.entries import entries, login
from keydex.ui.widgets.facts import Facts
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.secret_input import SecretInput
from keydex.ui.widgets.told import Told
from keydex.workflows import pasting, plainly, storing


class StoreCredential(ModalScreen[int]):
    """The dialog; its result is how many entries were written."""

    BINDINGS = DIALOG

    entries = getters.query_one("#entries", Facts)
    username = getters.query_one("#username", Input)
    secret = getters.query_one(SecretInput)
    tries_first = getters.query_one("#first", Box)
    in_plain = getters.query_one("#plain", Box)
    tools = getters.query_one("#tools", Horizontal)
    told = getters.query_one(Told)
    done = getters.query_one(Button)

    def __init__(self, session: Session, survey: Survey, feed: str) -> None:
        super().__init__()
        self._session, self._survey, self._feed = session, survey, feed
        self._reports = survey.feeds()[feed]
        self._asking = tuple(
            dict.fromkeys(one.installation.tool for one, each in self._reports if each.lookups)
        )
        self._plan: pasting.Plan | None = None
        self._written = 0

    def compose(self) -> ComposeResult:
        """Lay out what will be written, the fields, and what comes of it."""
        with Dialog():
            yield Ends(f"Store a credential for {name(self._reports)}", rule=True)
            with Horizontal(id="tools"):
                for tool in self._asking:
                    yield Box(tool, value=True, about=tool)
            yield Facts(named="entries", label=6)
            yield Label("Username", classes="field", id="whose")
            yield Input(id="username", compact=True)
            yield Label("Password or token", classes="field")
            yield SecretInput("type or paste it, then ⏎; it is never shown", does="Store")
            yield Box("Ask the index before anything is stored", value=True, named="first")
            yield Box("Into the netrc file, for want of a store", named="plain")
            yield Told()
            yield Button("Done", variant="primary", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the plan; a username is asked for only where the tools leave it open."""
        self._giving = Giving(self._session, self.told)
        self.done.display = False
        self.tools.display = len(self._asking) > 1
        self._offer()
        (self.secret if self._plan or not self.username.display else self.username).focus()

    @on(Box.Changed, "#plain")
    def _offer(self) -> None:
        """Ask for a username where it is open, and show what would be written."""
        lookups = [each for _, report in self._reports for each in report.lookups]
        is_open = self.in_plain.value or any(each.username is None for each in lookups)
        self.username.display = self.query_one("#whose").display = is_open
        self.tools.disabled = self.in_plain.value
        if self._is_planned() and self._plan and is_open and not self.username.value:
            user = self._plan.username
            self.username.value = user if masked(user, self._plan.secrets) == user else ""

    @on(Box.Changed, "#tools Box")
    def _is_planned(self) -> bool:
        """Plan for the chosen tools and the username in the field, and show what comes of it."""
        user = self.username.value.strip() if self.username.display else ""
        self._plan, self.entries.facts = None, ()
        self.told.start()
        try:
            if self.in_plain.value:
                plain = plainly.plan(self._survey, self._feed, user or self._owner())
                self._plan, self.entries.facts = plain, tuple(login(self._survey, plain))
            else:
                plan = storing.plan(self._chosen(), self._feed, user or None)
                self._plan, self.entries.facts = plan, tuple(entries(self._survey, plan))
        except storing.NobodysError as error:
            self.told.refuse(error, "type the username")
        except KeydexError as error:
            self.told.refuse(error)
        return self._plan is not None

    def _owner(self) -> str:
        """Return the username that is known. Raises NobodysError."""
        if known := storing.username_of(self._reports):
            return known
        raise storing.NobodysError

    def _chosen(self) -> Survey:
        """Return the survey without what the other tools ask about this index."""
        names = {each.name for each in self.tools.query(Box) if each.value}
        if self._asking and not names:
            raise UsageError("no tool is chosen that asks for an entry")

        def kept(one: Configuration, report: Report) -> Report | None:
            is_left_out = one.installation.tool in set(self._asking) - names
            return None if is_left_out and report.feed == self._feed else report

        return self._survey.mapped(kept)

    @on(Input.Submitted, "#username")
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        if self._is_planned():
            self.secret.focus()

    @on(SecretInput.Given)
    def _given(self, event: SecretInput.Given) -> None:
        """Take a secret, but none while one is tried or written."""
        if not (self._giving.is_trying or self._giving.is_writing):
            self._store(event)

    @work(group="store", exclusive=True)
    async def _store(self, event: SecretInput.Given) -> None:
        """Try the secret at the index, write it, read it back."""
        if not self._is_planned() or not self._plan:
            return
        plan, giving = self._plan, self._giving
        if trouble := pasting.trouble(event.secret.reveal(), plan):
            self.told.refuse(trouble)
            return
        try:
            if self.tries_first.value:
                await giving.try_it(self._survey, plan, event.secret)
            giving.doubt(self._survey, plan, event.secret)
            self._written = await giving.write(self._survey, plan, event.secret)
        except UnreachableError as error:
            self.told.refuse(error, "untick the box to store it without asking the index")
        except KeydexError as error:
            self.told.refuse(error)
            giving.doubt(self._survey, plan, event.secret)
        else:
            self._end()

    def _end(self) -> None:
        """Leave nothing to do but to close."""
        for field in self.query("Input, Box"):
            field.disabled = True
        self.done.display = True
        self.done.focus()

    @on(Button.Pressed)
    def action_leave(self) -> None:
        """Stop asking the index, or else close; writing is not stopped."""
        if self._giving.is_trying:
            self.workers.cancel_group(self, "store")
            self.told.start("Stopped; nothing is stored.")
        elif not self._giving.is_writing:
            self.dismiss(self._written)
