"""Setting up: the first thing shown where no tool finds anything, and few keys to the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.worker import WorkerState

from keydex.environment import Environment, ThisMachine
from keydex.keyrings import Store
from keydex.keyrings.replies import FAIL
from keydex.ui.screens.main import Main
from keydex.ui.screens.setup import SetUp
from tests.entries import Entries
from tests.server import Server, by_folder, private
from tests.ui.pilots import enter, settle, shown, until, words
from tests.ui.worlds import AZURE, OPEN, PROMPTS, app, billing, keydex, session

USER, RIGHT = "ci-bot", "s3cret-CANARY"
GITLAB = "api/v4/projects/7/packages/pypi/simple"
ONE = f"""
[project]
name = "billing-api"
version = "1.0"
[tool.uv]
keyring-provider = "subprocess"
[[tool.uv.index]]
name = "core"
url = "https://VssSessionToken@{AZURE}"
"""


def working(screen: SetUp) -> bool:
    """Say whether the screen itself is at work."""
    states = {WorkerState.PENDING, WorkerState.RUNNING}
    return any(each.state in states for each in screen.workers if each.node is screen)


class Keys:
    """A person at the app, whose keys and pastes are counted."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.pressed: list[str] = []
        self.pasted = 0

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed.append(key)
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        """Wait until the card is drawn, or the main screen at rest."""
        await self.pilot.pause()
        screen = self.pilot.app.screen
        if isinstance(screen, SetUp):
            await until(self.pilot, lambda: not screen.is_busy and not working(screen))
        elif isinstance(screen, Main):
            await settle(self.pilot)

    async def paste(self, text: str) -> None:
        self.pasted += 1
        self.pilot.app.screen.post_message(events.Paste(text))
        await self.pilot.pause()

    async def name(self, text: str) -> None:
        """Type a word where the cursor is; its letters are not counted as keys."""
        enter(self.pilot, text)


@contextmanager
def cloned(folder: Path, *names: str) -> Iterator[tuple[Environment, Server]]:
    """Serve private indexes, and have a fresh clone for uv, pip and poetry that names them."""
    site = private({USER: RIGHT, "__token__": RIGHT})
    with Server(by_folder(dict.fromkeys(("one", "two", "api"), site))) as server:
        home, project, ring = (folder / each for each in ("home", "proj", "ring"))
        for each in (home, project, ring / "bin"):
            each.mkdir(parents=True)
        (ring / "pyvenv.cfg").write_text("version = 3.12.1\n")
        package = ring / "lib/python3.12/site-packages/keyring-25.7.0.dist-info"
        package.mkdir(parents=True)
        (package / "METADATA").write_text("")
        (ring / "bin/python").write_text("")
        script = (
            f"#!{ring}/bin/python\nimport sys\nfrom keyring.cli import main\nsys.exit(main())\n"
        )
        (ring / "bin/keyring").write_text(script)
        for program in ("python", "keyring"):
            (ring / "bin" / program).chmod(0o755)
        urls = {name: f"{server.url}/{name}/" for name in names}
        (project / "pyproject.toml").write_text(
            "[project]\nname = 'demo'\nversion = '0'\n[tool.poetry]\npackage-mode = false\n"
            + "".join(
                f"[[tool.uv.index]]\nname = '{name.split('/')[0]}'\nurl = '{url}'\n"
                f"[[tool.poetry.source]]\nname = '{name.split('/')[0]}'\nurl = '{url}'\n"
                for name, url in urls.items()
            )
        )
        (project / "requirements.txt").write_text(f"-i {next(iter(urls.values()))}\nfoo\n")
        known = {"PATH": str(ring / "bin"), "HOME": str(home), "PIP_NO_INPUT": "1"}
        yield Environment(project, home, known, "linux", ThisMachine()), server


@contextmanager
def logged(environment: Environment) -> Iterator[None]:
    """See to it that nothing secret is in any file below the home or the project."""
    yield
    for folder in (environment.home, environment.folder):
        for path in folder.rglob("*"):
            assert path.name == ".netrc" or path.is_dir() or RIGHT not in path.read_text()


async def test_from_opening_a_fresh_clone_four_keys_and_one_paste_let_every_tool_in(
    tmp_path: Path,
) -> None:
    entries = Entries()
    with cloned(tmp_path, GITLAB) as (environment, server), logged(environment):
        async with app(environment, entries, begins_with_setup=True).run_test(
            size=(100, 40)
        ) as pilot:
            keys = Keys(pilot)
            await until(pilot, lambda: "▸ 2 ○ let the tools ask" in shown(pilot))
            await keys.settle()
            # Opening sends nothing, and writes nothing.
            assert not server.requests
            assert not (environment.home / ".config").exists()
            await keys.press("enter", "enter", "enter")
            assert "▸ 4 ○ credential" in shown(pilot)
            assert "with read_api" in words(pilot)
            await keys.paste(RIGHT)
            await keys.press("enter")
            assert "✓ api uv pip poetry get in." in words(pilot)
            assert (len(keys.pressed), keys.pasted) == (4, 1)
            assert RIGHT not in pilot.app.export_screenshot()
            await keys.press("enter")
            assert isinstance(pilot.app.screen, Main)
            assert "The private index works." in words(pilot)
            assert "Press g" not in words(pilot)
    assert {user for _, user in entries.passwords} == {"__token__"}


async def test_where_people_have_different_names_five_keys_and_the_name_do(tmp_path: Path) -> None:
    entries = Entries()
    with cloned(tmp_path, "one") as (environment, _), logged(environment):
        async with app(environment, entries).run_test(size=(100, 40)) as pilot:
            keys = Keys(pilot)
            await settle(pilot)
            await keys.press("g", "enter", "enter", "enter")
            await keys.name(USER)
            await keys.press("enter")
            assert f"as {USER}, for uv, pip and poetry" in words(pilot)
            await keys.paste(f"{RIGHT}\n")
            await keys.press("enter")
            assert "✓ one uv pip poetry get in." in words(pilot)
            assert (len(keys.pressed), keys.pasted) == (6, 1)
            assert USER not in (environment.folder / "pyproject.toml").read_text()
    assert entries.passwords


async def test_a_refused_paste_keeps_the_step_open_and_stores_nothing(tmp_path: Path) -> None:
    entries = Entries()
    with cloned(tmp_path, GITLAB) as (environment, _):
        async with app(environment, entries, begins_with_setup=True).run_test(
            size=(100, 40)
        ) as pilot:
            keys = Keys(pilot)
            await until(pilot, lambda: "▸ 2" in shown(pilot))
            await keys.settle()
            await keys.press("enter", "enter", "enter")
            for pasted, said in (
                ("wrong", "✗ the index refuses it, so nothing is stored"),
                ("", "✗ the secret is empty, so nothing is stored."),
                ("Bearer abc", "✗ the secret is a header, Bearer and a credential"),
            ):
                await keys.paste(pasted)
                await keys.press("enter")
                assert said in words(pilot)
                assert "▸ 4 ○ credential" in shown(pilot)
            assert not entries.stored
            await keys.paste(RIGHT)
            await keys.press("enter")
            assert "uv pip poetry get in." in words(pilot)


async def test_no_letter_of_a_typed_secret_is_a_command_also_after_a_refused_one(
    tmp_path: Path,
) -> None:
    pages: list[str] = []

    def browse(page: str) -> bool:
        pages.append(page)
        return True

    with cloned(tmp_path, GITLAB) as (environment, _):
        given = replace(session(environment, Entries()), browse=browse)
        async with keydex(given).run_test(size=(100, 40)) as pilot:
            keys = Keys(pilot)
            await settle(pilot)
            await keys.press("g", "enter", "enter", "enter")
            for letters in ("oSs", "q"):
                await keys.press(*letters)
                assert "⏎ Store" in words(pilot)
                await keys.press("enter")
                assert "✗ the index refuses it, so nothing is stored" in words(pilot)
            assert not pages
            await keys.press("ctrl+o")
            assert len(pages) == 1
            await keys.name(RIGHT)
            await keys.press("enter")
            assert "✓ api uv pip poetry get in." in words(pilot)


async def test_what_follows_a_username_is_typed_into_the_hidden_field(tmp_path: Path) -> None:
    with cloned(tmp_path, "one") as (environment, _):
        async with app(environment, Entries()).run_test(size=(100, 40)) as pilot:
            keys = Keys(pilot)
            await settle(pilot)
            await keys.press("g", "enter", "enter", "enter")
            await keys.press(*"me", "enter", *"sq")
            screen = pilot.app.screen
            assert isinstance(screen, SetUp)
            assert (screen.view.username.value, screen.view.secret.value) == ("me", "sq")
            await keys.press("ctrl+n")
            assert "What is left can't be done here" in words(pilot)


async def test_of_two_indexes_one_is_skipped_and_the_next_is_offered(tmp_path: Path) -> None:
    entries = Entries()
    with cloned(tmp_path, "one", "two") as (environment, _):
        async with app(environment, entries).run_test(size=(100, 44)) as pilot:
            keys = Keys(pilot)
            await settle(pilot)
            await keys.press("g", "enter", "enter")
            assert "── one" in shown(pilot)
            await keys.press("S")
            assert "── two" in shown(pilot)
            await keys.press("enter")
            await keys.name(USER)
            await keys.press("enter")
            await keys.paste(RIGHT)
            await keys.press("enter")
            assert "✓ two uv poetry get in." in words(pilot)
            assert "○ one uv pip poetry:" in words(pilot)
            assert "What is left can't be done here" in words(pilot)
            await keys.press("escape")
            await keys.press("g")
            assert "── one" in shown(pilot)


async def test_a_step_is_skipped_and_what_was_done_stays_done(tmp_path: Path) -> None:
    with cloned(tmp_path, "one") as (environment, _):
        async with app(environment, Entries()).run_test(size=(100, 40)) as pilot:
            keys = Keys(pilot)
            await settle(pilot)
            await keys.press("g", "enter", "s")
            assert "▸ 3 ○ username" in shown(pilot)
            await keys.press("s", "escape")
            assert isinstance(pilot.app.screen, Main)
        async with app(environment, Entries()).run_test(size=(100, 40)) as pilot:
            keys = Keys(pilot)
            await settle(pilot)
            await keys.press("g")
            assert "⏎ Set keyring-provider to subprocess in ~/.config/pip/pip.conf" in words(pilot)


async def test_without_a_store_a_login_in_the_netrc_file_is_offered(tmp_path: Path) -> None:
    with cloned(tmp_path, "one") as (environment, _), logged(environment):
        made = app(environment, Entries(), Store((FAIL,), (25, 7, 0), prompts=False))
        async with made.run_test(size=(100, 44)) as pilot:
            keys = Keys(pilot)
            await settle(pilot)
            await keys.press("g")
            assert "to be kept in plain text" in words(pilot)
            await keys.name(USER)
            await keys.press("enter")
            assert "plain text that only you can read" in words(pilot)
            await keys.paste(RIGHT)
            await keys.press("enter")
            assert "✓ one uv pip poetry get in." in words(pilot)
    assert RIGHT in (environment.home / ".netrc").read_text()


async def test_a_keyring_that_may_prompt_is_asked_on_a_key_only(tmp_path: Path) -> None:
    entries = Entries()
    with cloned(tmp_path, GITLAB) as (environment, _):
        async with app(environment, entries, PROMPTS).run_test(size=(100, 40)) as pilot:
            keys = Keys(pilot)
            await settle(pilot)
            await keys.press("g", "enter", "enter", "enter")
            assert "⏎ Ask the keyring" in words(pilot)
            assert not entries.asked
            await keys.press("enter")
            assert entries.asked
            assert "⏎ Paste a password or token" in words(pilot)


async def test_the_page_of_tokens_is_opened(tmp_path: Path) -> None:
    pages: list[str] = []

    def browse(page: str) -> bool:
        pages.append(page)
        return True

    with cloned(tmp_path, GITLAB) as (environment, server):
        given = session(environment, Entries(), OPEN)
        made = keydex(replace(given, browse=browse))
        async with made.run_test(size=(100, 40)) as pilot:
            keys = Keys(pilot)
            await settle(pilot)
            await keys.press("g", "o")
            await until(pilot, lambda: bool(pages))
    host = server.url.replace("http://", "https://")
    assert pages == [f"{host}/-/user_settings/personal_access_tokens?name=keydex&scopes=read_api"]


@pytest.mark.parametrize(
    ("entries", "store"),
    [
        (Entries(dict.fromkeys(((f"https://{AZURE}", "VssSessionToken"),), "x")), OPEN),
        (Entries(), PROMPTS),
    ],
    ids=["there is one", "nobody knows"],
)
async def test_it_is_not_shown_first_unless_it_is_sure(entries: Entries, store: Store) -> None:
    made = app(billing(ONE, ""), entries, store, begins_with_setup=True)
    async with made.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        assert isinstance(pilot.app.screen, Main)


async def test_what_a_dialog_mends_is_mended_there(tmp_path: Path) -> None:
    with cloned(tmp_path, "one") as (environment, _):
        variables = {**environment.variables, "UV_KEYRING_PROVIDER": "disabled"}
        changed = replace(environment, variables=variables)
        async with app(changed, Entries()).run_test(size=(100, 40)) as pilot:
            keys = Keys(pilot)
            await settle(pilot)
            await keys.press("g")
            while "UV_KEYRING_PROVIDER" not in words(pilot).partition("⏎")[2]:
                await keys.press("enter")
            await pilot.press("enter")
            await until(pilot, lambda: "Type it in your own shell" in words(pilot))
            await keys.press("escape")
            assert "── one" in shown(pilot)


@pytest.mark.parametrize(
    ("pyproject", "said"),
    [
        ("[project]\nname = 'demo'\nversion = '0'\n", "No private index is configured. ⏎ goes on."),
        ("[project\n", "it is not valid TOML"),
    ],
)
async def test_where_there_is_nothing_to_set_up_it_says_why(pyproject: str, said: str) -> None:
    async with app(billing(pyproject, pip="")).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("g")
        await until(pilot, lambda: said in words(pilot))
        assert "Nothing is left" not in shown(pilot)
