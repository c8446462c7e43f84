"""What stands in plain text is shown whole, then moves one after another; esc stops between two."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest
from textual.pilot import Pilot

from keydex.model import Credential, State
from tests.entries import Entries
from tests.server import private
from tests.ui.pilots import dialog, press, settle, shown, until, words
from tests.ui.served import LOGINS, RIGHT, USER, project

LOGIN = f"{USER}:{RIGHT}"
SECOND = {"other": private({USER: RIGHT})}
ASKS = "Move what stands in plain text"


async def opened(pilot: Pilot[Any]) -> None:
    """Open the dialog, and wait for its plan."""
    await settle(pilot)
    await pilot.press("p")
    await until(pilot, lambda: ASKS in shown(pilot))
    await until(pilot, lambda: "asking the keyrings" not in dialog(pilot))


async def test_all_of_it_is_shown_then_moves(tmp_path: Path) -> None:
    with project(tmp_path, user=LOGIN, sites=SECOND) as given:
        before = given.file.read_text()
        async with given.app.run_test(size=(120, 60)) as pilot:
            await opened(pilot)
            for name in ("core", "other"):
                assert f"pyproject.toml holds the password of {name}." in dialog(pilot)
                assert f"{given.server.url}/{name}/simple/" in dialog(pilot)
            assert f"{USER}:****@" in dialog(pilot)
            assert (given.file.read_text(), given.entries.stored) == (before, [])
            await pilot.press("enter")
            await until(pilot, lambda: "Done" in dialog(pilot))
            assert dialog(pilot).count("✓ stored") == 2
            assert dialog(pilot).count("✓ took the password out") == 2
            assert RIGHT not in shown(pilot)
            await press(pilot, "enter")
            assert "core" in shown(pilot)
        assert given.file.read_text() == before.replace(f":{RIGHT}@", "@")
        assert set(given.entries.passwords.values()) == {RIGHT}
        assert len(given.entries.passwords) == 2


async def test_what_another_secret_hid_comes_next(tmp_path: Path) -> None:
    netrc = tmp_path / LOGINS
    netrc.write_text(f"machine 127.0.0.1 login {USER} password {RIGHT}\n")
    with project(tmp_path, user=LOGIN) as given:
        async with given.app.run_test(size=(120, 60)) as pilot:
            await opened(pilot)
            assert "none is needed: each tool finds the same elsewhere" in dialog(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "logins holds the login of 127.0.0.1." in dialog(pilot))
            assert "curl, git, other projects" in dialog(pilot)
            assert netrc.read_text()
            move = pilot.app.screen.query_one("#move")
            await until(pilot, lambda: not move.disabled and move.has_focus)
            await until(pilot, lambda: not move.has_class("-active"))  # Else it is pressed still.
            await pilot.press("enter")
            await until(pilot, lambda: "Done" in dialog(pilot))
        assert (netrc.read_text(), RIGHT in given.file.read_text()) == ("", False)
        assert given.entries.passwords == {(given.service, USER): RIGHT}


@dataclass
class Slow(Entries):
    """A keyring that takes its time over what it is given first."""

    begun: Flag = field(default_factory=Flag)
    goes_on: Flag = field(default_factory=Flag)

    def store(self, service: str, credential: Credential) -> None:
        self.begun.set()
        assert self.goes_on.wait(20)
        super().store(service, credential)


async def test_esc_stops_between_two_moves(tmp_path: Path) -> None:
    keyring = Slow()
    with project(tmp_path, user=LOGIN, sites=SECOND, keyring=keyring) as given:
        before = given.file.read_text()
        async with given.app.run_test(size=(120, 60)) as pilot:
            await opened(pilot)
            await pilot.press("enter")
            await until(pilot, keyring.begun.is_set)
            await pilot.press("escape")
            await until(pilot, lambda: "stopping after this one" in dialog(pilot))
            keyring.goes_on.set()
            await until(pilot, lambda: "Stopped: what was moved" in dialog(pilot))
            assert dialog(pilot).count("✓ took the password out") == 1
            await press(pilot, "escape")
            assert ASKS not in shown(pilot)
        assert given.file.read_text() == before.replace(f":{RIGHT}@", "@", 1)
        assert keyring.stored == [(given.service, USER)]


@pytest.mark.parametrize("state", [State.LOCKED, State.FAILED, State.TIMED_OUT])
async def test_a_keyring_that_gives_no_answer_moves_nothing(tmp_path: Path, state: State) -> None:
    with project(tmp_path, user=LOGIN, keyring=Entries(state=state)) as given:
        before = given.file.read_text()
        async with given.app.run_test(size=(120, 60)) as pilot:
            await opened(pilot)
            assert "it can't be moved now: uv's keyring gives no answer" in dialog(pilot)
            await press(pilot, "enter")
            assert ASKS not in shown(pilot)
        assert given.file.read_text() == before


async def test_a_file_that_can_not_be_read_keeps_all_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "uv.toml").write_text("[[index]\n")
    (tmp_path / "requirements.txt").write_text(f"-i http://{LOGIN}@127.0.0.1:9/simple/\nb\n")
    with project(tmp_path, user=LOGIN) as given:
        async with given.app.run_test(size=(120, 60)) as pilot:
            await opened(pilot)
            assert "requirements.txt holds the password" in dialog(pilot)
            await until(pilot, lambda: "uv.toml:1: it is not valid TOML" in dialog(pilot))
            await press(pilot, "enter")
            assert ASKS not in shown(pilot)
        assert given.entries.stored == []


async def test_what_stays_says_why(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").write_text(f"registry = 'https://{LOGIN}@pkgs.example/'\n")
    with project(tmp_path) as given:
        async with given.app.run_test(size=(120, 60)) as pilot:
            await opened(pilot)
            assert "There is nothing to move." in dialog(pilot)
            assert "it stays: Take it out of uv.lock" in dialog(pilot)
            assert RIGHT not in shown(pilot)
            await press(pilot, "escape")
        assert RIGHT in (tmp_path / "uv.lock").read_text()
        assert given.entries.stored == []


async def test_a_small_screen_shows_it_piece_by_piece_and_what_came_of_it(tmp_path: Path) -> None:
    with project(tmp_path, user=LOGIN, sites=SECOND) as given:
        async with given.app.run_test(size=(80, 24)) as pilot:
            await opened(pilot)
            await until(pilot, lambda: "⏎ Cancel" in words(pilot))
            assert "pyproject.toml holds the password of core." in dialog(pilot)
            assert "Move Cancel" in dialog(pilot)
            assert "@@" not in dialog(pilot)
            await pilot.press("end", "shift+tab")
            await until(pilot, lambda: "⏎ Move" in words(pilot))
            assert dialog(pilot).count("@@") == 2 * 2
            await pilot.press("enter")
            await until(pilot, lambda: "⏎ Done" in words(pilot))
            assert dialog(pilot).count("✓ took the password out") == 2


async def test_it_is_there_where_the_findings_are(tmp_path: Path) -> None:
    with project(tmp_path, user=LOGIN) as given:
        async with given.app.run_test(size=(120, 60)) as pilot:
            await settle(pilot)
            await press(pilot, "f")
            await opened(pilot)
            await press(pilot, "escape")
            assert "KD001" in shown(pilot)
