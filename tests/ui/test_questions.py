"""Screen B: what each tool asks about one index, in which turn, and why."""

import pytest

from keydex.matrix import Ask, Entry
from keydex.model import Api, Lookup, Via
from keydex.ui.questions import commands
from tests.entries import Entries
from tests.ui.pilots import enter, line, main, press, settle, shown, until, words
from tests.ui.worlds import AZURE, PASSWORDS, PIP, PROJECT, PYPROJECT, TOKEN, app, billing

LOCK = """\
version = 1
requires-python = ">=3.11"

[[package]]
name = "billing-core"
version = "1.0"
source = {{ registry = "https://{url}" }}
sdist = {{ url = "https://pkgs.dev.azure.com/acme/_packaging/9f3c/pypi/download/core.tar.gz" }}
"""


async def test_rows_are_questions_and_columns_are_tools() -> None:
    async with app().run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "keydex   billing-api / core" in shown(pilot)
        assert "when you run uv sync · pip install   : Change" in shown(pilot)
        assert line(pilot, "asked as") == "asked as VssSessionToken uv 0.13.8 pip 26.3"
        assert line(pilot, f"https://{AZURE} ").endswith("1 ○ missing ·")
        assert line(pilot, f"https://{AZURE}/ ").endswith("· 1 ● stored")
        assert line(pilot, "pkgs.dev.azure.com ").endswith("2 ○ missing 2 · not reached")
        assert "⏎ Delete entry" in words(pilot)


async def test_a_service_is_wrapped_and_never_cut() -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        rows = shown(pilot).splitlines()
        at = next(number for number, row in enumerate(rows) if "▸  https" in row)
        parts = [row[4:44].split("  ")[0].strip() for row in rows[at : at + 2]]
        assert "".join(parts) == f"https://{AZURE}"


async def test_panels_say_what_each_tool_does_and_why() -> None:
    async with app().run_test(size=(160, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        screen = " ".join(shown(pilot).split())
        for text in (
            "finds ○ nothing",
            "finds ● the entry of VssSessionToken, by its 1st question",
            "index · not asked",
            "asks before its first request",
            "asks after a 401",
            "runs ~/.local/bin/keyring 25.7.0",
            "username VssSessionToken, in the URL, pyproject.toml:12",
            "username VssSessionToken, in the URL, ~/.config/pip/pip.conf:4",
            "on by tool.uv.keyring-provider in pyproject.toml",
            "on by global.keyring-provider = subprocess in pip.conf",
            f"pip finds https://{AZURE}/; uv does not ask for it",
        ):
            assert text in screen


async def test_the_command_line_is_that_of_the_question_under_the_cursor() -> None:
    async with app().run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        wanted = f"uv keyring get https://{AZURE} VssSessionToken"
        assert line(pilot, "uv keyring") == wanted
        await press(pilot, "down", "down", "y")
        wanted = f"keyring --mode=creds --output=json get https://{AZURE}/ VssSessionToken"
        assert line(pilot, "pip keyring") == f"pip {wanted}"
        assert pilot.app.clipboard == wanted


async def test_a_copied_command_line_holds_no_secret() -> None:
    pyproject = PYPROJECT.replace("VssSessionToken", TOKEN)
    async with app(billing(pyproject)).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "y")
        assert pilot.app.clipboard == f"keyring get https://{AZURE} ****"
        assert TOKEN not in shown(pilot)


async def test_another_command_is_explained_in_place() -> None:
    async with app().run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.press("colon")
        await pilot.pause()
        enter(pilot, "pip download")
        await press(pilot, "enter")
        assert "when you run pip download   : Change" in shown(pilot)
        assert line(pilot, "asked as") == "asked as VssSessionToken pip 26.3"
        await press(pilot, "escape")
        assert "when you run pip download · 2 private indexes · 1 tool" in shown(pilot)
        await pilot.press("colon")
        await pilot.pause()
        await pilot.press("ctrl+u")
        await press(pilot, "enter")
        assert "keydex   ~/src/billing-api" in shown(pilot)
        assert "3 private indexes · 2 tools" in shown(pilot)


async def test_a_command_that_is_none_is_refused_in_the_dialog() -> None:
    async with app().run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("colon")
        await pilot.pause()
        enter(pilot, "conda install")
        await pilot.press("enter")
        await until(pilot, lambda: "✗ conda is no command of uv, pip" in shown(pilot))
        enter(pilot, "'")
        await pilot.press("enter")
        await until(pilot, lambda: "✗ a quotation mark is not closed." in shown(pilot))
        await press(pilot, "escape")
        assert "3 private indexes" in shown(pilot)


async def test_an_index_that_a_command_does_not_use_leads_back() -> None:
    async with app().run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "enter")
        assert "billing-api / vendor" in shown(pilot)
        await pilot.press("colon")
        await pilot.pause()
        enter(pilot, "pip download")
        await press(pilot, "enter")
        assert "billing-api /" not in shown(pilot)
        assert "Questions" in shown(pilot)


async def test_questions_about_locked_files_are_marked() -> None:
    environment = billing()
    files = environment.machine.files  # type: ignore[attr-defined]
    files[PROJECT / "uv.lock"] = LOCK.format(url=AZURE).encode()
    async with app(environment).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "f ○ missing" in line(pilot, "https://pkgs.dev.azure.com/acme/_packaging/9f3c")
        assert line(pilot, "f with").startswith("f with a lock, it is asked about the files")


async def test_users_that_differ_stand_beside_the_services() -> None:
    pip = PIP.replace("VssSessionToken", "someone")
    async with app(billing(pip=pip)).run_test(size=(140, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert line(pilot, "entry") == "entry uv 0.13.8 pip 26.3"
        assert "as VssSessionToken 1 ○ missing" in line(pilot, f"https://{AZURE} ")


async def test_what_is_there_and_no_tool_finds_comes_last() -> None:
    kept = Entries({**PASSWORDS, (f"https://{AZURE}/old", "bob"): TOKEN})
    async with app(entries=kept).run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        rows = [" ".join(each.split()) for each in shown(pilot).splitlines()]
        at = rows.index(f"https://{AZURE}/old as bob · ·")
        assert rows[at + 1] == "● stored, and no tool finds it here"
        assert "list the entries → done" in [each.text for _, each in main(pilot).foot.events]


async def test_the_entry_that_serves_the_most_is_named() -> None:
    async with app().run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        wanted = "most an entry for pkgs.dev.azure.com serves uv and pip"
        assert line(pilot, "most") == wanted


async def test_a_keyring_of_the_projects_own_is_not_listed_unasked() -> None:
    own = f"{PROJECT}/.venv/bin/keyring"
    async with app(billing(keyring=own)).run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert not any("list" in each.text for _, each in main(pilot).foot.events)


async def test_with_many_tools_the_columns_get_tight_and_name_no_release() -> None:
    more = f"""
[tool.poetry]
package-mode = false
[[tool.poetry.source]]
name = "core"
url = "https://{AZURE}"
[[tool.pdm.source]]
name = "core"
url = "https://{AZURE}"
username = "VssSessionToken"
"""
    async with app(billing(PYPROJECT + more)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: "entry" in shown(pilot))
        assert line(pilot, "entry") == "entry uv pip poetry pdm"
        assert "2 ○ missing" in line(pilot, "pkgs.dev.azure.com")


async def test_an_index_without_questions_says_why() -> None:
    async with app().run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "enter")
        reason = "– asks nothing: uv asks no keyring for vendor: its URL has no username."
        assert reason in shown(pilot)
        assert "as it is asked" not in shown(pilot)
        await press(pilot, "y", "escape")
        assert " ▸  vendor" in shown(pilot)


async def test_tools_that_both_find_do_not_differ() -> None:
    async with app().run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down", "enter")
        assert line(pilot, "gitlab.acme.example ").endswith("2 · not reached 2 ● stored")
        assert "differs" not in shown(pilot)


async def test_the_questions_change_in_place_when_they_are_answered() -> None:
    entries = Entries(dict(PASSWORDS))
    async with app(entries=entries).run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "down")
        entries.passwords["pkgs.dev.azure.com", "VssSessionToken"] = TOKEN
        await press(pilot, "a")
        assert "▸  pkgs.dev.azure.com" in shown(pilot)
        assert line(pilot, "pkgs.dev.azure.com ").endswith("2 ● stored 2 · not reached")


@pytest.mark.parametrize(
    ("username", "api", "argv", "text"),
    [
        ("u", Api.GET, ("get", "h", "u"), "keyring get h u"),
        ("u", Api.GET, ("get", "a b", "u"), "keyring get 'a b' u"),
        ("u", Api.GET_PASSWORD, None, "keyring.get_password('h', 'u')"),
        (None, Api.GET_CREDENTIAL, None, "keyring.get_credential('h', None)"),
    ],
)
def test_command_lines(
    username: str | None, api: Api, argv: tuple[str, ...] | None, text: str
) -> None:
    lookup = Lookup("h", username, Via.IMPORT, api, argv)
    asked = Entry("h", username, (Ask("uv", "1", lookup), None, Ask("pip", "2", lookup)))
    assert commands(asked) == {text: ["uv", "pip"]}
    assert asked.user == (username or "anyone")
    assert not asked.found_by
