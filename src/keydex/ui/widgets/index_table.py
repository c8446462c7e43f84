"""The list of feeds: one row a feed, one column a tool."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.message import Message
from textual.widgets import DataTable

from keydex.config.view import Order
from keydex.ui.commands import ENDS, bindings
from keydex.ui.states import CLASSES, signed
from keydex.ui.summaries import Row
from keydex.ui.widgets.mark import MARK, Mark
from keydex.words import Sign

NAMED = ("Index", "Kind", "Username")  # The columns before those of the tools.
KIND_FROM = 100  # Columns of the screen; below them the kind of host goes first.
MARKED = 4  # Columns for the mark and the scrollbar.
LONGEST = 30  # Columns for a name or a username; the whole of it stands below.


class IndexTable(DataTable[Text | Mark]):
    """Rows are kept and their cells changed, so that the cursor stays where it is."""

    COMPONENT_CLASSES = CLASSES
    BINDINGS = [*bindings("questions"), *ENDS]

    @dataclass
    class Highlighted(Message):
        """The cursor is on another feed."""

        feed: str

    @dataclass
    class Opened(Message):
        """A feed was chosen."""

        feed: str

    def __init__(self) -> None:
        super().__init__(cursor_type="row", cursor_foreground_priority="renderable")
        self._shown: dict[str, Row] = {}
        self._order = Order.FILES
        self._widths: dict[str, int] = {}
        self._is_tight = False
        self._texts: dict[Sign, Text] = {}

    @property
    def feed(self) -> str | None:
        """Return the feed under the cursor."""
        if not self.is_valid_row_index(self.cursor_row):
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def show(
        self,
        rows: Iterable[Row],
        tools: tuple[str, ...],
        feed: str | None,
        order: Order = Order.FILES,
    ) -> None:
        """Show these rows, with the cursor on a feed; changes cells where the rows are the same."""
        found = {row.feed: row for row in rows}
        is_same, self._order = order is self._order, order
        widths, is_tight = self._columns(tuple(found.values()), tools)
        same = is_same and (widths, is_tight) == (self._widths, self._is_tight)
        if same and list(found) == list(self._shown):
            for key, row in found.items():
                self._change(key, self._shown[key], row)
        else:
            self._widths, self._is_tight = widths, is_tight
            self._fill(found)
        self._shown = found
        if feed in found and feed != self.feed:
            self.go_to(feed)

    def go_to(self, feed: str) -> None:
        """Move the cursor to a feed, if it is shown."""
        if feed in self._shown:
            self.move_cursor(row=self.get_row_index(feed), animate=False)

    def _columns(
        self, rows: tuple[Row, ...], tools: tuple[str, ...]
    ) -> tuple[dict[str, int], bool]:
        """Choose the columns that fit, and their widths: the kind goes first, then the username.

        Where that is not enough it gets tight: no releases, and a sign for what is not used.
        """
        width = self.app.size.width
        names = _widest(self._first, (row.name for row in rows))
        users = _widest("Username", (row.username for row in rows))
        kinds = _widest("Kind", (row.kind for row in rows))
        states = sum(_width(tool) + 2 for tool in tools)
        room = width - (MARKED + names + 2 + users + 2 + states)
        found = {"Index": names}
        if any(row.kind for row in rows) and width >= KIND_FROM and room >= kinds + 2:
            found["Kind"] = kinds
        if room >= 0:
            found["Username"] = users
        is_tight = MARKED + names + 2 + states > width
        for at, tool in enumerate(tools):
            signs = {row.signs[at] for row in rows}
            found[tool] = _widest(tool.split()[0], map(_tight, signs)) if is_tight else _width(tool)
        return found, is_tight

    def _fill(self, rows: dict[str, Row]) -> None:
        self.clear(columns=True)
        self._texts = {sign: signed(self, sign) for sign in Sign}
        self.add_column("", key=MARK, width=1)
        for head, width in self._widths.items():
            shown = self._first if head == "Index" else head
            shown = shown.split()[0].rstrip(",") if self._is_tight else shown
            self.add_column(Text(shown), key=head, width=width)
        for number, (key, row) in enumerate(rows.items()):
            cells = _cells(row, self._widths).values()
            self.add_row(Mark(self, number), *map(self._drawn, cells), key=key)

    @property
    def _first(self) -> str:
        """Head the first column, with the order where it is not that of the files."""
        return "Index" if self._order is Order.FILES else f"Index, {self._order}"

    def _change(self, key: str, old: Row, new: Row) -> None:
        if old == new:
            return
        before = _cells(old, self._widths)
        for head, cell in _cells(new, self._widths).items():
            if before[head] != cell:
                self.update_cell(key, head, self._drawn(cell))

    def _drawn(self, cell: str | Sign) -> Text:
        if isinstance(cell, Sign):
            return signed(self, cell, _tight(cell)) if self._is_tight else self._texts[cell]
        text = Text(cell)
        text.truncate(LONGEST, overflow="ellipsis")
        return text

    def repaint(self) -> None:
        """Draw all cells anew: the colours have changed, or the width of the screen."""
        feed, rows = self.feed, tuple(self._shown.values())
        tools = tuple(head for head in self._widths if head not in NAMED)
        self._widths = {}
        self.show(rows, tools, feed, self._order)

    @on(DataTable.RowHighlighted)
    def _tell(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        feed = event.row_key.value
        if feed is not None and feed in self.rows:
            self.post_message(self.Highlighted(feed))

    @on(DataTable.RowSelected)
    def _open(self, event: DataTable.RowSelected) -> None:
        event.stop()
        if event.row_key.value is not None:
            self.post_message(self.Opened(event.row_key.value))


def _cells(row: Row, heads: Iterable[str]) -> dict[str, str | Sign]:
    """Return what stands in each column of a row."""
    named = dict(zip(NAMED, (row.name, row.kind, row.username), strict=True))
    tools = [head for head in heads if head not in named]
    signs = dict(zip(tools, row.signs, strict=True))
    return {head: named[head] if head in named else signs[head] for head in heads}


def _widest(head: str, texts: Iterable[str]) -> int:
    """Return the width of a column whose head and texts fit, but for the end of a long one."""
    return max([cell_len(head), *(min(cell_len(each), LONGEST) for each in texts)])


def _tight(sign: Sign) -> str:
    """Write a state where there is little room."""
    return sign.value[0] if sign is Sign.NOT_USED else str(sign)


def _width(tool: str) -> int:
    """Return the width of a tool's column, which every state fits."""
    return max(len(tool), len(str(Sign.SILENT)))
