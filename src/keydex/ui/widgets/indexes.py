"""Screen A: every index, what is the matter with it, and the keyrings."""

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from keydex.looks import Looks
from keydex.survey import Survey
from keydex.ui.findings import Findings
from keydex.ui.summaries import Row, first, tools
from keydex.ui.widgets.details import Details
from keydex.ui.widgets.index_table import IndexTable
from keydex.ui.widgets.keyrings import Keyrings


class Indexes(Vertical):
    """The list of feeds with a filter, and the feed under the cursor."""

    table = getters.query_one(IndexTable)
    details = getters.query_one(Details)
    keyrings = getters.query_one(Keyrings)
    find = getters.query_one("#find", Input)
    below = getters.query_one("#below", VerticalScroll)

    def compose(self) -> ComposeResult:
        """Lay out filter, list and details."""
        yield Input(placeholder="part of a name, URL or username", compact=True, id="find")
        yield IndexTable()
        with VerticalScroll(id="below"):
            yield Details()
            yield Keyrings()

    def on_mount(self) -> None:
        """Start without a filter and without a survey."""
        self._survey: Survey | None = None
        self._rows: Sequence[Row] = ()
        self._found: Findings = ()
        self.find.display = self.below.display = False

    @property
    def is_filtered(self) -> bool:
        """Say whether there is a filter to leave."""
        return bool(self.find.display)

    def show(
        self,
        survey: Survey,
        looks: Looks,
        found: Findings,
        rows: Sequence[Row],
        feed: str | None,
    ) -> None:
        """Show a survey, with the cursor on a feed or else on the worst."""
        self._survey, self._rows, self._found = survey, rows, found
        known = any(row.feed == feed for row in rows)
        self._list(feed if known else first(rows))
        self.keyrings.show(survey, looks, found)
        self._detail()

    def start_filter(self) -> None:
        """Open the filter."""
        self.find.display = True
        self.find.focus()

    def end_filter(self) -> None:
        """Close the filter and show every row."""
        self.find.value = ""
        self.find.display = False
        self.table.focus()

    def _list(self, feed: str | None) -> None:
        if self._survey:
            text = self.find.value.strip().lower()
            found = [row for row in self._rows if text in row.text]
            self.table.show(found, tools(self._survey), feed)

    @on(IndexTable.Highlighted)
    def _detail(self) -> None:
        feed = self.table.feed
        self.below.display = self._survey is not None
        self.details.display = self._survey is not None and feed is not None
        if self._survey and feed in self._survey.feeds():
            self.details.show(self._survey, feed, self._found)

    @on(Input.Changed, "#find")
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._list(self.table.feed)
        self._detail()

    @on(Input.Submitted, "#find")
    def _go(self, event: Input.Submitted) -> None:
        event.stop()
        self.table.focus()
