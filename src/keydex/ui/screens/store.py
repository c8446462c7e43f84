"""Store a credential: says what it will write, tries it, writes it, reads it back."""

from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Checkbox, Footer, Input, Label

from keydex.errors import KeydexError, UnreachableError
from keydex.model import Credential, Verdict
from keydex.secret import Secret, masked
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.rounds import Round
from keydex.ui.session import Session
from keydex.ui.summaries import name
from keydex.ui.texts import listed, safe
from keydex.ui.threads import each_in_thread, in_thread
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.ui.widgets.secret_input import SecretInput
from keydex.ui.widgets.told import Told
from keydex.workflows import storing

UNTRIED = "untick the box to store it without asking the index"


class StoreCredential(ModalScreen[int]):
    """The dialog; its result is how many entries were written."""

    BINDINGS = DIALOG

    entries = getters.query_one("#entries", Facts)
    username = getters.query_one("#username", Input)
    secret = getters.query_one(SecretInput)
    first = getters.query_one(Checkbox)
    told = getters.query_one(Told)

    def __init__(self, session: Session, survey: Survey, feed: str) -> None:
        super().__init__()
        self._session, self._survey, self._feed = session, survey, feed
        self._plan: storing.Plan | None = None
        self._round: Round | None = None
        self._written = 0

    def compose(self) -> ComposeResult:
        """Lay out what will be written, the fields, and what comes of it."""
        with VerticalScroll(classes="dialog", can_focus=False):
            reports = self._survey.feeds()[self._feed]
            yield Ends(f"Store a credential for {name(reports)}", rule=True)
            yield Facts(id="entries", label=6)
            yield Label("Username", classes="field")
            yield Input(id="username", compact=True)
            yield Label("Password or token", classes="field")
            yield SecretInput("typed or pasted, never shown", id="secret")
            yield Checkbox("Ask the index before anything is stored", value=True, compact=True)
            yield Told()
        yield Footer()

    def on_mount(self) -> None:
        """Show the plan; ask for a username only where the tools leave it open."""
        reports = self._survey.feeds()[self._feed]
        is_open = any(each.username is None for _, report in reports for each in report.lookups)
        self.username.display = self.query(Label).first().display = is_open
        self._planned()
        if self._plan and is_open:
            self.username.value = self._plan.entries[0].username
        (self.secret if self._plan else self.username).focus()

    def _planned(self) -> bool:
        """Plan with the username that stands in the field, and show what would be written."""
        user = self.username.value.strip() if self.username.display else ""
        self._plan, self.entries.facts = None, ()
        try:
            self._plan = storing.plan(self._survey, self._feed, user or None)
        except KeydexError as error:
            self.told.refuse(error)
            return False
        self.entries.facts = tuple(_facts(self._plan))
        return True
