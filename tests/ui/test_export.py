"""The app shows what a machine without a keyring is to have, and copies it; no value is in it."""

from pathlib import Path

from textual.widgets import RadioButton

from tests.ui.pilots import dialog, press, settle, shown, until
from tests.ui.served import LOGINS, RIGHT, USER, project

NAMES = ("UV_INDEX_CORE_USERNAME", "UV_INDEX_CORE_PASSWORD")


async def test_names_and_snippets_are_shown_and_copied(tmp_path: Path) -> None:
    (tmp_path / LOGINS).write_text(f"machine 127.0.0.1 login {USER} password {RIGHT}\n")
    with project(tmp_path) as given:
        async with given.app.run_test(size=(120, 50)) as pilot:
            await settle(pilot)
            await press(pilot, "e")
            await until(pilot, lambda: "# Dockerfile" in dialog(pilot))
            assert f"core: {' '.join(NAMES)}" in dialog(pilot)
            await pilot.press("y")
            assert "--mount=type=secret,id=UV_INDEX_CORE_PASSWORD" in pilot.app.clipboard
            for number, text in ((1, "gh secret set"), (2, f"{NAMES[1]} masked")):
                pilot.app.screen.query(RadioButton)[number].value = True
                await until(pilot, lambda: text in dialog(pilot))  # noqa: B023
                await pilot.press("y")
                assert NAMES[1] in pilot.app.clipboard
                assert RIGHT not in pilot.app.clipboard + shown(pilot)
            await press(pilot, "escape")
            assert "# " not in dialog(pilot)


async def test_where_nothing_is_private_it_says_so(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        given.file.write_text("[project]\nname = 'demo'\nversion = '0'\n")
        async with given.app.run_test(size=(120, 50)) as pilot:
            await settle(pilot)
            await press(pilot, "e")
            await until(pilot, lambda: "No private index is configured." in dialog(pilot))
            await pilot.press("y")
            assert pilot.app.clipboard == ""
