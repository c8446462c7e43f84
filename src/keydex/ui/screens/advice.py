"""What only a person can do: a command for their own shell, or what to ask whom."""

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Button

from keydex.findings import Finding
from keydex.ui.commands import DIALOG, bindings
from keydex.ui.findings import told
from keydex.ui.outside import copy
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.fix import facts, title
from keydex.ui.widgets.key_line import KeyLine

SHELL = (
    "Type it in your own shell. What a shell changes of its PATH and variables, this app can't "
    "see: start keydex there again."
)


class Advice(ModalScreen[int]):
    """The dialog; its result is 0, since nothing is changed here."""

    BINDINGS = [*DIALOG, *bindings("copy-command")]

    close = getters.query_one(Button)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding
        self._command = told(finding, finding.fix.command)

    def compose(self) -> ComposeResult:
        """Lay out what to do, and how."""
        with Dialog():
            yield Ends(title(self._finding), rule=True)
            yield facts(self._finding, SHELL if self._command else "")
            with Horizontal(classes="buttons"):
                yield Button("Close", variant="primary", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Make leaving the default."""
        self.close.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to copy where there is a command."""
        return bool(self._command) if action == "copy" else True

    def action_copy(self) -> None:
        """Copy the command; what is secret in it is masked."""
        copy(self, self._command)

    @on(Button.Pressed)
    def action_leave(self) -> None:
        """Close."""
        self.dismiss(0)
