"""Storing: says what it will write, tries it, writes it, reads it back, asks and tests again."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

from textual import events
from textual.pilot import Pilot

from keydex.model import Credential, State
from keydex.survey import Survey
from keydex.ui.session import Session
from keydex.ui.widgets.box import Box
from keydex.ui.widgets.secret_input import SecretInput
from tests.entries import Entries
from tests.hosts.jwts import jwt
from tests.server import public
from tests.ui.pilots import (
    PATIENCE,
    dialog,
    enter,
    is_alone,
    line,
    main,
    press,
    settle,
    shown,
    until,
    words,
)
from tests.ui.served import RIGHT, USER, project
from tests.ui.worlds import AZURE, PROMPTS, PYPROJECT, app, billing, keydex, session

OLD = {"{url}/core/simple/": "an old password"}


async def test_a_new_credential_is_tried_written_and_proven(tmp_path: Path) -> None:
    with project(tmp_path, OLD) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "Store a credential for core" in shown(pilot))
            entry = f"entry {given.service} as {USER}, for uv"
            assert entry in dialog(pilot)
            await until(pilot, lambda: "⏎ Store esc Cancel" in words(pilot))
            enter(pilot, RIGHT)
            await pilot.press("enter")
            await until(pilot, lambda: "⏎ Done esc Cancel" in words(pilot))
            assert "written and read back" in dialog(pilot)
            assert "nothing written" not in shown(pilot)
            accepts = "✓ the index accepts it: 401 without the credential, 200 with it"
            assert accepts in dialog(pilot)
            assert f"✓ stored {given.service} as {USER}" in dialog(pilot)
            assert given.entries.passwords[given.service, USER] == RIGHT
            await press(pilot, "enter")
            assert line(pilot, "core").endswith("ci-bot ✓ works")
            assert line(pilot, "The private") == "The private index works."
            assert "1 written" in shown(pilot)


async def test_a_refused_password_replaces_nothing(tmp_path: Path) -> None:
    with project(tmp_path, OLD) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            enter(pilot, "wrong")
            await pilot.press("enter")
            await until(pilot, lambda: "✗ the index refuses it" in shown(pilot))
            assert "so nothing is stored: 401 with the credential" in dialog(pilot)
            assert not given.entries.stored
            enter(pilot, RIGHT)
            await pilot.press("enter")
            await until(pilot, lambda: "written and read back" in shown(pilot))
            assert given.entries.passwords[given.service, USER] == RIGHT


class Slow(Entries):
    """A keyring that takes its time to write, until it is told to go on."""

    goes_on = Event()

    def store(self, service: str, credential: Credential) -> None:
        self.goes_on.wait(PATIENCE)
        super().store(service, credential)


async def test_a_second_enter_does_not_break_off_what_is_written(tmp_path: Path) -> None:
    with project(tmp_path, keyring=Slow()) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            paste(pilot, RIGHT)
            await pilot.press("enter")
            await until(pilot, lambda: "writing" in shown(pilot))
            await pilot.press("enter")
            Slow.goes_on.set()
            await until(pilot, lambda: "written and read back" in shown(pilot))
            assert "nothing is stored" not in shown(pilot)
            assert given.entries.passwords[given.service, USER] == RIGHT


PASTES = {
    "": "✗ the secret is empty, so nothing is stored.",
    " x": "✗ the secret begins or ends with white space, so nothing is stored.",
    "a\nb\n": "✗ the secret holds a line break or a control character",
    "a\x00b": "✗ the secret holds a line break or a control character",
}


async def test_a_paste_is_checked(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            for pasted, sentence in PASTES.items():
                paste(pilot, pasted)
                await pilot.press("enter")
                await until(pilot, partial(_says, pilot, sentence))
            assert not given.server.requests
            assert not given.entries.stored


async def test_the_last_line_end_of_a_paste_is_no_part_of_it(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            paste(pilot, f"{RIGHT}\r\n")
            await pilot.press("enter")
            await until(pilot, lambda: "written and read back" in shown(pilot))
            assert given.entries.passwords[given.service, USER] == RIGHT


async def test_a_doubt_is_told_beside_what_the_index_says(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            paste(pilot, USER)
            await pilot.press("enter")
            await until(pilot, lambda: "✗ the index refuses it" in shown(pilot))
            assert "! The secret is the same as the username." in dialog(pilot)
            assert not given.entries.stored


async def test_the_end_of_a_token_is_told(tmp_path: Path) -> None:
    with project(tmp_path, site=public) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            paste(pilot, jwt(exp="2086-01-01T00:00:00"))
            await pilot.press("enter")
            await until(pilot, lambda: "written and read back" in shown(pilot))
            assert "It expires on 2086-01-01." in dialog(pilot)


async def test_tools_are_chosen_and_the_entries_follow() -> None:
    async with app().run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down")
        await pilot.press("s")
        await until(pilot, lambda: "[x] uv" in dialog(pilot))
        assert "as __token__, for uv" in dialog(pilot)
        assert "as __token__, for pip" in dialog(pilot)
        pilot.app.screen.query("Box").first(Box).focus()
        await pilot.pause()
        await pilot.press("space")
        await until(pilot, lambda: "[ ] uv [x] pip" in dialog(pilot))
        await until(pilot, lambda: "for uv" not in dialog(pilot))
        assert "as __token__, for pip" in dialog(pilot)
        await pilot.press("tab", "space")
        await until(pilot, lambda: "✗ no tool is chosen that asks for an entry." in dialog(pilot))
        assert "as __token__" not in dialog(pilot)


async def test_a_login_is_written_to_the_netrc_file_where_that_is_chosen(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        async with given.app.run_test(size=(100, 40)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            pilot.app.screen.query_one("#plain", Box).focus()
            await pilot.press("space")
            await until(pilot, lambda: "file logins" in dialog(pilot))
            assert "plain text that only you can read, one login a host" in dialog(pilot)
            assert "login 127.0.0.1 as ci-bot, for uv" in dialog(pilot)
            pilot.app.screen.query_one(SecretInput).focus()
            await pilot.pause()
            enter(pilot, RIGHT)
            await pilot.press("enter")
            await until(pilot, lambda: "✓ login for 127.0.0.1" in dialog(pilot))
            await press(pilot, "enter")
            await until(pilot, lambda: "✓ works" in shown(pilot))
        assert given.netrc.read_text() == f"machine 127.0.0.1 login ci-bot password {RIGHT}\n"
        assert given.netrc.stat().st_mode & 0o777 == 0o600
        assert not given.entries.stored


async def test_what_was_stored_is_asked_for_again_where_asking_may_prompt_too(
    tmp_path: Path,
) -> None:
    with project(tmp_path, store=PROMPTS) as given:
        async with given.app.run_test(size=(100, 40)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            enter(pilot, RIGHT)
            await pilot.press("enter")
            await until(pilot, lambda: "written and read back" in shown(pilot))
            await press(pilot, "enter")
            await until(pilot, lambda: "✓ works" in shown(pilot))


async def test_no_garbage_is_written_to_the_netrc_file(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        async with given.app.run_test(size=(100, 40)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            pilot.app.screen.query_one("#plain", Box).value = True
            await until(pilot, lambda: "file logins" in dialog(pilot))
            pilot.app.screen.query_one(SecretInput).focus()
            await pilot.pause()
            paste(pilot, "")
            await pilot.press("enter")
            await until(pilot, lambda: "✗ the secret is empty" in dialog(pilot))
        assert not given.netrc.exists()


def _says(pilot: Pilot[None], sentence: str) -> bool:
    return sentence in dialog(pilot)


def paste(pilot: Pilot[None], text: str) -> None:
    """Paste a text as a terminal does."""
    assert pilot.app.focused
    pilot.app.focused.post_message(events.Paste(text))


async def test_an_index_that_is_down_needs_a_box_unticked(tmp_path: Path) -> None:
    with project(tmp_path) as given:
        pass  # The server has gone.
    async with given.app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await until(pilot, lambda: "entry" in shown(pilot))
        await pilot.press("x", "enter")
        await until(pilot, lambda: "✗ the index can't be asked" in shown(pilot))
        assert "→ untick the box to store it without asking the index" in dialog(pilot)
        assert not given.entries.stored
        await pilot.press("tab", "space", "shift+tab", "x", "enter")
        await until(pilot, lambda: "written and read back" in shown(pilot))
        assert given.entries.stored == [(given.service, USER)]


async def test_an_open_index_proves_nothing_and_says_so(tmp_path: Path) -> None:
    with project(tmp_path, site=public) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            await pilot.press("x", "enter")
            await until(pilot, lambda: "written and read back" in shown(pilot))
            assert "? anyone may read it, so that nothing proves" in dialog(pilot)


async def test_escape_stops_asking_an_index_that_is_silent(tmp_path: Path) -> None:
    async def silent() -> AsyncIterator[bytes]:
        await asyncio.sleep(5)
        yield b""

    with project(tmp_path, site=lambda _: silent()) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            await pilot.press("x", "enter")
            await until(pilot, lambda: "asking the index …" in shown(pilot))
            await pilot.press("escape")
            await until(pilot, lambda: "Stopped; nothing is stored." in shown(pilot))
            await press(pilot, "escape")
            assert is_alone(pilot)
            assert not given.entries.stored


async def test_a_keyring_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    with project(tmp_path, OLD) as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "entry" in shown(pilot))
            given.entries.state = State.LOCKED
            enter(pilot, RIGHT)
            await pilot.press("enter")
            await until(pilot, lambda: "✗ store" in shown(pilot))
            assert "the keyring gives no answer: so says the test" in dialog(pilot)
            assert "→ unlock it and try again" in dialog(pilot)
            await press(pilot, "escape")
            assert given.entries.passwords == {(given.service, USER): "an old password"}
            assert "nothing written" in shown(pilot)


async def test_a_username_is_asked_for_where_the_tool_leaves_it_open(tmp_path: Path) -> None:
    with project(tmp_path, user=None, more='authenticate = "always"\n') as given:
        async with given.app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "nobody says whose it is" in shown(pilot))
            assert "→ type the username" in dialog(pilot)
            enter(pilot, USER)
            await pilot.press("enter")
            await until(pilot, lambda: f"as {USER}" in shown(pilot))
            enter(pilot, RIGHT)
            await pilot.press("enter")
            await until(pilot, lambda: "written and read back" in shown(pilot))
            assert given.entries.stored == [(given.service, USER)]


async def test_an_index_that_no_entry_serves_says_why() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down")
        await pilot.press("s")
        await until(pilot, lambda: "✗ no entry serves" in shown(pilot))
        reason = "uv asks no keyring for vendor: its URL has no username."
        assert reason in dialog(pilot)
        assert "→ put a username into the URL" in dialog(pilot)
        await pilot.press("x", "enter", "escape")
        await settle(pilot)
        assert is_alone(pilot)


class HostsOnly(Session):
    """A release that asks for nothing but the host."""

    def read(self, words: Sequence[str] = ()) -> Survey:
        return Session.read(self, words).mapped(
            lambda _, report: replace(report, lookups=report.lookups[-1:])
        )


async def test_an_entry_that_another_index_shares_says_so() -> None:
    pip = (
        "[global]\nkeyring-provider = subprocess\n"
        "extra-index-url = https://u@h.example/one https://u@h.example/two\n"
    )
    plain = session(billing("", pip), Entries())
    given = HostsOnly(plain.environment, means=plain.means)
    async with keydex(given).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await until(pilot, lambda: "Store a credential" in shown(pilot))
        assert "entry h.example as u, for pip" in dialog(pilot)
        also = "! every index on that host gets it, also https://h.example/two"
        assert also in dialog(pilot)
        await press(pilot, "escape")


async def test_the_first_mend_is_a_key_away() -> None:
    async with app(entries=Entries()).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down")
        assert line(pilot, "1 ").endswith("1 entry, 1 paste")
        await pilot.press("1")
        await until(pilot, lambda: "Store a credential for ml" in shown(pilot))
        assert "as __token__, for uv and pip" in dialog(pilot)
        assert "into ~/.local/bin/keyring" in dialog(pilot)
        await press(pilot, "escape")
        assert main(pilot).foot.is_busy is False


async def test_a_tool_that_no_entry_serves_is_named() -> None:
    pyproject = PYPROJECT.replace("VssSessionToken@", "")
    async with app(billing(pyproject), Entries()).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await until(pilot, lambda: "Store a credential for core" in shown(pilot))
        assert f"entry https://{AZURE}/ as VssSessionToken, for pip" in dialog(pilot)
        assert "– not for uv: uv asks no keyring for core" in dialog(pilot)
        await press(pilot, "escape")
