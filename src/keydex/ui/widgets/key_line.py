"""The last line: the keys that do something now."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Button, Footer, Input
from textual.widgets._footer import FooterKey

from keydex.ui.widgets.secret_input import SecretInput

ENTER = Binding("enter", "press", "")


class KeyLine(Footer):
    """A footer that is made anew only where it shows something else: each key is a widget.

    First stands what enter does, in the word of what has the cursor.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: list[tuple[Binding, bool]] = []
        self._word = ""

    def compose(self) -> ComposeResult:
        """Lay out the keys."""
        if self._word:
            yield FooterKey("enter", self.app.get_key_display(ENTER), self._word, ENTER.action)
        yield from super().compose()

    async def recompose(self) -> None:
        """Show other keys, or show them as enabled or not; too late where a dialog has closed."""
        if not self.is_attached:
            return
        active = self.screen.active_bindings.values()
        shown = [(each.binding, each.enabled) for each in active if each.binding.show]
        word = _word(self.screen.focused)
        if (shown, word) != (self._shown, self._word):
            self._shown, self._word = shown, word
            await super().recompose()


def _word(focused: Widget | None) -> str:
    """Say what enter does where the cursor is, unless a binding says so."""
    match focused:
        case Button():
            return str(focused.label)
        case SecretInput():
            return focused.does
        case Input():
            return "Go on"
    return ""
