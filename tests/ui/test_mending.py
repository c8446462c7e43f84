"""One key from what is wrong to what mends it: each kind of fix, shown first, then applied."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event as Flag

import pytest

from keydex.environment import Environment
from keydex.errors import ConfigError, KeyringError
from keydex.findings import Finding, Fix, Kind, Severity, advice, edit, run, store, typed, unlock
from keydex.model import Access, Edit, Event, Log
from keydex.rules import Case, Needs
from keydex.secret import Secret
from keydex.ui.app import Keydex
from tests.entries import Entries
from tests.keyrings.places import runs
from tests.ui.pilots import (
    dialog,
    enter,
    for_everyone,
    is_alone,
    line,
    main,
    press,
    settle,
    shown,
    until,
    words,
    write_it,
)
from tests.ui.served import RIGHT, USER, Project, project
from tests.ui.worlds import AZURE, PASSWORDS, TOKEN, app, keydex, session

CORE = f"https://{AZURE}"


@dataclass
class Wrong:
    """Rules that find one thing, as long as a claim about the world holds."""

    fix: Fix
    holds: Callable[[Case], bool] = lambda _: True
    feed: str = ""

    def __call__(self, case: Case, needs: Needs) -> Iterator[Finding]:
        if self.holds(case):
            code, name = "KD900", "so-says-the-test"
            secrets = (Secret(TOKEN),)
            message, severity = "uv is kept out.", Severity.ERROR
            yield Finding(message, self.fix, code, name, severity, self.feed, secrets=secrets)


async def opened(pilot, *keys: str) -> None:  # type: ignore[no-untyped-def]
    """Go to the findings, and open the dialog that mends the first."""
    await settle(pilot)
    await press(pilot, "f")
    assert "KD900" in shown(pilot)
    await pilot.press(*(keys or ("enter",)))
    await until(pilot, lambda: "Mend KD900" in shown(pilot))


async def gone(pilot) -> None:  # type: ignore[no-untyped-def]
    """Leave the dialog, and see that the finding is gone."""
    await press(pilot, "enter")
    assert "Nothing is wrong." in shown(pilot)


class Written:
    """A fix that changes one word of the project's file, which holds a secret on that line."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.rules = Wrong(edit("Say good.", self.plan, "keydex fix KD900"), self.is_bad)

    def plan(self) -> tuple[Edit, ...]:
        try:
            before = self.file.read_bytes()
        except OSError:
            raise ConfigError("it can't be read any more", self.file) from None
        after = before.replace(b"bad", b"good")
        if before == after:
            return ()
        return (Edit(self.file, "say good", before, after, (Secret(TOKEN),)),)

    def is_bad(self, case: Case) -> bool:
        return b"bad" in case.environment.machine.read(self.file)


@dataclass
class Edited:
    project: Project
    file: Path
    app: Keydex


@pytest.fixture
def edited(tmp_path: Path) -> Iterator[Edited]:
    file = tmp_path / "note.toml"
    file.write_text(f"# first\nword = 'bad'  # {TOKEN}\n", "utf-8")
    with project(tmp_path, {"{url}/core/simple/": RIGHT}, rules=Written(file).rules) as given:
        yield Edited(given, file, given.app)


async def test_an_edit_is_shown_then_written_and_the_finding_is_gone(edited: Edited) -> None:
    async with edited.app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "f")
        await until(pilot, lambda: "+word = 'good'  # ****" in shown(pilot))
        await pilot.press("m")
        await until(pilot, lambda: "+word = 'good' # ****" in dialog(pilot))
        assert "-word = 'bad' # ****" in dialog(pilot)
        assert "first" not in dialog(pilot)
        assert TOKEN not in shown(pilot)
        assert "bad" in edited.file.read_text()
        await pilot.press("enter")
        await until(pilot, lambda: "Done" in dialog(pilot))
        assert "✓ say good" in dialog(pilot)
        assert "nothing written" not in shown(pilot)
        await gone(pilot)
        assert edited.file.read_text() == f"# first\nword = 'good'  # {TOKEN}\n"
        assert "1 written" in shown(pilot)


async def test_where_not_all_is_seen_enter_writes_nothing(edited: Edited) -> None:
    async with edited.app.run_test(size=(80, 12)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "Write Cancel" in dialog(pilot))
        await until(pilot, lambda: "⏎ Cancel" in words(pilot))
        await pilot.press("pagedown")
        await until(pilot, lambda: "+word = 'good' # ****" in dialog(pilot))
        assert "Write Cancel" in dialog(pilot)
        await press(pilot, "enter")
        assert is_alone(pilot)
        assert "bad" in edited.file.read_text()


async def test_escape_writes_nothing(edited: Edited) -> None:
    async with edited.app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "+word" in dialog(pilot))
        await press(pilot, "escape")
        assert "bad" in edited.file.read_text()
        assert "✗  KD900" in shown(pilot)
        assert "written" not in shown(pilot).replace("nothing written", "")


async def test_a_file_that_changed_meanwhile_is_left_alone(edited: Edited) -> None:
    async with edited.app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "+word" in dialog(pilot))
        await asyncio.to_thread(edited.file.write_text, "word = 'bad'\n", "utf-8")
        await pilot.press("enter")
        await until(pilot, lambda: "✗ " in dialog(pilot))
        assert "changed" in dialog(pilot)
        await press(pilot, "escape")
        assert edited.file.read_text() == "word = 'bad'\n"


async def test_what_can_not_be_planned_any_more_is_told(edited: Edited) -> None:
    async with edited.app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await asyncio.to_thread(edited.file.write_text, "word = 'good'\n", "utf-8")
        await press(pilot, "f")
        await pilot.press("enter")
        await until(pilot, lambda: "Nothing is to be changed any more." in dialog(pilot))
        await pilot.press("escape")
        await asyncio.to_thread(edited.file.unlink)
        await pilot.press("enter")
        await until(pilot, lambda: "can'tberead" in "".join(dialog(pilot).split()))
        await pilot.press("escape")


async def test_a_finding_whose_edit_can_not_be_planned_says_so_in_the_list(edited: Edited) -> None:
    async with edited.app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await asyncio.to_thread(edited.file.unlink)
        await pilot.press("f")
        await until(pilot, lambda: "it can't be read any more" in shown(pilot))


def made(folder: Path) -> Callable[[Case], bool]:
    """Claim that a file is not there yet."""
    return lambda case: not case.environment.machine.is_file(folder / "made")


def python(folder: Path, script: str) -> tuple[str, ...]:
    """Write a script, and return the words that run it."""
    path = folder.parent / f"{folder.name}-script.py"
    path.write_text(script, "utf-8")
    return (sys.executable, "-u", str(path))


async def test_a_command_is_shown_run_and_the_finding_is_gone(tmp_path: Path) -> None:
    script = (
        f"import os, sys; open({str(tmp_path / 'made')!r}, 'w').close()\n"
        f"print('https://me:{RIGHT}@h/ and {TOKEN}\\x1b[31m red \\x1b]0;a\\x07[/b]')\n"
        "try: os.open('/dev/tty', os.O_RDWR); print('asks you')\n"
        "except OSError: print('has no terminal')\n"
        "print(repr(sys.stdin.read()), file=sys.stderr)"
    )
    rules = Wrong(run(python(tmp_path, script), "Make it."), made(tmp_path))
    with project(tmp_path, rules=rules) as given:
        async with given.app.run_test(size=(120, 45)) as pilot:
            await opened(pilot)
            assert "→ Make it." in dialog(pilot)
            assert "$ " in dialog(pilot)
            assert not (tmp_path / "made").exists()
            await pilot.press("enter")
            await until(pilot, lambda: "Done" in dialog(pilot))
            assert r"https://me:****@h/ and **** red \x1b]0;a\x07[/b]" in dialog(pilot)
            assert "has no terminal ''" in dialog(pilot)
            assert "✓ ran" in dialog(pilot)
            await gone(pilot)
            kinds = [event.kind for _, event in main(pilot).foot.events]
            assert kinds.count("command") == 1


async def test_a_command_that_fails_says_its_last_words(tmp_path: Path) -> None:
    script = "for n in range(30): print('line', n)\nraise SystemExit(3)"
    with project(tmp_path, rules=Wrong(run(python(tmp_path, script), "Make it."))) as given:
        async with given.app.run_test(size=(120, 45)) as pilot:
            await opened(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "Done" in dialog(pilot))
            assert "line 29" in dialog(pilot)
            assert "line 21" not in dialog(pilot)
            assert "ended with 3." in dialog(pilot)
            await press(pilot, "escape")
            assert "✗  KD900" in shown(pilot)


async def test_a_command_that_is_not_there_says_so(tmp_path: Path) -> None:
    with project(tmp_path, rules=Wrong(run(("/nowhere/uv",), "Make it."))) as given:
        async with given.app.run_test(size=(120, 45)) as pilot:
            await opened(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "✗ /nowhere/uv can't be run" in dialog(pilot))
            await press(pilot, "escape")


@pytest.mark.parametrize("first", ["", "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"])
async def test_escape_stops_a_command_and_all_that_it_began(tmp_path: Path, first: str) -> None:
    begun = tmp_path / "begun"
    script = (
        f"import os, signal, subprocess\n{first}"
        "child = subprocess.Popen(['/bin/sleep', '60'])\n"
        f"open({str(begun)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')\n"
        "print('at work', flush=True)\nchild.wait()"
    )
    with project(tmp_path, rules=Wrong(run(python(tmp_path, script), "Make it."))) as given:
        async with given.app.run_test(size=(120, 45)) as pilot:
            await opened(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "at work" in dialog(pilot))
            assert "running …" in dialog(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: "Done" in dialog(pilot))
            assert "It was stopped, and may be half done." in dialog(pilot)
            numbers = [int(each) for each in begun.read_text().split()]
            await until(pilot, lambda: not any(map(runs, numbers)))
            await press(pilot, "escape")


async def test_a_command_for_ones_own_shell_is_copied_and_told_apart() -> None:
    rules = Wrong(typed(f"deactivate {TOKEN}", "Leave the venv."))
    async with app(rules=rules).run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        assert "→ Leave the venv." in dialog(pilot)
        assert "$ deactivate ****" in dialog(pilot)
        assert "start keydex there again" in dialog(pilot)
        await pilot.press("y")
        assert pilot.app.clipboard == "deactivate ****"
        await press(pilot, "enter")
        assert "✗  KD900" in shown(pilot)


async def test_what_to_ask_whom_is_told() -> None:
    rules = Wrong(advice("Ask whoever runs the index for a token."))
    async with app(rules=rules).run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        assert "→ Ask whoever runs the index for a token." in dialog(pilot)
        assert "$" not in dialog(pilot)
        assert "y Copy" not in shown(pilot)
        await press(pilot, "escape")


@dataclass
class Unlocked:
    """A store that opens with one password."""

    is_open: bool = False
    flags: list[Flag | None] = field(default_factory=list)
    is_slow: bool = False

    def __call__(
        self,
        access: Access,
        environment: Environment,
        master: Secret,
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> None:
        self.flags.append(cancelled)
        if log:
            log(Event("keyring", "unlock", 0.1))
        if self.is_slow and cancelled:
            cancelled.wait(10)
        if master.reveal() != RIGHT:
            raise KeyringError("the store does not open with that password")
        self.is_open = True


def locked(way: Unlocked, *, makes: bool = False) -> Keydex:
    given = session()
    access = given.read().configurations[0].access
    fix = unlock(access, "keydex fix KD900", "Unlock it.", makes=makes)
    rules = Wrong(fix, lambda _: not way.is_open)
    made = keydex(replace(given, unlock=way, found=rules))
    made.animation_level = "none"
    return made


async def test_a_store_is_unlocked_from_a_hidden_field() -> None:
    way = Unlocked()
    async with locked(way).run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "an empty master password protects nothing" in dialog(pilot))
        enter(pilot, "wrong-" + RIGHT)
        await pilot.press("enter")
        await until(pilot, lambda: "does not open with that password" in dialog(pilot))
        assert RIGHT not in shown(pilot)
        enter(pilot, RIGHT)
        await pilot.press("enter")
        await until(pilot, lambda: is_alone(pilot))
        await settle(pilot)
        assert "Nothing is wrong." in shown(pilot)
        assert way.is_open
        assert "nothing written" in shown(pilot)


async def test_the_password_of_a_store_that_is_made_is_asked_for_twice() -> None:
    way = Unlocked()
    async with locked(way, makes=True).run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        assert "A master password for the store, which is made with it" in dialog(pilot)
        enter(pilot, RIGHT)
        await pilot.press("enter")
        await until(pilot, lambda: "The same password again" in dialog(pilot))
        enter(pilot, RIGHT + "x")
        await pilot.press("enter")
        await until(pilot, lambda: "the two passwords differ" in dialog(pilot))
        for _ in range(2):
            assert not way.flags
            enter(pilot, RIGHT)
            await pilot.press("enter")
        await until(pilot, lambda: is_alone(pilot))
        assert way.is_open


async def test_escape_stops_unlocking_and_then_leaves() -> None:
    way = Unlocked(is_slow=True)
    async with locked(way).run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        enter(pilot, RIGHT)
        await pilot.press("enter")
        await until(pilot, lambda: "unlocking …" in dialog(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped." in dialog(pilot))
        assert way.flags[0]
        assert way.flags[0].is_set()
        await press(pilot, "escape")
        assert is_alone(pilot)


async def test_an_entry_is_stored_from_the_finding_and_by_its_number(tmp_path: Path) -> None:
    lacking = Wrong(advice(""), lambda case: not given.entries.passwords)
    with project(tmp_path, rules=lacking) as given:
        feed = f"{given.server.url}/core/simple"
        lacking.fix, lacking.feed = store(feed, "Store a credential."), feed
        async with given.app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            assert line(pilot, "1 Store") == "1 Store a credential 1 entry, 1 paste"
            await pilot.press("1")
            await until(pilot, lambda: "Store a credential for core" in shown(pilot))
            await press(pilot, "escape", "f")
            await pilot.press("enter")
            await until(pilot, lambda: "Store a credential for core" in shown(pilot))
            enter(pilot, RIGHT)
            await pilot.press("enter")
            await until(pilot, lambda: "written and read back" in shown(pilot))
            await gone(pilot)
            assert given.entries.stored[0][1] == USER


async def test_a_username_that_only_a_person_knows_is_asked_for(tmp_path: Path) -> None:
    with project(tmp_path, {"{url}/core/simple/": RIGHT}, user=None) as given:
        async with given.app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            assert line(pilot, "1 Write").endswith("1 edit")
            await press(pilot, "f")
            assert "✗  KD012" in shown(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "Username of core" in shown(pilot))
            enter(pilot, USER)
            await for_everyone(pilot)
            await until(pilot, lambda: "+url" in dialog(pilot))
            await write_it(pilot)
            await until(pilot, lambda: "Done" in dialog(pilot))
            await press(pilot, "enter")
            assert "KD012" not in shown(pilot)
            assert f"{USER}@" in given.file.read_text()


async def test_an_entry_that_another_tool_finds_is_copied_without_a_paste() -> None:
    entries = Entries(dict(PASSWORDS))
    fix = Fix(Kind.STORE, "Copy the entry.", feed=CORE, copies=True)
    copied = Wrong(fix, lambda _: (CORE, "VssSessionToken") not in entries.passwords)
    async with app(entries=entries, rules=copied).run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "entry https://" in dialog(pilot))
        assert f"entry {CORE} as VssSessionToken, for uv" in dialog(pilot)
        assert "an azure token" not in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Done" in dialog(pilot))
        assert f"✓ stored {CORE} as VssSessionToken" in dialog(pilot)
        assert entries.passwords[CORE, "VssSessionToken"] == "an azure token"
        await gone(pilot)
        assert "1 written" in shown(pilot)


async def test_a_password_in_a_file_moves_into_the_keyring(tmp_path: Path) -> None:
    with project(tmp_path, user=f"{USER}:{RIGHT}") as given:
        async with given.app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await press(pilot, "f")
            assert "a password" in words(pilot) or "the password" in words(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "+url" in dialog(pilot))
            assert f"as {USER}, for uv" in dialog(pilot)
            assert RIGHT not in shown(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "Done" in dialog(pilot))
            await press(pilot, "enter")
            assert f"{USER}@" in given.file.read_text()
            assert RIGHT not in given.file.read_text()
            assert RIGHT in given.entries.passwords.values()
            assert "the password" not in words(pilot)


async def test_what_can_not_be_copied_any_more_is_told() -> None:
    fix = Fix(Kind.STORE, "Copy the entry.", feed=CORE, copies=True)
    async with app(entries=Entries(), rules=Wrong(fix)).run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "no tool finds an entry" in dialog(pilot))
        await press(pilot, "enter")
        assert is_alone(pilot)
