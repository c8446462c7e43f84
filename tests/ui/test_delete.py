"""Deleting: lists the entries first, keeps them by default, and looks that they are gone."""

from textual.widgets import Button

from keydex.model import State
from tests.entries import Entries
from tests.ui.pilots import dialog, is_alone, line, press, settle, shown, until
from tests.ui.worlds import AZURE, GITLAB, PASSWORDS, app


async def test_what_would_be_deleted_is_listed_and_enter_keeps_it() -> None:
    entries = Entries(dict(PASSWORDS))
    async with app(entries=entries).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down")
        await pilot.press("d")
        await until(pilot, lambda: "Delete entries of ml" in shown(pilot))
        assert f"https://{GITLAB} as __token__, found by uv" in dialog(pilot)
        assert "[x] gitlab.acme.example as __token__, found by uv and pip" in dialog(pilot)
        await press(pilot, "enter")
        assert not entries.deleted


async def test_what_is_deleted_is_gone_and_asked_for_again() -> None:
    entries = Entries(dict(PASSWORDS))
    async with app(entries=entries).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down")
        await pilot.press("d")
        await until(pilot, lambda: "Delete entries of ml" in shown(pilot))
        await pilot.press("shift+tab", "enter")
        await until(pilot, lambda: "Done" in shown(pilot))
        assert f"✓ deleted https://{GITLAB} as __token__" in dialog(pilot)
        await press(pilot, "enter")
        assert set(entries.deleted) == {
            (f"https://{GITLAB}", "__token__"),
            ("gitlab.acme.example", "__token__"),
        }
        assert line(pilot, "ml") == "ml GitLab __token__ ○ missing ○ missing"
        assert "2 written" in shown(pilot)


async def test_an_entry_that_can_not_be_deleted_does_not_keep_the_others() -> None:
    entries = Entries(dict(PASSWORDS))
    async with app(entries=entries).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await until(pilot, lambda: "Delete entries of core" in shown(pilot))
        entries.state = State.LOCKED
        await pilot.press("shift+tab", "enter")
        await until(pilot, lambda: "Done" in shown(pilot))
        assert f"✗ delete https://{AZURE}/ as VssSessionToken" in dialog(pilot)
        assert "so says the test" in dialog(pilot)
        await press(pilot, "escape")
        assert "nothing written" in shown(pilot)


async def test_nothing_is_deleted_where_a_question_gets_no_answer() -> None:
    entries = Entries(dict(PASSWORDS), state=State.LOCKED)
    async with app(entries=entries).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "up")
        await pilot.press("d")
        await until(pilot, lambda: "gives no answer, so nothing is deleted" in dialog(pilot))
        assert "→ unlock it and try again" in dialog(pilot)
        assert "Delete " not in shown(pilot).split("unlock it")[1]
        await press(pilot, "enter")
        assert is_alone(pilot)


async def test_without_an_entry_there_is_nothing_to_delete() -> None:
    async with app(entries=Entries()).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await until(pilot, lambda: "There is no entry to delete." in shown(pilot))
        await press(pilot, "escape")


async def test_enter_on_a_question_opens_its_entry_alone() -> None:
    async with app().run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down", "enter", "down")
        await pilot.press("enter")
        await until(pilot, lambda: "Delete entries of ml" in shown(pilot))
        assert "[x] gitlab.acme.example as __token__, found by uv and pip" in dialog(pilot)
        assert f"https://{GITLAB}" not in dialog(pilot)
        await press(pilot, "escape")
        assert "billing-api / ml" in shown(pilot)


async def test_what_no_tool_finds_is_listed_and_deleted_where_it_is_chosen() -> None:
    entries = Entries({**PASSWORDS, (f"https://{GITLAB}/old", "bob"): "old"})
    async with app(entries=entries).run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down", "enter")
        await pilot.press("d")
        await until(pilot, lambda: "Delete 2 entries" in shown(pilot))
        assert f"[ ] https://{GITLAB}/old as bob, no tool finds it here" in dialog(pilot)
        await pilot.press("shift+tab", "shift+tab", "space", "down", "space", "down", "space")
        await until(pilot, lambda: "Delete 1 entry" in shown(pilot))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "Done" in shown(pilot))
        await press(pilot, "enter")
        assert entries.deleted == [(f"https://{GITLAB}/old", "bob")]
        assert "old" not in shown(pilot)


async def test_with_nothing_chosen_nothing_can_be_deleted() -> None:
    async with app().run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down", "enter", "down")
        await pilot.press("enter")
        await until(pilot, lambda: "Delete 1 entry" in shown(pilot))
        await pilot.press("shift+tab", "shift+tab", "space")
        await until(pilot, lambda: "Delete 0 entries" in shown(pilot))
        assert pilot.app.screen.query_one("#delete", Button).disabled
