"""The screens as they are drawn: screenshots/*.svg are what is expected, to the byte.

KEYDEX_DRAW=1 draws them anew.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from keydex.model import Configuration, Event, Probe, Report, Verdict
from tests.entries import Entries
from tests.ui.pilots import enter, main, settle, shown, until
from tests.ui.worlds import AZURE, GITLAB, JFROG, PYPROJECT, TOKEN, app, billing

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
BOTH = "401 without the credential, 200 with it"
# What the indexes say, by a word of their URL and the tool.
VERDICTS = {
    ("azure", "uv"): Probe(Verdict.MISSING, "uv asks 2 names and finds none of them", None, 401),
    ("azure", "pip"): Probe(Verdict.ACCEPTED, BOTH, 200, 401),
    ("jfrog", "uv"): Probe(
        Verdict.MISSING, "uv asks no keyring for vendor: its URL has no username.", None, 401
    ),
    ("gitlab", "uv"): Probe(Verdict.ACCEPTED, BOTH, 200, 401),
    ("gitlab", "pip"): Probe(Verdict.ACCEPTED, BOTH, 200, 401),
}
REQUESTS = [
    f"GET https://{url} → {said} a credential"
    for url in (AZURE, JFROG, GITLAB)
    for said in ("401, without", "200, with")
]

# name, size, keys, and a text that says that the screen is there.
SCREENS: tuple[tuple[str, tuple[int, int], Sequence[str], str], ...] = (
    ("indexes", (100, 30), (), "2 of 3 private indexes"),
    ("indexes-80x24", (80, 24), (), "2 of 3 private indexes"),
    ("findings", (100, 30), ("f",), "what is the case"),
    ("findings-80x24", (80, 24), ("f",), "what is the case"),
    ("mend", (100, 30), ("1",), "Mend KD066"),
    ("questions", (100, 30), ("enter",), "asked as"),
    ("questions-80x24", (80, 24), ("enter",), "asked as"),
    ("store", (100, 30), ("s",), "Store a credential for core"),
    ("username", (100, 30), ("down", "u", "=vendor-bot"), "(no username) →"),
    ("delete", (100, 30), ("down", "down", "d"), "Delete entries of ml"),
    ("export", (100, 30), ("e",), "# Dockerfile"),
    ("rotate", (100, 30), ("down", "down", "R"), "not reached: CI"),
    ("log", (100, 30), ("L",), "events"),
    ("keys", (100, 30), ("question_mark",), "signs"),
)


async def _drawn(pilot: Pilot[None], keys: Sequence[str], text: str) -> str:
    """Test the indexes, press keys, and draw what is there then."""
    await settle(pilot)
    one = main(pilot)
    await until(pilot, lambda: bool(one.desk.looks))
    await settle(pilot)
    one.desk.survey = one.desk.survey.mapped(_said)
    one.desk.asked = "tested 14:02"
    for request in REQUESTS:
        one.foot.hear(Event("index", request, 0.2))
    one.paint()
    await settle(pilot)
    for key in keys:
        if key.startswith("="):
            await until(pilot, lambda: isinstance(pilot.app.focused, Input))
            enter(pilot, key[1:])
        else:
            await pilot.press(key)
        await pilot.pause()
    await until(pilot, lambda: text in shown(pilot))
    return await _still(pilot)


async def _still(pilot: Pilot[None]) -> str:
    """Draw what is there once it does not change any more."""
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
    drawn = ""
    while drawn != (again := pilot.app.export_screenshot()):
        drawn = again
        await pilot.pause(0.1)
    return drawn


def _said(one: Configuration, report: Report) -> Report:
    tool = one.installation.tool
    said = (each for (word, name), each in VERDICTS.items() if name == tool and word in report.feed)
    return replace(report, probe=next(said, None))


@pytest.mark.parametrize(("name", "size", "keys", "text"), SCREENS, ids=str)
async def test_a_screen_is_drawn_as_it_was(
    name: str, size: tuple[int, int], keys: Sequence[str], text: str
) -> None:
    async with app().run_test(size=size) as pilot:
        drawn = await _drawn(pilot, keys, text)
    _compare(name, drawn)


@pytest.mark.parametrize(("name", "size"), [("setup", (100, 30)), ("setup-80x24", (80, 24))])
async def test_a_fresh_clone_is_drawn_as_it_was(name: str, size: tuple[int, int]) -> None:
    clone = billing(PYPROJECT.replace('keyring-provider = "subprocess"', ""))
    made = app(clone, Entries(), begins_with_setup=True)
    async with made.run_test(size=size) as pilot:
        await until(pilot, lambda: "▸ 1" in shown(pilot))
        drawn = await _still(pilot)
    _compare(name, drawn)


async def test_what_moves_is_drawn_as_it_was() -> None:
    user = "://VssSessionToken"
    with_password = PYPROJECT.replace(user, f"{user}:{TOKEN}", 1)
    async with app(billing(with_password)).run_test(size=(100, 30)) as pilot:
        drawn = await _drawn(pilot, ("p",), "@@")
    _compare("migrate", drawn)


def _compare(name: str, drawn: str) -> None:
    """Compare a drawing with the one that is kept, or keep it."""
    path = SCREENSHOTS / f"{name}.svg"
    if os.environ.get("KEYDEX_DRAW") == "1":
        path.write_text(drawn, "utf-8")
    assert TOKEN not in drawn
    assert drawn == path.read_text("utf-8")
