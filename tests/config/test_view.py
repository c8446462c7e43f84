"""How the indexes were listed last: remembered for its person only, no fault if not."""

import stat
from pathlib import Path

import pytest

from keydex.config import view
from keydex.config.view import Order, View
from keydex.environment import Environment, ThisMachine
from keydex.ui.session import kept

REST = b'"sought": "", "project": "", "theme": ""'
NAMED = View(Order.NAME, "core", "/src/billing-api", "nord")


def world(home: Path) -> Environment:
    return Environment(home, home, {}, "linux", ThisMachine())


def test_what_is_kept_is_read_again_and_the_last_one_counts(tmp_path: Path) -> None:
    here = world(tmp_path)
    for each in (NAMED, View(Order.WORST), NAMED):
        kept(here, each)
        assert view.read(here) == each
    place = view.place(here)
    assert place == tmp_path / ".local/state/keydex/view.json"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b'{"schema": "keydex.view/1"}',
        b'{"schema": "keydex.view/2", "order": "by name", %b}' % REST,
        b'{"schema": "keydex.view/1", "order": "by age", %b}' % REST,
        b"[" * 100_000,
    ],
    ids=lambda content: content[:60].decode(errors="replace"),
)
def test_what_is_not_understood_is_as_good_as_none(content: bytes, tmp_path: Path) -> None:
    here = world(tmp_path)
    place = view.place(here)
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    assert view.read(here) == View()


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("a file where the folder would be", "utf-8")
    here = world(tmp_path)
    kept(here, NAMED)
    assert view.read(here) == View()
