"""Every keyring is silent: the app waits as long as a person wants, and answers keys meanwhile."""

import asyncio
import time
from pathlib import Path

from keydex.environment import Environment, ThisMachine
from keydex.ui.session import Session
from tests.silent import silent
from tests.ui.pilots import busy, handled, press, settle, shown, until
from tests.ui.worlds import keydex

SOON = 0.1  # Seconds for a key.
KEYS = 40


async def test_keys_are_answered_while_every_keyring_is_silent(tmp_path: Path) -> None:
    person = silent(tmp_path)
    known = {"HOME": str(tmp_path / "home"), "PATH": str(tmp_path / "bin"), **person.variables}
    world = Environment(person.project, tmp_path / "home", known, "linux", ThisMachine())
    made = keydex(Session(world))
    made.animation_level = "none"
    async with made.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "questions are not asked yet" in shown(pilot)
        await pilot.press("a")
        await until(pilot, lambda: "asking the keyrings" in shown(pilot))
        took = [await handled(pilot, ("down", "up")[each % 2]) for each in range(KEYS)]
        assert sorted(took)[KEYS * 9 // 10] < SOON
        await asyncio.sleep(7)  # Longer than a command would wait.
        assert busy(pilot)
        assert "asking the keyrings … " in shown(pilot)
        since = time.monotonic()
        await press(pilot, "escape")
        assert time.monotonic() - since < 2
        assert "asking" not in shown(pilot).splitlines()[-2]
