"""The six ways in which a stock Textual app leaks a secret, and that none is open."""

import subprocess
import sys
from pathlib import Path

import pytest
from textual.message import Message
from textual.widgets import Input
from textual.worker import Worker

from keydex.ui.widgets.secret_input import SecretInput
from tests.ui.crashing import SECRET
from tests.ui.pilots import dialog, enter, press, settle, shown, until
from tests.ui.served import RIGHT, project
from tests.ui.terminals import ROOT, terminal
from tests.ui.worlds import app


@pytest.mark.parametrize(
    ("way", "kind"),
    [("in_a_call", "ValueError"), ("in_a_worker", "ValueError"), ("in_a_panic", "QuotingError")],
)
def test_a_crash_prints_nothing_that_it_held(way: str, kind: str, tmp_path: Path) -> None:
    with terminal(["-m", "tests.ui.crashing", way], tmp_path) as screen:
        assert screen.end() == 70
    said = screen.seen.decode(errors="replace")
    assert SECRET not in said
    assert "Traceback" not in said
    assert f"a fault: {kind}" in said


async def test_no_worker_is_described_by_a_secret(tmp_path: Path) -> None:
    descriptions: list[str] = []

    def hear(message: Message) -> None:
        if isinstance(message, Worker.StateChanged):
            descriptions.append(message.worker.description)

    with project(tmp_path) as given:
        async with given.app.run_test(size=(100, 30), message_hook=hear) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            enter(pilot, RIGHT)
            await pilot.press("enter")
            await until(pilot, lambda: "written and read back" in shown(pilot))
            await press(pilot, "enter")
    assert any("Given(secret=Secret(****))" in each for each in descriptions)
    assert not [each for each in descriptions if RIGHT in each]


async def test_a_secret_is_not_put_on_the_clipboard(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            enter(pilot, RIGHT)
            for key in ("ctrl+c", "super+c", "ctrl+x"):
                await pilot.press("ctrl+shift+a", key)
                assert pilot.app.clipboard == ""
                assert pilot.app.screen.query_one(SecretInput).value == RIGHT


async def test_no_message_carries_a_secret(tmp_path: Path) -> None:
    messages: list[str] = []
    given_away: set[str] = set()

    def hear(message: Message) -> None:
        messages.append(repr(message))
        if isinstance(message, SecretInput.Given):
            given_away.add(message.secret.reveal())
        assert not isinstance(message, Input.Changed | Input.Submitted)

    with project(tmp_path) as given:
        async with given.app.run_test(size=(100, 30), message_hook=hear) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            enter(pilot, RIGHT)
            await pilot.press("x", "backspace", "enter")
            await until(pilot, lambda: "written and read back" in shown(pilot))
            await press(pilot, "enter", "L")
    assert given_away == {RIGHT}
    assert not [each for each in messages if RIGHT in each]


async def test_no_screen_shows_a_secret(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            enter(pilot, RIGHT)
            await pilot.pause()
            assert "••••••" in dialog(pilot)
            drawn = [pilot.app.export_screenshot()]
            await pilot.press("enter")
            await until(pilot, lambda: "written and read back" in shown(pilot))
            drawn.append(pilot.app.export_screenshot())
            await press(pilot, "enter", "L")
            drawn.append(pilot.app.export_screenshot())
            assert not [each for each in drawn if RIGHT in each]


def test_what_textual_would_log_is_switched_off(tmp_path: Path) -> None:
    log = tmp_path / "textual.log"
    script = (
        "import keydex.ui.app, textual.constants as c, os\n"
        "from tests.ui.worlds import app\n"
        "print(c.LOG_FILE, c.DEBUG, app().debug, app().devtools, 'TEXTUAL' in os.environ)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={
            "PYTHONPATH": str(ROOT),
            "TEXTUAL": "devtools,debug",
            "TEXTUAL_DEBUG": "1",
            "TEXTUAL_LOG": str(log),
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["None", "False", "False", "None", "False"]
    assert not log.exists()


def test_a_browser_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'demo'\nversion = '0'\n", "utf-8")
    web = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
    with terminal(["-m", "keydex"], tmp_path, web) as screen:
        assert screen.end() == 2
    said = screen.seen.decode()
    assert "keydex: a browser would show your keyring to whoever opens the page" in said


async def test_a_username_that_is_the_secret_is_masked() -> None:
    from tests.ui.worlds import PYPROJECT, TOKEN, billing

    pyproject = PYPROJECT.replace("__token__", TOKEN)
    async with app(billing(pyproject)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screens = [shown(pilot)]
        for keys in (("down", "down"), ("enter",), ("L",)):
            await press(pilot, *keys)
            screens.append(shown(pilot))
        await press(pilot, "escape", "escape")
        for key in ("s", "d", "u"):
            await pilot.press(key)
            await pilot.pause(0.2)
            screens.append(shown(pilot))
            await press(pilot, "escape")
        assert "****" in screens[0]
        assert not [each for each in screens if TOKEN in each]
