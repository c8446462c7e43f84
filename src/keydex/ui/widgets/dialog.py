"""What opens over the main screen: its content scrolls above the buttons, which are always seen."""

from textual.containers import VerticalScroll
from textual.widgets import Button


class Dialog(VerticalScroll, can_focus=False):
    """A column, at its foot the buttons; the keys that scroll do so wherever the cursor is."""

    def offer(self, button: Button) -> None:
        """Make a button the default; where not all is seen, it is the last one, which leaves."""
        self.call_after_refresh(self._offer, button)

    def end(self, button: Button) -> None:
        """Show the last of what was said, with the cursor on a button."""
        button.focus(scroll_visible=False)
        self.screen.refresh_bindings()  # Its word is another one, and it may have the cursor.
        self.call_after_refresh(self.scroll_end, animate=False)

    def _offer(self, button: Button) -> None:
        if self.max_scroll_y:
            self.scroll_home(animate=False)
            button = self.query(Button).last()
        button.focus(scroll_visible=False)
