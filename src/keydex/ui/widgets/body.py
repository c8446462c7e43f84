"""The middle of the main screen: the indexes, the questions about one, or the findings."""

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import ContentSwitcher

from keydex.findings import Finding
from keydex.looks import Looks
from keydex.matrix import Stocks
from keydex.survey import Survey
from keydex.ui.findings import Findings, page, told
from keydex.ui.questions import commands
from keydex.ui.summaries import Row, first, rows
from keydex.ui.widgets.asking import Asking
from keydex.ui.widgets.finding_table import FindingTable
from keydex.ui.widgets.findings import FindingList
from keydex.ui.widgets.index_table import IndexTable
from keydex.ui.widgets.indexes import Indexes
from keydex.ui.widgets.question_table import QuestionTable

INDEXES, ASKING, FINDINGS = "indexes", "asking", "findings"
# The views that an action belongs to, where it is not all of them.
VIEWS = {
    "find": {INDEXES},
    "sort": {INDEXES},
    "username": {INDEXES},
    "mend": {INDEXES},
    "store": {INDEXES, ASKING},
    "delete": {INDEXES, ASKING},
    "rotate": {INDEXES, ASKING},
    "findings": {INDEXES},
    "trace": {ASKING},
    "back": {ASKING, FINDINGS},
    "open": {FINDINGS},
}
ABOUT_A_FEED = frozenset({"ask", "delete", "rotate", "store", "test", "username"})


class Body(ContentSwitcher):
    """Three views of one survey."""

    indexes = getters.query_one(Indexes)
    asking = getters.query_one(Asking)
    findings = getters.query_one(FindingList)

    class Moved(Message):
        """The cursor is elsewhere, or another view is shown."""

    def __init__(self) -> None:
        super().__init__(initial=INDEXES)
        self._survey: Survey | None = None
        self._looks: Looks = {}
        self._stocks: Stocks = {}
        self._found: Findings = ()
        self._rows: Sequence[Row] = ()
        self._pinned: str | None = None

    def compose(self) -> ComposeResult:
        """Lay out the views."""
        yield Indexes(id=INDEXES)
        yield Asking(id=ASKING)
        yield FindingList(id=FINDINGS)

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
    def subject(self) -> str | None:
        """Return the feed whose questions are shown; None where all feeds are the subject."""
        return self.feed if self.is_asking else None

    @property
    def is_asking(self) -> bool:
        """Say whether the questions are shown."""
        return self.current == ASKING

    @property
    def is_finding(self) -> bool:
        """Say whether the findings are shown."""
        return self.current == FINDINGS

    @property
    def mends(self) -> Findings:
        """Return what the numbers mend."""
        return self.indexes.details.known_mends

    @property
    def finding(self) -> Finding | None:
        """Return the finding under the cursor; of the indexes, the one that 1 mends."""
        return self.findings.finding if self.is_finding else next(iter(self.mends), None)

    @property
    def command(self) -> str:
        """Return the command line that there is to copy, if any."""
        if self.is_asking:
            entry = self.asking.entry
            return "\n".join(commands(entry)) if entry else ""
        return told(self.finding, self.finding.fix.command) if self.finding else ""

    @property
    def page(self) -> str:
        """Return the page on which the host of the finding gives out tokens, if any."""
        return page(self.finding) if self.finding else ""

    def offers(self, action: str, number: object = 0) -> bool | None:
        """Hide what is of another view, or has nothing to act on; None waits for an index."""
        if self.current not in VIEWS.get(action, {self.current}):
            return False
        if action in {"copy", "open"}:
            return bool(self.command if action == "copy" else self.page)
        if action == "mend":
            return isinstance(number, int) and number <= len(self.mends)
        return bool(self.feed) or action not in ABOUT_A_FEED or None

    def show(self, survey: Survey, looks: Looks, stocks: Stocks, found: Findings) -> Sequence[Row]:
        """Show a survey in all views; the cursor stays, or else goes to the worst."""
        self._survey, self._looks, self._found, self._rows = survey, looks, found, rows(survey)
        self._stocks = stocks
        self.indexes.show(survey, looks, found, self._rows, self._pinned)
        if self.is_finding:
            self._find()
        elif self.is_asking and self.feed == self._pinned:
            self._ask()
        elif self.is_asking:
            self.back()
        return self._rows

    def _ask(self) -> None:
        if self._survey and self.feed:
            self.asking.show(self._survey, self.feed, self._looks, self._stocks)

    def _find(self) -> None:
        if self._survey:
            self.findings.show(self._survey, self._found)
            if self.screen.focused is None or not self._found:
                self.screen.set_focus(self.findings.table if self._found else None)

    def repaint(self) -> None:
        """Draw the tables anew: the colours have changed, or the width of the screen."""
        for table in (self.indexes.table, self.asking.table, self.findings.table):
            table.repaint()

    @on(IndexTable.Opened)
    def open(self, event: IndexTable.Opened) -> None:
        """Show the questions about a feed."""
        event.stop()
        self._pinned = event.feed
        self._ask()
        self.current = ASKING
        self.asking.table.focus()
        self.post_message(self.Moved())

    def open_entry(self, service: str, username: str | None) -> None:
        """Show the entries of the feed that a question is about, with the cursor on it."""
        for feed, reports in self._survey.feeds().items() if self._survey else ():
            names = {(each.service, each.username) for _, one in reports for each in one.lookups}
            if (service, username) in names:
                self.indexes.table.go_to(feed)
                self.open(IndexTable.Opened(feed))
                self.asking.table.go_to(service, username)
                return

    def open_findings(self) -> None:
        """Show the findings."""
        self.screen.set_focus(None)
        self.current = FINDINGS
        self._find()
        self.post_message(self.Moved())

    def back(self) -> None:
        """Show the indexes."""
        self.current = INDEXES
        self.indexes.table.focus()
        self.post_message(self.Moved())

    @on(IndexTable.Highlighted)
    @on(QuestionTable.Highlighted)
    @on(FindingTable.Highlighted)
    def _pin(self, event: Message) -> None:
        """Stay with the feed that a person has moved to; else follow the worst."""
        event.stop()
        if not self.is_finding and (self._pinned or self.feed != first(self._rows)):
            self._pinned = self.feed
        self.post_message(self.Moved())
