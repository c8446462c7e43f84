"""The username: the diff first, then the file; every other byte stays."""

import asyncio
from pathlib import Path

from textual.widgets import Input

from tests.ui.pilots import dialog, enter, for_everyone, line, press, settle, shown, until, write_it
from tests.ui.served import RIGHT, USER, project
from tests.ui.worlds import AZURE, PIP, PROJECT, PYPROJECT, app, billing


async def test_the_diff_is_shown_while_typing_and_then_written(tmp_path: Path) -> None:
    passwords = {"{url}/core/simple/": RIGHT}
    with project(tmp_path, passwords, user=None) as given:
        before, port = given.file.read_bytes(), given.server.url.rpartition(":")[2]
        async with given.app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            assert line(pilot, "core") == "core none – asks nothing"
            await pilot.press("u")
            await until(pilot, lambda: "Username of core" in shown(pilot))
            enter(pilot, USER)
            await for_everyone(pilot)
            url = given.server.url.replace("://", f"://{USER}@")
            await until(pilot, lambda: f'+url = "{url}/core/simple/"' in dialog(pilot))
            assert f'-url = "{given.server.url}/core/simple/"' in dialog(pilot)
            assert given.file.read_bytes() == before
            await until(pilot, lambda: f"127.0.0.1:{port} as {USER}" in dialog(pilot))
            await until(pilot, lambda: "uv: asks nothing (no username) → " in dialog(pilot))
            pilot.app.screen.query_one(Input).focus()
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
            await for_everyone(pilot)
            await until(pilot, lambda: "+url" in dialog(pilot))
            other = given.file.read_bytes() + b"# another hand\n"
            await asyncio.to_thread(given.file.write_bytes, other)
            await write_it(pilot)
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


async def test_a_name_of_ones_own_is_written_to_ones_own_files() -> None:
    async with app().run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("u")
        await until(pilot, lambda: "Username of core" in shown(pilot))
        await until(pilot, lambda: "This name is the same for everyone." in dialog(pilot))
        await pilot.press("2")
        await until(pilot, lambda: "others share pyproject.toml and this name" in dialog(pilot))
        await until(pilot, lambda: "pip.conf" in dialog(pilot))
        assert f"{PROJECT}/pyproject.toml" not in dialog(pilot)
        told = f"pip: asks https://{AZURE}/, pkgs.dev.azure.com as VssSessionToken → asks"
        await until(pilot, lambda: "".join(told.split()) in "".join(dialog(pilot).split()))
        await until(pilot, lambda: dialog(pilot).count("pkgs.dev.azure.com as 2 ") == 1)
        await for_everyone(pilot)
        await until(pilot, lambda: f"{PROJECT}/pyproject.toml" in dialog(pilot))
        await until(pilot, lambda: "pip.conf" in dialog(pilot))
        # What a person has chosen stays.
        pilot.app.screen.query_one(Input).focus()
        await pilot.press("3")
        await until(pilot, lambda: "https://23@" in dialog(pilot))
        assert f"{PROJECT}/pyproject.toml" in dialog(pilot)
        await press(pilot, "escape")


async def test_a_variable_is_named_where_no_file_is_ones_own(tmp_path: Path) -> None:
    with project(tmp_path, user=None) as given:
        async with given.app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await pilot.press("u")
            await until(pilot, lambda: "Username of core" in shown(pilot))
            await pilot.press("x")
            line = "→ Set this where your shell reads it: export UV_INDEX_CORE_USERNAME=x"
            await until(pilot, lambda: line in dialog(pilot))
            await until(pilot, lambda: "uv: asks nothing (no username) → asks" in dialog(pilot))
            assert pilot.app.screen.query_one("#write").disabled
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
