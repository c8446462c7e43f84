"""Undo in the app: the last write of the session first, the diff before."""

import asyncio
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.ui.pilots import dialog, enter, for_everyone, press, settle, shown, until, write_it
from tests.ui.served import USER, project


async def written(pilot: Pilot[Any], name: str) -> None:
    """Write a username for everyone."""
    await pilot.press("u")
    await until(pilot, lambda: "Username of core" in shown(pilot))
    await pilot.press("ctrl+u")
    enter(pilot, name)
    await for_everyone(pilot)
    await write_it(pilot)
    await until(pilot, lambda: f"✓ username {name}" in dialog(pilot))
    await press(pilot, "enter")


async def undone(pilot: Pilot[Any], line: str) -> None:
    """Undo the last write, which leads back to a line."""
    await pilot.press("z")
    await until(pilot, lambda: "Undo what was written last" in shown(pilot))
    await until(pilot, lambda: line in dialog(pilot))
    await pilot.press("enter")
    await until(pilot, lambda: "✓ Undo: username" in dialog(pilot))
    await press(pilot, "enter")


async def test_one_write_after_another_is_undone(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        contents = [given.file.read_bytes()]
        async with given.app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            for name in ("alice", "bob"):
                await written(pilot, name)
                contents.append(given.file.read_bytes())
            assert f"bob@{given.server.url[7:]}" in given.file.read_text()
            await undone(pilot, '+url = "http://alice@')
            assert given.file.read_bytes() == contents[1]
            assert "core" in shown(pilot)
            await undone(pilot, f'+url = "http://{USER}@')
            assert given.file.read_bytes() == contents[0]
            await pilot.press("z")
            await until(pilot, lambda: "Nothing was written to a file in this" in dialog(pilot))
            await press(pilot, "escape")


async def test_what_another_hand_changed_is_left_alone(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        async with given.app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await written(pilot, "alice")
            other = given.file.read_bytes() + b"# another hand\n"
            await asyncio.to_thread(given.file.write_bytes, other)
            await pilot.press("z")
            await until(pilot, lambda: "✗ " in dialog(pilot))
            assert "itwaschangedsincekeydexwroteit" in "".join(dialog(pilot).split())
            assert pilot.app.screen.query_one("#write").disabled
            await press(pilot, "escape")
            assert given.file.read_bytes() == other


async def test_a_change_while_the_diff_is_shown_is_seen_too(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        async with given.app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await written(pilot, "alice")
            before = given.file.read_bytes()
            await pilot.press("z")
            await until(pilot, lambda: f'+url = "http://{USER}@' in dialog(pilot))
            await asyncio.to_thread(given.file.write_bytes, before + b"#")
            await pilot.press("enter")
            await until(pilot, lambda: "✗ " in dialog(pilot))
            await press(pilot, "escape")
            assert given.file.read_bytes() == before + b"#"
            await asyncio.to_thread(given.file.write_bytes, before)
            await undone(pilot, f'+url = "http://{USER}@')
            assert f"{USER}@" in given.file.read_text()
