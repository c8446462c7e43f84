"""Unlock the store behind a keyring with its master password, from a hidden field."""

from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Label

from keydex.errors import KeydexError
from keydex.findings import Finding
from keydex.model import Access
from keydex.secret import Secret
from keydex.ui.commands import DIALOG
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.threads import in_thread
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.fix import facts, title
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.secret_input import SecretInput
from keydex.ui.widgets.told import Told

NEW = "A master password for the store, which is made with it"
AGAIN = "The same password again"


class UnlockStore(ModalScreen[int]):
    """The dialog; its result is 1 where the store was unlocked."""

    BINDINGS = DIALOG

    label = getters.query_one(Label)
    secret = getters.query_one(SecretInput)
    told = getters.query_one(Told)

    def __init__(self, session: Session, finding: Finding, access: Access) -> None:
        super().__init__()
        self._session, self._finding, self._access = session, finding, access
        self._job: Job | None = None
        self._first: Secret | None = None

    def compose(self) -> ComposeResult:
        """Lay out what is the case, and the field."""
        with Dialog():
            yield Ends(title(self._finding), rule=True)
            yield facts(self._finding)
            yield Label("Master password", classes="field")
            yield SecretInput("it is given to the store, and never shown", does="Unlock")
            yield Told()
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the field."""
        if self._finding.fix.makes:
            self._expect(None)
        self.secret.focus()

    @on(SecretInput.Given)
    def _given(self, event: SecretInput.Given) -> None:
        """Take a password; a new one twice, since nobody could open a store with a typo."""
        self.told.start()
        if not event.secret:
            self.told.refuse(KeydexError("an empty master password protects nothing"))
        elif not self._finding.fix.makes or event.secret == self._first:
            self._unlock(event.secret)
        elif self._first:
            self.told.refuse(KeydexError("the two passwords differ", "begin with the first again"))
            self._expect(None)
        else:
            self._expect(event.secret)

    def _expect(self, first: Secret | None) -> None:
        """Ask for a new password, or for the same one again."""
        self._first = first
        self.label.update(AGAIN if first else NEW)

    @work(group="unlock", exclusive=True)
    async def _unlock(self, secret: Secret) -> None:
        """Unlock the store; a wrong password can be typed again."""
        self.told.busy = "unlocking …"
        self._job = Job(self._session)
        means, environment = self._job.means, self._session.environment
        unlock = partial(self._session.unlock, self._access, environment, secret)
        try:
            await in_thread(partial(unlock, log=means.log, cancelled=means.cancelled))
        except KeydexError as error:
            self.told.start()
            self.told.refuse(error)
        else:
            self.dismiss(1)
        finally:
            self._job.flag.set()
            self._job = None

    def action_leave(self) -> None:
        """Stop unlocking, or else close."""
        if self._job:
            self.workers.cancel_group(self, "unlock")
            self.told.start("Stopped.")
        else:
            self.dismiss(0)
