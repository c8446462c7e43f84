"""The main screen: what is configured, asked and tested, and what can be done about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Event as Flag

from textual import getters, on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Footer

from keydex.errors import KeydexError
from keydex.model import Configuration, Event, Report
from keydex.survey import Survey
from keydex.ui import parts
from keydex.ui.commands import active, bindings
from keydex.ui.looks import Looks, may_prompt
from keydex.ui.mends import mends
from keydex.ui.questions import commands
from keydex.ui.rounds import Round
from keydex.ui.screens.command import ChooseCommand
from keydex.ui.screens.delete import DeleteEntries
from keydex.ui.screens.keys import Keys
from keydex.ui.screens.log import Log
from keydex.ui.screens.store import StoreCredential
from keydex.ui.screens.username import WriteUsername
from keydex.ui.session import Session
from keydex.ui.widgets.asking import Asking
from keydex.ui.widgets.foot import Foot
from keydex.ui.widgets.head import Head
from keydex.ui.widgets.index_table import IndexTable
from keydex.ui.widgets.indexes import Indexes
from keydex.ui.widgets.question_table import QuestionTable


class Main(Screen[None]):
    """Every index and, one level down, the questions about one."""

    BINDINGS = bindings(
        *("store", "test", "ask", "username", "delete", "find", "command", "copy", "refresh"),
        *("log", "mend-1", "mend-2", "mend-3", "theme", "back", "keys", "quit"),
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]

    head = getters.query_one(Head)
    views = getters.query_one(ContentSwitcher)
    indexes = getters.query_one(Indexes)
    asking = getters.query_one(Asking)
    foot = getters.query_one(Foot)

    @dataclass
    class Happened(Message):
        """A keyring was called, an index asked or a file written; posted by a thread."""

        event: Event

    @dataclass
    class Learned(Message):
        """An index has answered in the round of that flag; posted by a thread."""

        flag: Flag
        part: Survey = field(repr=False)

        def can_replace(self, message: Message) -> bool:
            """Say that the newest of these says it all."""
            return isinstance(message, Main.Learned) and message.flag is self.flag

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._words: tuple[str, ...] = ()
        self._survey: Survey | None = None
        self._looks: Looks = {}
        self._feed: str | None = None
        self._events: list[tuple[datetime, Event]] = []
        self._jobs: dict[Flag, str] = {}
