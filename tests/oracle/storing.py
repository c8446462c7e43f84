"""Rows in compact form, as tests/recorded keeps them: every world, call and request once."""

import json
import lzma
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.recorded import FOLDER, Row, read


class _Table:
    """Values by number, each once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: Any) -> int:
        """Return the number of a value."""
        text = json.dumps(value, sort_keys=True)
        if text not in self._numbers:
            self._numbers[text] = len(self.values)
            self.values.append(value)
        return self._numbers[text]


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write rows to a file."""
    worlds, calls, requests = _Table(), _Table(), _Table()
    found = [
        [
            worlds.number(row.world),
            row.version,
            calls.number(row.calls),
            requests.number(row.requests),
        ]
        for row in rows
    ]
    tables = {"worlds": worlds.values, "calls": calls.values, "requests": requests.values}
    text = json.dumps({**tables, "rows": found}, sort_keys=True, separators=(",", ":"))
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def merge(path: Path) -> dict[str, int]:
    """Add the rows of a file to those of tests/recorded; the same world and release is replaced.

    Returns how many rows there are of each tool now.
    """
    new = list(read(path))
    counts = {}
    for tool in sorted({row.world["tool"] for row in new}):
        kept = FOLDER / f"{tool}.json.xz"
        own = [row for row in new if row.world["tool"] == tool]
        known = list(read(kept)) if kept.exists() else []
        found = {(row.name, row.world["importable"]): row for row in (*known, *own)}
        write(kept, sorted(found.values(), key=_order))
        counts[tool] = len(found)
    return counts


def _order(row: Row) -> tuple[str, tuple[int, ...]]:
    return row.world["case"], tuple(map(int, row.version.split(".")))
