"""The sign of the row under the cursor."""

from typing import Any

from rich.text import Text
from textual.widgets import DataTable

MARK = "▸"


class Mark:
    """A cell that is drawn by where the cursor is; to change a cell would draw all rows anew."""

    def __init__(self, table: DataTable[Any], row: int) -> None:
        self._table, self._row = table, row

    def __rich__(self) -> Text:
        """Draw it."""
        return Text(MARK if self._row == self._table.cursor_row else "")
