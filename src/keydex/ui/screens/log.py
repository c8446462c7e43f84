"""Every keyring call, request and write since the start."""

from collections.abc import Sequence
from datetime import datetime

from rich.table import Table
from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer, RichLog

from keydex.model import Event
from keydex.ui.commands import PAGE
from keydex.ui.texts import counted, safe
from keydex.ui.widgets.ends import Ends

TICK = 0.2  # Seconds between two looks for more.


class Log(Screen[None]):
    """The log, newest last; it goes on while it is open."""

    BINDINGS = PAGE

    heading = getters.query_one(Ends)
    lines = getters.query_one(RichLog)

    def __init__(self, events: Sequence[tuple[datetime, Event]]) -> None:
        super().__init__()
        self._events = events
        self._shown = 0

    def compose(self) -> ComposeResult:
        """Lay out heading and lines."""
        yield Ends("log", rule=True)
        yield RichLog(wrap=True, min_width=0)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what happened so far."""
        self._go_on()
        self.set_interval(TICK, self._go_on)
        if not self._events:
            self.lines.write(Text("Nothing was asked, sent or written yet.", style="dim"))

    def _go_on(self) -> None:
        """Show what has happened since."""
        while self._shown < len(self._events):
            self._add(*self._events[self._shown])
            self._shown += 1
        self.heading.right = counted(self._shown, "event")

    def _add(self, when: datetime, event: Event) -> None:
        seconds = "" if event.seconds is None else f"{event.seconds:.1f} s"
        line = Table.grid(padding=(0, 2, 0, 0), expand=True)
        line.add_column(style="dim", no_wrap=True)
        line.add_column(style="dim", no_wrap=True, width=len("keyring"))
        line.add_column(ratio=1, overflow="fold")
        line.add_column(style="dim", no_wrap=True, justify="right")
        line.add_row(f"{when:%H:%M:%S}", event.kind, Text(safe(event.text)), seconds)
        self.lines.write(line, expand=True)
