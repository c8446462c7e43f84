"""Every keyring call, request and write since the start."""

from collections.abc import Sequence
from datetime import datetime

from textual import getters
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer, RichLog

from keydex.model import Event
from keydex.ui.commands import PAGE
from keydex.ui.widgets.ends import Ends

Stamped = tuple[datetime, Event]


class Log(Screen[None]):
    """The log, newest last; it goes on while it is open."""

    BINDINGS = PAGE

    lines = getters.query_one(RichLog)

    def __init__(self, events: Sequence[Stamped]) -> None:
        super().__init__()
        self._events = events
        self._shown = 0
