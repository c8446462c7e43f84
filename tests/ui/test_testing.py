"""`t`: the index is asked without and with what each tool would send."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

from keydex.errors import KeyringError
from keydex.keyrings import Store
from tests.server import Site, answer, private, public
from tests.ui.pilots import line, press, settle, shown, until
from tests.ui.served import RIGHT, USER, project
from tests.ui.worlds import PROMPTS, Described, keydex, session

ENTRY = "{url}/core/simple/"


async def test_what_the_indexes_say(tmp_path: Path) -> None:
    said = {
        "core": "✓ works",
        "old": "✗ refused",
        "barred": "✗ not allowed",
        "empty": "○ missing",
        "open": "✓ public",
        "gone": "? can't tell",
    }
    sites: dict[str, Site] = {
        "old": private({USER: RIGHT}),
        "barred": private({USER: RIGHT}, refused=403),
        "empty": private({USER: RIGHT}),
        "open": public,
        "gone": lambda _: answer(404),
    }
    passwords = {
        ENTRY: RIGHT,
        "{url}/old/simple/": "old",
        "{url}/barred/simple/": "old",
        "{url}/gone/simple/": RIGHT,
    }
    with project(tmp_path, passwords, sites=sites) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            assert not given.server.requests
            await press(pilot, "t")
            for name, state in said.items():
                assert line(pilot, f"{name} ci-bot") == f"{name} ci-bot {state}"
            assert line(pilot, "4 of 5").startswith("4 of 5 private indexes need you.")
            assert " ▸  old" in shown(pilot)
            assert "tested 14:02" in shown(pilot)


async def test_an_index_that_is_down_gives_no_answer(tmp_path: Path) -> None:
    with project(tmp_path, {ENTRY: RIGHT}) as given:
        pass
    async with given.app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        assert line(pilot, "core ci-bot") == "core ci-bot ! no answer"


async def test_what_was_proven_counts_until_something_else_would_be_sent(tmp_path: Path) -> None:
    with project(tmp_path, {ENTRY: RIGHT}) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await press(pilot, "t", "a")
            assert line(pilot, "core ci-bot") == "core ci-bot ✓ works"
            given.entries.passwords[given.service, USER] = "another"
            await press(pilot, "a")
            assert line(pilot, "core ci-bot") == "core ci-bot ● stored"


async def test_a_test_asks_what_may_prompt_only_once(tmp_path: Path) -> None:
    with project(tmp_path, {ENTRY: RIGHT}, store=PROMPTS) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            assert not given.entries.asked
            await press(pilot, "enter", "t")
            asked = len(given.entries.asked)
            assert asked
            await press(pilot, "t")
            assert len(given.entries.asked) == asked
            assert "✓ 401 without the credential, 200 with it" in shown(pilot)


async def test_escape_keeps_what_is_known_already(tmp_path: Path) -> None:
    async def silent() -> AsyncIterator[bytes]:
        await asyncio.sleep(5)
        yield b""

    with project(tmp_path, {ENTRY: RIGHT}, site=lambda _: silent()) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("t")
            await until(pilot, lambda: "asking the indexes …" in shown(pilot))
            await pilot.press("escape")
            await settle(pilot)
            assert line(pilot, "core ci-bot") == "core ci-bot ● stored"
            assert "L Log" in shown(pilot)


async def test_a_keyring_that_can_not_be_looked_at_says_why() -> None:
    class Broken(Described):
        def __call__(self, *words: object, **more: object) -> Store:
            raise KeyringError("can't look at the keyring's backend: it fails")

    given = replace(session(), means=replace(session().means, describe=Broken()))
    async with keydex(given).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert line(pilot, "store ") == "store can't look at the keyring's backend: it fails"
        assert line(pilot, "core Azure").endswith("· not asked · not asked")
