"""Screen A: every index, what is the matter with it, and the keyrings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input

from keydex.config.view import View
from keydex.looks import Looks
from keydex.survey import Survey
from keydex.ui.findings import Findings
from keydex.ui.summaries import Row, first, ordered, tools
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

    @dataclass
    class Arranged(Message):
        """A person has chosen another order, or has sought something."""

        view: View

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
        self.view = View()
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
        is_first, self._survey = self._survey is None, survey
        self._rows, self._found = rows, found
        if is_first and self.view.project == str(survey.project):
            self._seek_again(self.view.sought)
        known = any(row.feed == feed for row in rows)
        self._list(feed if known else first(rows))
        self.keyrings.show(survey, looks, found)
        self._detail()

    def resume(self, view: View) -> None:
        """List the indexes as they were listed last, before any are there."""
        self.view = view

    def recolour(self, theme: str) -> None:
        """Remember in which colours they are seen."""
        self._arranged(replace(self.view, theme=theme))

    def sort(self) -> None:
        """List them in the next order; the cursor stays with its feed."""
        self._arranged(replace(self.view, order=self.view.order.next))
        self._list(self.table.feed)

    def start_filter(self) -> None:
        """Open the filter."""
        self.find.display = True
        self.find.focus()

    def end_filter(self) -> None:
        """Close the filter and show every row."""
        self.find.value = ""
        self.find.display = False
        self.table.focus()
        self._seek("")

    def _list(self, feed: str | None) -> None:
        if self._survey:
            found = ordered(self._matching(self.find.value), self.view.order)
            self.table.show(found, tools(self._survey), feed, self.view.order)

    def _matching(self, text: str) -> list[Row]:
        return [row for row in self._rows if text.strip().lower() in row.text]

    def _seek_again(self, text: str) -> None:
        """Show what was sought last, if there is anything left of it."""
        if text and self._matching(text):
            with self.find.prevent(Input.Changed):
                self.find.value = text
            self.find.display = True

    def _seek(self, text: str) -> None:
        """Remember what was sought, if that finds anything: a stray paste is not kept."""
        if self._survey and self._matching(text):
            project = str(self._survey.project)
            self._arranged(replace(self.view, sought=text, project=project))

    def _arranged(self, view: View) -> None:
        if view != self.view:
            self.view = view
            self.post_message(self.Arranged(view))

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
        self._seek(event.value)
