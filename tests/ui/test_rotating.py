"""Rotation day in the app: six keys and one paste, or everything as it was."""

from dataclasses import replace

import pytest
from textual import events
from textual.pilot import Pilot

from keydex.model import State
from keydex.ui.app import Keydex
from keydex.ui.widgets.box import Box
from keydex.ui.widgets.secret_input import SecretInput
from keydex.workflows.rotating import rotated
from tests.entries import Entries
from tests.ui.pilots import dialog, main, press, settle, shown, until
from tests.ui.worlds import GITLAB, PASSWORDS, TOKEN, keydex, session
from tests.workflows.rotations import NEW as NEW_ONE
from tests.workflows.rotations import Fate, Killed, MortalJournal, world

NEW = "glpat-battery-horse-correct"
ML = {(f"https://{GITLAB}", "__token__"), ("gitlab.acme.example", "__token__")}


def made(entries: Entries, journal: MortalJournal) -> Keydex:
    """Make the app, with a journal in memory and a browser that opens anything."""
    one = session(entries=entries)
    app = keydex(replace(one, journal=lambda _: journal, browse=lambda _: True))
    app.animation_level, app.theme = "none", "textual-dark"
    return app


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste a text, wherever the cursor is."""
    pilot.app.screen.post_message(events.Paste(text))
    await pilot.pause()


async def opened(pilot: Pilot[None]) -> None:
    """Open the dialog for the index that two entries serve."""
    await settle(pilot)
    await press(pilot, "down", "down")
    await pilot.press("R")
    await until(pilot, lambda: "not reached: CI" in dialog(pilot))


@pytest.fixture
def entries() -> Entries:
    return Entries(dict(PASSWORDS))


@pytest.fixture
def journal() -> MortalJournal:
    return world(1).journal()


async def test_what_holds_the_secret_is_shown(entries: Entries, journal: MortalJournal) -> None:
    async with made(entries, journal).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        assert f"[x] https://{GITLAB} as __token__, found by uv" in dialog(pilot)
        assert "[x] gitlab.acme.example as __token__, found by uv and pip" in dialog(pilot)
        assert "2 entries · ml · uv and pip" in dialog(pilot)
        await press(pilot, "escape")
        assert entries.stored == []


async def test_a_paste_and_few_keys_write_it_everywhere(
    entries: Entries, journal: MortalJournal
) -> None:
    async with made(entries, journal).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        pilot.app.screen.query_one("#first", Box).value = False
        await paste(pilot, NEW)
        await pilot.press("enter")
        await until(pilot, lambda: not pilot.app.screen.query_one("#write").disabled)
        pilot.app.screen.query_one("#first", Box).value = False
        await pilot.press("enter")
        await until(pilot, lambda: "Done" in dialog(pilot))
        assert "✓ uv finds it for ml" in dialog(pilot)
        assert {entries.passwords[each] for each in ML} == {NEW}
        assert not any(name[0].startswith("keydex-rotation") for name in entries.passwords)
        assert journal.read() is None
        await press(pilot, "enter")
        assert NEW not in repr(list(main(pilot).foot.events))


async def test_the_old_one_again_is_refused(entries: Entries, journal: MortalJournal) -> None:
    async with made(entries, journal).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await paste(pilot, TOKEN)
        await pilot.press("enter")
        await until(pilot, lambda: "the new secret is the old one" in dialog(pilot))
        assert pilot.app.screen.query_one("#write").disabled


async def test_what_is_left_out_is_not_written(entries: Entries, journal: MortalJournal) -> None:
    async with made(entries, journal).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("shift+tab", "space")
        await until(pilot, lambda: "1 entry · ml" in dialog(pilot))
        await pilot.press("down", "space")
        await until(pilot, lambda: "✗ nothing is ticked." in dialog(pilot))
        assert pilot.app.screen.query_one("SecretInput").disabled
        await pilot.press("space")
        await until(pilot, lambda: "1 entry · ml" in dialog(pilot))


async def test_a_typed_secret_goes_into_the_field_and_enter_unticks_nothing(
    entries: Entries, journal: MortalJournal
) -> None:
    async with made(entries, journal).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: isinstance(pilot.app.focused, SecretInput))
        await pilot.press("q", "space", "o", "shift+tab", "enter")
        await until(pilot, lambda: isinstance(pilot.app.focused, SecretInput))
        assert pilot.app.screen.query_one(SecretInput).value == "q o"
        assert "2 entries · ml · uv and pip" in dialog(pilot)


async def test_an_index_that_gives_no_answer_keeps_all_and_that_is_seen(
    entries: Entries, journal: MortalJournal
) -> None:
    async with made(entries, journal).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await paste(pilot, NEW)
        await pilot.press("enter")
        await until(pilot, lambda: "can't be asked, so nothing is changed" in dialog(pilot))
        assert "→ rotate unverified with --no-verify" in dialog(pilot)
        assert entries.stored == []


async def test_a_keyring_that_refuses_is_told(entries: Entries, journal: MortalJournal) -> None:
    async with made(entries, journal).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        pilot.app.screen.query_one("#first", Box).value = False
        await paste(pilot, NEW)
        await pilot.press("enter")
        await until(pilot, lambda: not pilot.app.screen.query_one("#write").disabled)
        entries.state = State.LOCKED
        await pilot.press("enter")
        await until(pilot, lambda: "the keyring gives no answer" in dialog(pilot))
        assert journal.read() is None
        await press(pilot, "enter")


async def test_an_unfinished_rotation_is_finished_or_undone() -> None:
    for key, word in (("enter", "new"), ("tab", "old")):
        one = world(2)
        (ring,) = one.rings.values()
        with pytest.raises(Killed):
            list(rotated(one.plan(), NEW_ONE, one.bench(Fate(6, "half")), verify=False))
        async with made(ring, one.journal()).run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await pilot.press("R")
            await until(pilot, lambda: "A rotation was not finished" in shown(pilot))
            assert "2 entries" in dialog(pilot)
            await pilot.press(*([key] if key == "enter" else [key, "enter"]))
            await until(pilot, lambda: "Done" in dialog(pilot))
            assert {each.split("-")[0] for each in ring.passwords.values()} == {word}
            assert one.journal().read() is None
            await press(pilot, "enter")


async def test_where_only_what_was_put_aside_is_left_nothing_is_put_back() -> None:
    one = world(2)
    (ring,) = one.rings.values()
    with pytest.raises(Killed):
        # Two are put aside and two written, each between two writes of the journal.
        list(rotated(one.plan(), NEW_ONE, one.bench(Fate(8, "before")), verify=False))
    async with made(ring, one.journal()).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("R")
        await until(pilot, lambda: "its entries stay as they are" in dialog(pilot))
        assert pilot.app.screen.query_one("#undo").disabled
        await pilot.press("enter")
        await until(pilot, lambda: "Done" in dialog(pilot))
        assert set(ring.passwords.values()) == {NEW_ONE.reveal()}
        assert one.journal().read() is None
        await press(pilot, "enter")
