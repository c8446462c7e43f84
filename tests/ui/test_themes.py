"""Whatever the colours, all words are there: also in a terminal's own palette."""

import pytest

from tests.ui.pilots import dialog, settle, shown, until
from tests.ui.worlds import app, billing, keydex, session

THEMES = ("textual-dark", "textual-light", "ansi-dark", "ansi-light")


@pytest.mark.parametrize(
    ("keys", "text"),
    [((), "2 of 3 private"), (("1",), "Mend KD066"), (("down", "down", "R"), "not reached: CI")],
    ids=["indexes", "mend", "rotate"],
)
async def test_every_word_is_there_in_every_theme(keys: tuple[str, ...], text: str) -> None:
    seen = set()
    for theme in THEMES:
        made = app()
        async with made.run_test(size=(80, 24)) as pilot:
            made.theme = theme
            await settle(pilot)
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await until(pilot, lambda: text in shown(pilot))
            seen.add(dialog(pilot) if keys else shown(pilot))
    assert len(seen) == 1, "\n".join(seen)


async def test_the_colours_are_remembered() -> None:
    world = billing()
    for chosen, seen in (("nord", "textual-dark"), ("", "nord")):
        made = keydex(session(world))
        async with made.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            assert made.theme == seen
            if chosen:
                made.theme = chosen
                await settle(pilot)
