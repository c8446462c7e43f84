"""The last line: the keys that do something now."""

from textual.binding import Binding
from textual.widgets import Footer


class KeyLine(Footer):
    """A footer that is made anew only where it shows something else: each key is a widget."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: list[tuple[Binding, bool]] = []

    async def recompose(self) -> None:
        """Show other keys, or show them as enabled or not."""
        active = self.screen.active_bindings.values()
        shown = [(each.binding, each.enabled) for each in active if each.binding.show]
        if shown != self._shown:
            self._shown = shown
            await super().recompose()
