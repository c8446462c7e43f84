"""The username: the diff first, then the file; every other byte stays."""

import asyncio
from pathlib import Path

from tests.ui.pilots import dialog, enter, line, press, settle, shown, until
from tests.ui.served import RIGHT, USER, project
from tests.ui.worlds import AZURE, PIP, PROJECT, PYPROJECT, app, billing


async def test_the_diff_is_shown_while_typing_and_then_written(tmp_path: Path) -> None:
    passwords = {"{url}/core/simple/": RIGHT}
    with project(tmp_path, passwords, user=None) as given:
        before = given.file.read_bytes()
        async with given.app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            assert line(pilot, "core") == "core none – asks nothing"
            await pilot.press("u")
            await until(pilot, lambda: "Username of core" in shown(pilot))
            enter(pilot, USER)
            url = given.server.url.replace("://", f"://{USER}@")
            await until(pilot, lambda: f'+url = "{url}/core/simple/"' in dialog(pilot))
            assert f'-url = "{given.server.url}/core/simple/"' in dialog(pilot)
            assert given.file.read_bytes() == before
            await pilot.press("enter")
            await until(pilot, lambda: getattr(pilot.app.focused, "id", "") == "write")
            await pilot.press("enter")
            await until(pilot, lambda: "Done" in shown(pilot))
            assert f"✓ username {USER}" in dialog(pilot)
            await press(pilot, "enter")
            after = before.replace(given.server.url.encode(), url.encode())
            assert given.file.read_bytes() == after
            assert line(pilot, "core") == "core ci-bot ● stored"


async def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    with project(tmp_path, user=None) as given:
        async with given.app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await pilot.press("u")
            await until(pilot, lambda: "Username of core" in shown(pilot))
            await pilot.press("x")
            await until(pilot, lambda: "+url" in dialog(pilot))
            other = given.file.read_bytes() + b"# another hand\n"
            await asyncio.to_thread(given.file.write_bytes, other)
            await pilot.press("enter")
            await pilot.pause(0.1)
            await pilot.press("enter")
            await until(pilot, lambda: "✗ " in dialog(pilot))
            assert "changed" in dialog(pilot).split("✗ ")[1]
            await press(pilot, "escape")
            assert given.file.read_bytes() == other
            assert "nothing written" in shown(pilot) or "keyring call" not in shown(pilot)


async def test_a_file_that_is_gone_meanwhile_is_named(tmp_path: Path) -> None:
    with project(tmp_path, user=None) as given:
        async with given.app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await pilot.press("u")
            await until(pilot, lambda: "Username of core" in shown(pilot))
            await asyncio.to_thread(given.file.unlink)
            await pilot.press("x")
            await until(pilot, lambda: "✗ " in dialog(pilot))
            assert "can'tbereadanymore" in "".join(dialog(pilot).split())
            await press(pilot, "escape")


async def test_an_empty_field_takes_the_name_away(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        async with given.app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await pilot.press("u")
            await until(pilot, lambda: "Nothing is to be changed." in dialog(pilot))
            await pilot.press("ctrl+u")
            await until(pilot, lambda: f'+url = "{given.server.url}' in dialog(pilot))
            await press(pilot, "escape")
            assert f"{USER}@" in given.file.read_text()


async def test_the_name_that_the_kind_of_host_wants_is_offered() -> None:
    pyproject = PYPROJECT.replace("VssSessionToken@", "")
    pip = PIP.replace("VssSessionToken@", "")
    async with app(billing(pyproject, pip)).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert line(pilot, "1 ") == "1 Put VssSessionToken into the URL 1 edit"
        await pilot.press("1")
        await until(pilot, lambda: f'+url = "https://VssSessionToken@{AZURE}"' in dialog(pilot))
        await press(pilot, "escape")


async def test_which_files_are_meant_can_be_chosen() -> None:
    async with app().run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("u")
        await until(pilot, lambda: "Username of core" in shown(pilot))
        await pilot.press("2")
        await until(pilot, lambda: "pip.conf" in dialog(pilot) and "pyproject" in dialog(pilot))
        await pilot.press("tab", "space")
        await until(pilot, lambda: f"{PROJECT}/pyproject.toml" not in dialog(pilot))
        assert "pip.conf" in dialog(pilot)
        await pilot.press("tab", "space")
        await until(pilot, lambda: "✗ no file is chosen." in dialog(pilot))
        await press(pilot, "escape")


async def test_nothing_is_changed_while_a_file_can_not_be_read() -> None:
    pyproject = PYPROJECT + "[[broken\n"
    async with app(billing(pyproject)).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("u")
        await until(pilot, lambda: "it is not valid TOML" in dialog(pilot))
        await press(pilot, "escape")


async def test_an_index_of_no_file_says_what_to_do_instead() -> None:
    environment = billing(
        "[project]\nname = 'demo'\nversion = '0'\n", "", {"UV_INDEX": f"core=https://{AZURE}"}
    )
    async with app(environment).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("u")
        await until(pilot, lambda: f"✗ https://{AZURE} is not declared in" in dialog(pilot))
        assert "set UV_INDEX_CORE_USERNAME" in dialog(pilot)
        await press(pilot, "escape")
