"""The middle of the main screen: the indexes, or the questions about one of them."""

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import ContentSwitcher

from keydex.looks import Looks
from keydex.survey import Survey
from keydex.ui.mends import Mend
from keydex.ui.questions import commands
from keydex.ui.summaries import Row, first, rows
from keydex.ui.widgets.asking import Asking
from keydex.ui.widgets.index_table import IndexTable
from keydex.ui.widgets.indexes import Indexes
from keydex.ui.widgets.question_table import QuestionTable

INDEXES, ASKING = "indexes", "asking"
# The view that an action belongs to, where it is not both.
VIEWS = {"find": INDEXES, "username": INDEXES, "mend": INDEXES, "back": ASKING}
ABOUT_A_FEED = frozenset({"ask", "delete", "store", "test", "username"})


class Body(ContentSwitcher):
    """Two views of one survey: screen A and screen B."""

    indexes = getters.query_one(Indexes)
    asking = getters.query_one(Asking)

    class Moved(Message):
        """The cursor is elsewhere, or another view is shown."""

    def __init__(self) -> None:
        super().__init__(initial=INDEXES)
        self._survey: Survey | None = None
        self._looks: Looks = {}
        self._rows: Sequence[Row] = ()
        self._pinned: str | None = None

    def compose(self) -> ComposeResult:
        """Lay out both views."""
        yield Indexes(id=INDEXES)
        yield Asking(id=ASKING)

    def on_mount(self) -> None:
        """Draw the tables anew when the colours change."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.repaint())

    def on_resize(self) -> None:
        """Choose the columns that fit."""
        self.repaint()

    @property
    def feed(self) -> str:
        """Return the feed under the cursor, or nothing."""
        return self.indexes.table.feed or ""

    @property
    def is_asking(self) -> bool:
        """Say whether the questions are shown."""
        return self.current == ASKING

    @property
    def mends(self) -> tuple[Mend, ...]:
        """Return what mends the feed under the cursor."""
        return self.indexes.details.known_mends

    @property
    def command(self) -> str:
        """Return the command line that there is to copy, if any."""
        if self.is_asking:
            question = self.asking.question
            return "\n".join(commands(question)) if question else ""
        return next((each.command for each in self.mends if each.command), "")

    def offers(self, action: str, number: object = 0) -> bool | None:
        """Hide what is of the other view, or has nothing to act on; None waits for an index."""
        if VIEWS.get(action, self.current) != self.current:
            return False
        if action == "copy":
            return bool(self.command)
        if action == "mend":
            return isinstance(number, int) and number <= len(self.mends)
        return bool(self.feed) or action not in ABOUT_A_FEED or None

    def show(self, survey: Survey, looks: Looks) -> Sequence[Row]:
        """Show a survey in both views; the cursor stays, or else goes to the worst."""
        self._survey, self._looks, self._rows = survey, looks, rows(survey)
        self.indexes.show(survey, looks, self._rows, self._pinned)
        if self.is_asking and self.feed == self._pinned:
            self._ask()
        elif self.is_asking:
            self.back()
        return self._rows

    def _ask(self) -> None:
        if self._survey and self.feed:
            self.asking.show(self._survey, self.feed, self._looks)

    def repaint(self) -> None:
        """Draw the tables anew: the colours have changed, or the width of the screen."""
        self.indexes.table.repaint()
        self.asking.table.repaint()

    @on(IndexTable.Opened)
    def open(self, event: IndexTable.Opened) -> None:
        """Show the questions about a feed."""
        event.stop()
        self._pinned = event.feed
        self._ask()
        self.current = ASKING
        self.asking.table.focus()
        self.post_message(self.Moved())

    def back(self) -> None:
        """Show the indexes."""
        self.current = INDEXES
        self.indexes.table.focus()
        self.post_message(self.Moved())

    @on(IndexTable.Highlighted)
    @on(QuestionTable.Highlighted)
    def _pin(self, event: Message) -> None:
        """Stay with the feed that a person has moved to; else follow the worst."""
        event.stop()
        if self._pinned or self.feed != first(self._rows):
            self._pinned = self.feed
        self.post_message(self.Moved())
