"""The list of findings: one row a finding, the worst first."""

from rich.text import Text
from textual import on
from textual.message import Message
from textual.widgets import DataTable

from keydex.findings import Finding
from keydex.ui.commands import ENDS, bindings
from keydex.ui.findings import TONES, Findings, severity, subject, told
from keydex.ui.states import CLASSES, toned
from keydex.ui.widgets.mark import MARK, Mark
from keydex.words import OF_SEVERITY

SUBJECT = "index · tool"
SIGN, CODE, COLUMNS = 1, len("KD000"), 5
NARROWEST = 20  # Columns for a sentence; the whole of it stands below.


class FindingTable(DataTable[Text | Mark]):
    """Rows that are cut to one line each; the cursor stays with its finding."""

    COMPONENT_CLASSES = CLASSES
    BINDINGS = [*bindings("mend", "open", "copy-command", "again"), *ENDS]

    class Highlighted(Message):
        """The cursor is on another finding."""

    class Chosen(Message):
        """A finding is to be mended."""

    def __init__(self) -> None:
        super().__init__(cursor_type="row", cursor_foreground_priority="renderable")
        self._shown: Findings = ()

    @property
    def finding(self) -> Finding | None:
        """Return the finding under the cursor."""
        return self._shown[self.cursor_row] if self.cursor_row in range(len(self._shown)) else None

    def show(self, found: Findings) -> None:
        """Show findings; nothing is drawn where they are the same as before."""
        before, row, is_same = self.finding, self.cursor_row, found == self._shown
        self._shown = found
        if is_same:
            return
        self._fill()
        if before in found:
            row = found.index(before)
        self.move_cursor(row=max(0, min(row, len(found) - 1)), animate=False)

    def _fill(self) -> None:
        self.clear(columns=True)
        subjects = [subject(each) for each in self._shown]
        most = self.app.size.width // 4
        about = max((min(len(each), most) for each in subjects), default=0)
        about = max(about, len(SUBJECT))
        width = self.app.size.width - (len(MARK) + SIGN + CODE + about + 2 * COLUMNS + 1)
        width = max(NARROWEST, width)
        self.add_column("", key=MARK, width=len(MARK))
        self.add_column("", width=SIGN)
        self.add_column(Text("code"), width=CODE)
        self.add_column(Text(SUBJECT), width=about)
        self.add_column(Text("what is the case"), width=width)
        for number, (each, text) in enumerate(zip(self._shown, subjects, strict=True)):
            sign = toned(self, OF_SEVERITY[severity(each)], TONES[severity(each)])
            said = _cut(told(each, each.message), width)
            self.add_row(
                Mark(self, number), sign, Text(each.code), _cut(text, about), said, key=str(number)
            )

    def repaint(self) -> None:
        """Draw all cells anew: the colours have changed, or the width of the screen."""
        row = self.cursor_row
        self._fill()
        self.move_cursor(row=row, animate=False)

    @on(DataTable.RowHighlighted)
    def _tell(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        if event.row_key in self.rows:
            self.post_message(self.Highlighted())

    @on(DataTable.RowSelected)
    def _choose(self, event: DataTable.RowSelected) -> None:
        event.stop()
        if self.finding:
            self.post_message(self.Chosen())


def _cut(text: str, width: int) -> Text:
    cut = Text(text)
    cut.truncate(width, overflow="ellipsis")
    return cut
