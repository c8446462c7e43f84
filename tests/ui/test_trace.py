"""Trace: a command is run where a person wants it, and its questions are seen as they come."""

import asyncio
import os
from pathlib import Path

from textual.widgets import Input

from keydex.environment import Environment, ThisMachine
from keydex.ui.app import Keydex
from keydex.ui.screens.trace import Trace
from tests.entries import Entries
from tests.keyrings.places import script
from tests.samples import HOST, USER, pyproject
from tests.ui.pilots import press, settle, shown, until, words
from tests.ui.worlds import keydex, session

FEED = f"https://{HOST}/team/simple"
NAMED = f"https://{USER}@{HOST}/team/simple"
UV = f"""\
[ "$1" = --version ] && echo "uv 0.13.8 (x)" && exit
echo "it says https://me:canary-5ecret@{HOST}/"
keyring get {FEED} {USER}
[ -e one-more ] && keyring get one-more.example {USER}
[ -e sleeps ] && exec sleep 30
exit 7
"""


def app(folder: Path) -> Keydex:
    """Make an app on a project with a uv of its own kind, and a keyring that has nothing."""
    (folder / "bin").mkdir()
    (folder / "home").mkdir()
    script(folder / "bin/uv", UV)
    script(folder / "bin/keyring", "exit 1")
    project = folder / "proj"
    project.mkdir()
    (project / "pyproject.toml").write_text(pyproject(NAMED))
    known = {"PATH": f"{folder / 'bin'}:/usr/bin:/bin", "HOME": str(folder / "home")}
    known |= {name: os.environ[name] for name in os.environ if name.startswith("COVERAGE_")}
    environment = Environment(project, folder / "home", known, "linux", ThisMachine())
    made = keydex(session(environment, Entries()))
    made.animation_level, made.theme = "none", "textual-dark"
    return made


async def test_a_command_is_run_and_all_was_predicted(tmp_path: Path) -> None:
    async with app(tmp_path).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, Trace))
        await until(pilot, lambda: "It runs as it is" in shown(pilot))
        assert "uv sync" in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "It ended with 7, after 1 question." in shown(pilot))
        assert "✓ All as predicted." in shown(pilot)
        await until(pilot, lambda: f"✓ {FEED} {USER} ○ missing as predicted" in words(pilot))
        await until(
            pilot,
            lambda: (
                f"· {HOST} {USER} not asked the command did not come to this index" in words(pilot)
            ),
        )
        await until(pilot, lambda: f"it says https://me:****@{HOST}/" in shown(pilot))
        assert "canary-5ecret" not in shown(pilot)


async def test_a_question_that_was_not_predicted_is_seen(tmp_path: Path) -> None:
    made = app(tmp_path)
    (tmp_path / "proj/one-more").touch()
    async with made.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.press("x")
        await until(pilot, lambda: "It runs as it is" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "It ended with 7" in shown(pilot))
        assert "✗ 1 question not predicted: please report it." in shown(pilot)
        await until(
            pilot, lambda: f"✗ one-more.example {USER} ○ missing not predicted" in words(pilot)
        )


async def test_a_command_is_stopped_by_a_key(tmp_path: Path) -> None:
    made = app(tmp_path)
    (tmp_path / "proj/sleeps").touch()
    async with made.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.press("x")
        await until(pilot, lambda: "It runs as it is" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: f"✓ {FEED} {USER} ○ missing" in words(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "It ended with 143, after 1 question." in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Trace))
        await settle(pilot)


async def test_enter_goes_from_a_question_to_its_entry(tmp_path: Path) -> None:
    async with app(tmp_path).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.press("x")
        await until(pilot, lambda: "It runs as it is" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "It ended with 7" in shown(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Trace))
        await settle(pilot)
        await until(pilot, lambda: f"▸ {HOST}" in words(pilot))


async def test_what_is_no_command_is_told_and_nothing_is_run(tmp_path: Path) -> None:
    async with app(tmp_path).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.press("x")
        await until(pilot, lambda: "It runs as it is" in shown(pilot))
        await pilot.press("home", "m", "a", "k", "e", "space", "enter")
        await until(pilot, lambda: "✗ make is no command of" in shown(pilot))
        await asyncio.sleep(0)
        assert "It ended" not in shown(pilot)


async def test_no_command_is_told_and_nothing_is_run(tmp_path: Path) -> None:
    async with app(tmp_path).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.press("x")
        await until(pilot, lambda: "It runs as it is" in shown(pilot))
        pilot.app.screen.query_one(Input).value = ""
        await pilot.press("enter")
        await until(pilot, lambda: "✗ no command is named" in shown(pilot))


async def test_a_command_with_a_password_is_shown_without_it_and_not_offered_again(
    tmp_path: Path,
) -> None:
    async with app(tmp_path).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("colon")
        await until(pilot, lambda: "What each tool asks" in shown(pilot))
        typed = f"uv sync --index https://{USER}:canary-5ecret@{HOST}/team/simple"
        pilot.app.screen.query_one(Input).value = typed
        await pilot.press("enter")
        await until(pilot, lambda: "when you run uv sync" in words(pilot))
        assert "canary-5ecret" not in shown(pilot)
        await settle(pilot)
        await pilot.press("colon")
        await until(pilot, lambda: "What each tool asks" in shown(pilot))
        assert pilot.app.screen.query_one(Input).value == ""
        await pilot.press("escape")
