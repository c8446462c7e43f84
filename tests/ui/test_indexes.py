"""Screen A: what a person sees of all indexes, before and after a key."""

import time
from dataclasses import replace

from textual.pilot import Pilot

from keydex.config import view
from keydex.environment import Environment
from keydex.model import Probe, State, Verdict
from keydex.ui.findings import cause
from keydex.ui.session import Session
from tests.entries import Entries
from tests.memory import Memory
from tests.ui.pilots import dialog, enter, is_alone, line, main, press, settle, shown, until, words
from tests.ui.worlds import (
    AZURE,
    GITLAB,
    NOW,
    PASSWORDS,
    PROMPTS,
    PYPROJECT,
    Described,
    app,
    billing,
    keydex,
    session,
)

PUBLIC = "[project]\nname = 'demo'\nversion = '0'\n"


def known_cause(pilot: Pilot[None]) -> str:
    """Return why uv does not get into core, as far as the rules know."""
    found = cause(main(pilot).desk.findings, f"https://{AZURE}", "uv")
    assert found
    return found


async def test_what_can_not_prompt_is_asked_and_the_worst_is_selected() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        screen = shown(pilot)
        assert "keydex   ~/src/billing-api" in screen
        assert "3 private indexes · 2 tools · asked 14:02" in screen
        assert line(pilot, "2 of 3").startswith("2 of 3 private indexes need you.")
        assert line(pilot, "core") == "core Azure VssSessionToken ○ missing ● stored"
        assert line(pilot, "vendor") == "vendor JFrog none – asks nothing · not used"
        assert line(pilot, "ml") == "ml GitLab __token__ ● stored ● stored"
        assert line(pilot, "pypi") == "pypi PyPI none ✓ public ✓ public"
        assert " ▸  core" in screen
        assert line(pilot, "── core").endswith("pyproject.toml:12 · ~/.config/pip/pip.conf:4 ──")


async def test_each_tool_says_why() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert line(pilot, "uv ").startswith("uv ○ missing ")
        assert known_cause(pilot) in words(pilot)
        finds = "pip ● stored finds the entry of VssSessionToken, by its 1st question"
        assert line(pilot, "pip ") == finds
        assert "1 Copy pip's entry to a name that uv asks for 1 entry, no paste" in words(pilot)
        assert line(pilot, "command") == "command ~/.local/bin/keyring 25.7.0 uv and pip run it"
        assert line(pilot, "store ") == "store Secret Service, open"
        await press(pilot, "down")
        asks = "uv – asks nothing asks no keyring for vendor: its URL has no username"
        assert line(pilot, "uv ") == asks
        assert line(pilot, "pip ") == "pip · not used does not use this index"
        assert line(pilot, "1 ").startswith("1 Write your username for it")
        assert line(pilot, "1 ").endswith("1 edit")


async def test_the_first_paint_comes_before_anything_is_read() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        assert "Reading what is configured …" in shown(pilot)
        await settle(pilot)
        assert "Reading" not in shown(pilot)


async def test_what_may_prompt_waits_for_a_key() -> None:
    entries = Entries(dict(PASSWORDS))
    async with app(entries=entries, store=PROMPTS).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert not entries.asked
        assert "asked 14" not in line(pilot, "keydex")
        assert line(pilot, "core") == "core Azure VssSessionToken · not asked · not asked"
        waits = "8 questions are not asked yet, as that may prompt: press a."
        assert waits in line(pilot, "1 of 3")
        assert line(pilot, "store ").endswith("asking may prompt")
        await press(pilot, "a")
        assert line(pilot, "core") == "core Azure VssSessionToken ○ missing ● stored"
        assert "not asked yet" not in shown(pilot)


async def test_nothing_is_said_to_prompt_before_the_keyrings_were_looked_at() -> None:
    async with app(store=PROMPTS).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        desk = main(pilot).desk
        assert desk.pending == 8
        desk.take(desk.survey)
        assert desk.pending == 0


async def test_a_keyring_of_the_project_is_not_even_looked_at() -> None:
    own = "/home/me/src/billing-api/.venv/bin/keyring"
    entries, described = Entries(dict(PASSWORDS)), Described()
    given = session(billing(keyring=own), entries)
    given = replace(given, means=replace(given.means, describe=described))
    async with keydex(given).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert not described.seen
        assert not entries.asked
        assert line(pilot, "store ") == "store not looked at: it is the project's own"
        await press(pilot, "a")
        assert entries.asked


async def test_a_locked_store_says_so_and_is_asked_again_after_refresh() -> None:
    entries = Entries(dict(PASSWORDS), state=State.LOCKED, reason="the store is locked")
    async with app(entries=entries).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert line(pilot, "ml") == "ml GitLab __token__ ! locked ! locked"
        entries.state = None
        await press(pilot, "r")
        assert line(pilot, "ml") == "ml GitLab __token__ ● stored ● stored"


async def test_a_project_without_an_index_says_so() -> None:
    async with app(billing(PUBLIC, "")).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert line(pilot, "No private") == "No private index is configured."
        assert line(pilot, "pypi").endswith("✓ public")
        assert "asked" not in line(pilot, "keydex")


async def test_a_file_that_can_not_be_read_is_named_with_its_line() -> None:
    async with app(billing(PYPROJECT + "[[broken\n")).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert line(pilot, "✗").startswith("✗ pyproject.toml:21: it is not valid TOML")
        assert line(pilot, "gitlab").endswith("· not used ● stored")


async def test_a_column_that_does_not_fit_is_not_begun() -> None:
    long = PYPROJECT.replace("VssSessionToken@", "someone-with-a-long-name@").replace(
        '"core"', f'"core-{"x" * 30}"'
    )
    async with app(billing(long)).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert line(pilot, "Index") == "Index Username uv 0.13.8 pip 26.3"
        table = main(pilot).body.indexes.table
        assert table.virtual_size.width <= table.size.width


HEADS = {
    160: "Index Kind Username uv 0.13.8 pip 26.3",
    100: "Index Kind Username uv 0.13.8 pip 26.3",
    99: "Index Username uv 0.13.8 pip 26.3",
    80: "Index Username uv 0.13.8 pip 26.3",
    60: "Index uv 0.13.8 pip 26.3",
}


async def test_the_kind_goes_first_and_then_the_username_and_both_come_back() -> None:
    async with app().run_test(size=(160, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "down")
        for width in (*HEADS, *reversed(HEADS)):
            await pilot.resize_terminal(width, 24)
            await settle(pilot)
            assert line(pilot, "Index") == HEADS[width]
            assert " ▸  vendor" in shown(pilot)
        assert line(pilot, "vendor") == "vendor JFrog none – asks nothing · not used"


async def test_cause_and_keys_are_on_the_first_screen() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for size in ((100, 30), (80, 24), (160, 45)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            screen = shown(pilot)
            for text in (known_cause(pilot), "~/.local/bin/keyring", "L Log"):
                assert text in words(pilot)
            keys = [word for word in screen.splitlines()[-1].split() if len(word) > 1]
            assert " ".join(keys) == "Questions Store Test Username Delete Find Findings Keys Quit"


async def test_the_filter_narrows_by_any_word_and_escape_ends_it() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        enter(pilot, "jfrog")
        await settle(pilot)
        assert "▸  vendor" in shown(pilot)
        assert "    core " not in shown(pilot)
        await press(pilot, "enter", "enter")
        assert "billing-api / vendor" in shown(pilot)
        await press(pilot, "escape", "escape")
        assert "    core " in shown(pilot)


async def test_a_filter_that_fits_nothing_leaves_nothing_to_act_on() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        enter(pilot, "nowhere")
        await pilot.press("enter")
        await settle(pilot)
        assert "vendor" not in shown(pilot)
        await press(pilot, "s", "d", "u", "t", "escape")
        assert is_alone(pilot)
        assert " ▸  " in shown(pilot)


async def test_the_cursor_stays_where_a_person_put_it() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down", "r")
        assert " ▸  ml" in shown(pilot)


async def test_every_row_tells_what_the_index_said() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        one = main(pilot)
        said = Probe(Verdict.ACCEPTED, "401 without the credential, 200 with it", 200, 401)
        one.desk.survey = one.desk.survey.mapped(
            lambda _, report: replace(report, probe=said) if "gitlab" in report.feed else report
        )
        one.paint()
        await press(pilot, "down", "down")
        assert line(pilot, "ml") == "ml GitLab __token__ ✓ works ✓ works"
        assert line(pilot, "uv ").endswith("401 without the credential, 200 with it")


async def test_a_click_selects_and_another_opens() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        row = next(y for y, text in enumerate(shown(pilot).splitlines()) if "GitLab" in text)
        tall = row + 1  # The blank line above the list is no text.
        await pilot.click(offset=(10, tall))
        await settle(pilot)
        assert " ▸  ml" in shown(pilot)
        await pilot.click(offset=(10, tall))
        await settle(pilot)
        assert "billing-api / ml" in shown(pilot)


async def test_nothing_is_sent_before_a_test_is_asked_for() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert {event.kind for _, event in main(pilot).foot.events} == {"keyring"}


async def test_what_goes_on_is_shown_and_can_be_stopped() -> None:
    async with app(store=PROMPTS).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        one = main(pilot)
        one.desk.session = Slow.session(one.desk.session)
        await pilot.press("a")
        await until(pilot, lambda: "asking the keyrings …" in shown(pilot))
        assert "esc Stop" in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "asking the" not in shown(pilot)
        assert line(pilot, "ml") == "ml GitLab __token__ · not asked · not asked"


class Slow:
    """A way to a keyring that answers when it is stopped, and not before."""

    def __init__(self, given: Session) -> None:
        self._connect = given.means.connect

    @classmethod
    def session(cls, given: Session) -> Session:
        return replace(given, means=replace(given.means, connect=cls(given)))

    def __call__(self, access, environment, *, log=None, cancelled=None):  # type: ignore[no-untyped-def]
        assert cancelled.wait(10)
        return self._connect(access, environment, log=log, cancelled=cancelled)


async def test_one_place_is_one_row_whatever_it_is_called() -> None:
    pip = f"[global]\nextra-index-url = https://other@{GITLAB.upper().lower()}/\n"
    async with app(billing(pip=pip)).run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        assert line(pilot, "ml").startswith("ml GitLab __token__ / other")


async def test_the_clock_is_the_one_that_was_given() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert f"{NOW:%H:%M:%S}  8 keyring calls 0.8 s · nothing written" in shown(pilot)


async def test_what_keeps_a_tool_out_of_every_index_can_be_mended_from_each() -> None:
    environment = billing(variables={"PATH": "/usr/bin"})
    async with app(environment).run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        assert line(pilot, "command ").startswith("command none: ")
        assert line(pilot, "uv ").startswith('uv – asks nothing uv and pip run "keyring"')
        assert line(pilot, "✗ uv and pip").endswith("KD021")
        mend = line(pilot, "1 ")
        await press(pilot, "down", "down")
        assert line(pilot, "1 ") == mend
        await press(pilot, "y")
        command = pilot.app.clipboard
        await pilot.press("1")
        await until(pilot, lambda: f"$ {command}" in dialog(pilot))
        await press(pilot, "escape")


async def test_a_fix_that_no_key_does_is_told() -> None:
    pyproject = PYPROJECT.replace("__token__@", "__token__:secret@")
    async with app(billing(pyproject)).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down")
        assert line(pilot, "ml").endswith("● stored ● stored")
        assert "secret" not in shown(pilot)
        await press(pilot, "enter")
        assert "● stored: " in shown(pilot)


MANY = f"""
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


async def test_with_many_tools_columns_get_tight_and_what_is_not_used_is_a_sign() -> None:
    async with app(billing(PYPROJECT + MANY)).run_test(size=(72, 24)) as pilot:
        await settle(pilot)
        assert line(pilot, "Index") == "Index uv pip poetry pdm"
        assert line(pilot, "vendor").startswith("vendor – asks nothing · ")
        assert "not used" not in "".join(shown(pilot).splitlines()[:9])
        await press(pilot, "down")
        assert line(pilot, "others") == (
            "others · not used pip, poetry and pdm do not use this index"
        )


def listed(pilot: Pilot[None]) -> list[str]:
    """Return the names of the indexes that are listed, from the top."""
    table = main(pilot).body.indexes.table
    return [str(table.get_row(key)[1]) for key in table.rows]


async def test_the_order_and_what_was_sought_are_remembered() -> None:
    world = billing()
    async with app(world).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert listed(pilot) == ["core", "vendor", "ml", "pypi"]
        await press(pilot, "S")
        assert line(pilot, "Index").startswith("Index, worst first Kind")
        await press(pilot, "S")
        assert line(pilot, "Index").startswith("Index, by name Kind")
        assert listed(pilot) == ["core", "ml", "pypi", "vendor"]
        assert " ▸  core" in shown(pilot)
        await press(pilot, "slash", *"none", "enter")
        assert listed(pilot) == ["pypi", "vendor"]
    async with app(world).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert line(pilot, "Index").startswith("Index, by name Kind")
        assert listed(pilot) == ["pypi", "vendor"]
        assert main(pilot).body.indexes.find.value == "none"
        await press(pilot, "escape")
        assert listed(pilot) == ["core", "ml", "pypi", "vendor"]
        await press(pilot, "S")
        assert listed(pilot) == ["core", "vendor", "ml", "pypi"]
    async with app(world).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert listed(pilot) == ["core", "vendor", "ml", "pypi"]
        assert line(pilot, "Index").startswith("Index Kind")


async def test_of_two_keys_at_once_the_last_is_remembered() -> None:
    kept: list[view.View] = []

    def keep(_: Environment, now: view.View) -> None:
        time.sleep(0.5 if now.order is view.Order.WORST else 0)
        kept.append(now)

    async with keydex(replace(session(), keep=keep)).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("S", "S")
        await settle(pilot)
    assert kept[-1].order is view.Order.NAME


async def test_a_text_that_finds_nothing_is_not_remembered() -> None:
    world = billing()
    async with app(world).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        enter(pilot, "pypi-AgEIcHlwaS5vcmc")
        await press(pilot, "enter")
        assert not listed(pilot)
    machine = world.machine
    assert isinstance(machine, Memory)
    assert view.place(world) not in machine.files
