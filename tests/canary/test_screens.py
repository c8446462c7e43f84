"""No screen and no dialog shows a secret, in any state."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import keydex
from tests.canary.screens import PRINTS, SCREENS
from tests.canary.watching import Watch, app
from tests.canary.worlds import world
from tests.ui.pilots import settle

SOURCE = Path(keydex.__file__).parent / "ui/screens"
SIZE = (100, 40)
PLAIN = frozenset({"Keys", "ChooseCommand", "Opening"})
"""The screens that show nothing foreign, but what a person has typed."""


@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_shows_no_secret(name: str, tmp_path: Path) -> None:
    with world(tmp_path) as one:
        one.look()
        with one.watched([], one.environ):
            async with app(one).run_test(size=SIZE) as pilot:
                await settle(pilot)
                watch = Watch(pilot, one)
                watch.look()
                await SCREENS[name](watch)
                await watch.leave()
        one.look_again({})
        hits = [hit for hit in one.surfaces.hits(one.cage) if hit.place != PRINTS.get(name)]
        assert hits == []
        seen = {
            each.partition(" ")[2].split()[0] for each, _, _ in one.surfaces.seen if " " in each
        }
        assert name in seen
        assert watch.obeyed == []
        assert name in watch.literal or name in PLAIN


def _screens() -> Iterator[str]:
    """Yield the name of every class that is a screen."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                "Screen" in ast.dump(each) for each in node.bases
            ):
                yield node.name


def test_every_screen_is_driven() -> None:
    assert set(_screens()) == set(SCREENS)
