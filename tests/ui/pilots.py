"""How tests drive the app, and what they see of it."""

import asyncio
import html
import re
import time
from collections.abc import Callable
from typing import Any

from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input, RadioButton
from textual.worker import WorkerState

from keydex.ui.screens.main import Main

TEXT = re.compile(r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>')
CELL = 12.2  # Units of a screenshot.
PATIENCE = 10.0  # Seconds.
TICK = 0.03


async def until(pilot: Pilot[Any], claim: Callable[[], bool]) -> None:
    """Wait until a claim holds; fail if it does not in time."""
    for _ in range(int(PATIENCE / TICK)):
        if claim():
            return
        await pilot.pause(TICK)
    raise AssertionError(f"it never came to be; the screen shows\n{shown(pilot)}")


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is going on any more; not while a dialog is open."""
    await pilot.pause()
    while busy(pilot):
        await until(pilot, lambda: not busy(pilot))
        await pilot.pause()


def busy(pilot: Pilot[Any]) -> bool:
    """Say whether any worker is at work."""
    states = {WorkerState.PENDING, WorkerState.RUNNING}
    return any(worker.state in states for worker in pilot.app.workers)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, one after another, and wait for what they do."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def enter(pilot: Pilot[Any], text: str) -> None:
    """Type a text at once where the cursor is."""
    field = pilot.app.focused
    assert isinstance(field, Input)
    field.insert_text_at_cursor(text)


async def for_everyone(pilot: Pilot[Any]) -> None:
    """Say of a username that it is for all who share the project."""
    await until(pilot, lambda: "For you alone" in dialog(pilot))
    pilot.app.screen.query_one("#project", RadioButton).value = True
    await until(pilot, lambda: "For everyone" in dialog(pilot))


async def write_it(pilot: Pilot[Any]) -> None:
    """Press the button that writes, once it can be pressed."""
    button = pilot.app.screen.query_one("#write")
    await until(pilot, lambda: not button.disabled)
    button.focus()
    await pilot.press("enter")


def is_alone(pilot: Pilot[Any]) -> bool:
    """Say whether no dialog is open."""
    return isinstance(pilot.app.screen, Main)


def main(pilot: Pilot[Any]) -> Main:
    """Return the main screen."""
    (found,) = (screen for screen in pilot.app.screen_stack if isinstance(screen, Main))
    return found


def shown(pilot: Pilot[Any]) -> str:
    """Return the text on the screen, line by line."""
    return drawn(pilot.app.export_screenshot())


def drawn(screenshot: str) -> str:
    """Return the text of a screenshot, line by line."""
    rows: dict[float, dict[int, str]] = {}
    for x, y, text in TEXT.findall(screenshot):
        plain = html.unescape(text).replace("\xa0", " ")
        rows.setdefault(float(y), {})[round(float(x) / CELL)] = plain
    return "\n".join(_line(rows[y]) for y in sorted(rows))


def words(pilot: Pilot[Any]) -> str:
    """Return the text on the screen as one line."""
    return " ".join(shown(pilot).split())


def _line(parts: dict[int, str]) -> str:
    line = ""
    for at in sorted(parts):
        line = line.ljust(at) + parts[at]
    return line.rstrip()


def line(pilot: Pilot[Any], start: str) -> str:
    """Return the first line on the screen that begins with a text, but for marks."""
    for each in shown(pilot).splitlines():
        found = " ".join(each.strip("│▸ ").split())
        if f"{found} ".startswith(start):
            return found
    raise AssertionError(f"no line begins with {start}\n{shown(pilot)}")


def dialog(pilot: Pilot[Any]) -> str:
    """Return the words of the dialog that is open, as one line."""
    rows = (each.split("│") for each in shown(pilot).splitlines() if each.count("│") > 1)
    return " ".join(" ".join(row[1] for row in rows).split())


async def handled(pilot: Pilot[Any], key: str) -> float:
    """Return how many seconds a key takes that moves the cursor; `press` itself takes longer."""
    main = pilot.app.screen
    assert isinstance(main, Main)
    row = main.body.indexes.table.cursor_row
    since = time.perf_counter()
    pilot.app.post_message(Key(key, None))
    while main.body.indexes.table.cursor_row == row:
        assert time.perf_counter() - since < PATIENCE
        await asyncio.sleep(0)
    return time.perf_counter() - since
