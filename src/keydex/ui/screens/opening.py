"""What is seen until the main screen is loaded: its head."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Static

from keydex.ui.texts import BEGIN
from keydex.ui.widgets.ends import Ends


class Opening(Screen[None]):
    """The first frame, and what follows it."""

    BINDINGS = [Binding("q", "app.quit", "Quit")]

    def __init__(self, then: Callable[[], object]) -> None:
        super().__init__()
        self._then = then

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        yield Ends("keydex", named="title")
        yield Ends(rule=True)
        yield Static(BEGIN, id="verdict", markup=False)

    def on_mount(self) -> None:
        """Go on."""
        self._then()
