"""Thousands of indexes stay usable, and rows are changed in place."""

import time
from collections.abc import Sequence
from dataclasses import replace

from keydex.model import Configuration, Origin
from keydex.survey import Survey
from keydex.ui.session import Session
from tests.entries import Entries
from tests.ui.pilots import enter, line, main, press, settle, shown
from tests.ui.worlds import PROJECT, billing, keydex, session

COUNT = 5000


class Many(Session):
    """A project with thousands of indexes, made of the first of the real one."""

    def read(self, words: Sequence[str] = ()) -> Survey:
        found = Session.read(self, words)
        return replace(found, configurations=tuple(map(_many, found.configurations[:1])))


def _many(one: Configuration) -> Configuration:
    first = one.reports[0]
    reports = []
    for number in range(COUNT):
        url = f"https://h{number}.example/simple"
        where = Origin(PROJECT / "pyproject.toml", number)
        index = replace(first.index, name=f"i{number}", url=url, origins=(where,))
        lookups = tuple(replace(each, service=url) for each in first.lookups[:1])
        reports.append(replace(first, index=index, lookups=lookups, feed=url, host=None))
    return replace(one, reports=tuple(reports))


async def test_home_and_end_are_the_first_and_the_last_row() -> None:
    async with keydex(session(billing())).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        table = main(pilot).body.indexes.table
        await press(pilot, "end")
        assert table.cursor_row == table.row_count - 1 > 0
        await press(pilot, "home")
        assert table.cursor_row == 0


async def test_thousands_of_indexes_stay_usable() -> None:
    entries = Entries({("https://h4999.example/simple", "VssSessionToken"): "secret"})
    plain = session(billing(), entries)
    given = Many(plain.environment, means=plain.means, now=plain.now)
    async with keydex(given).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        table = main(pilot).body.indexes.table
        assert table.row_count == COUNT
        since = time.monotonic()
        await press(pilot, "down", "pagedown")
        assert time.monotonic() - since < 3
        since = time.monotonic()
        await press(pilot, "slash")
        enter(pilot, "i4999")
        await settle(pilot)
        assert time.monotonic() - since < 3
        assert line(pilot, "i4999 Vss").endswith("● stored")
        await press(pilot, "escape")
        assert table.row_count == COUNT
        rows = list(table.rows)
        await press(pilot, "a")
        assert list(table.rows) == rows
        assert all(old is new for old, new in zip(rows, table.rows, strict=True))
        assert "5000 private indexes" in shown(pilot)
