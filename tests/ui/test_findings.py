"""`f`: everything that is wrong, the worst first, and what mends it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event as Flag

from keydex import rules
from keydex.examining import case_of
from keydex.findings import Finding, Fix, Kind, Severity, advice, run, store, typed
from keydex.model import Origin, Probe, Verdict
from keydex.rules import RULES, Case, Needs
from keydex.secret import Secret
from keydex.survey import survey
from keydex.ui.mends import cost
from tests.entries import Entries
from tests.ui.pilots import line, main, press, settle, shown, until, words
from tests.ui.worlds import (
    AZURE,
    GITLAB,
    NOW,
    PASSWORDS,
    PROJECT,
    PROMPTS,
    PYPROJECT,
    TOKEN,
    Described,
    app,
    billing,
    keydex,
    session,
)

CORE = f"https://{AZURE}"
PUBLIC = "[project]\nname = 'demo'\nversion = '0'\n"


def finding(  # noqa: PLR0913 - options, all by name.
    message: str,
    fix: Fix,
    *,
    code: str = "KD900",
    severity: Severity = Severity.ERROR,
    feed: str = CORE,
    origin: Origin | None = None,
) -> Finding:
    """Make a finding about core and uv, or about no feed at all."""
    return Finding(
        message,
        fix,
        code,
        "so-says-the-test",
        severity,
        feed,
        "core" if feed else None,
        "uv" if feed else None,
        origin,
        (Secret(TOKEN),),
    )


@dataclass
class Told:
    """Rules that find what a test says, and remember what they were allowed to look at."""

    findings: tuple[Finding, ...] = ()
    needs: list[Needs] = field(default_factory=list)
    gate: Flag | None = None

    def __call__(self, case: Case, needs: Needs) -> Iterator[Finding]:
        self.needs.append(needs)
        if self.gate:
            self.gate.wait(10)
        yield from self.findings


NOTE = finding("pip sends nothing yet.", advice("Wait."), code="KD903", severity=Severity.NOTE)
ADVICE = finding("It is so.", advice("Ask them."), code="KD904", severity=Severity.WARNING)
RING = finding("No backend is any good.", typed("deactivate", "Leave it."), code="KD902", feed="")
WHERE = Origin(PROJECT / "pyproject.toml", 12, "tool.uv.index[0].url")
ENTRY = finding(
    f"uv finds nothing for core, not even {TOKEN}.",
    replace(store(CORE, "Store a new credential."), command=f"keydex set core {TOKEN}"),
    origin=WHERE,
)


async def test_the_worst_comes_first_and_one_is_told_in_full() -> None:
    warning = finding("uv is old.", run(("uv", "self", "update"), "Update it."), code="KD901")
    warning = replace(warning, severity=Severity.WARNING)
    told = Told((NOTE, warning, ENTRY, RING))
    async with app(rules=told).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        said = "2 of 3 private indexes need you. 4 findings: press f. Press g to set up."
        assert line(pilot, "2 of 3") == said
        await press(pilot, "f")
        assert "keydex   billing-api / findings" in shown(pilot)
        assert line(pilot, "2 errors") == "2 errors, 1 warning, 1 note."
        assert (
            line(pilot, "✗ KD900") == "✗ KD900 core · uv uv finds nothing for core, not even ****."
        )
        codes = [word for word in shown(pilot).split() if word.startswith("KD9")]
        assert codes[:4] == ["KD900", "KD902", "KD901", "KD903"]
        assert line(pilot, "── KD900").endswith("pyproject.toml:12 ──")
        assert line(pilot, "setting") == "setting tool.uv.index[0].url"
        assert line(pilot, "mend") == "mend Store a new credential 2 entries, 1 paste"
        assert line(pilot, "command") == "command keydex set core ****"
        assert TOKEN not in shown(pilot)
        await press(pilot, "y")
        assert pilot.app.clipboard == "keydex set core ****"
        await press(pilot, "down")
        assert line(pilot, "mend") == "mend Leave it in your shell"
        await press(pilot, "down", "down")
        assert line(pilot, "ask") == "ask Wait"
        await press(pilot, "escape")
        assert "Questions" in shown(pilot)


async def test_nothing_wrong_says_so_and_what_was_looked_at() -> None:
    async with app(billing(PUBLIC, ""), rules=Told()).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert line(pilot, "No private") == "No private index is configured."
        await press(pilot, "f")
        assert line(pilot, "Nothing") == "Nothing is wrong."
        said = "Looked at 1 index of uv, their files and their keyrings."
        assert line(pilot, "Looked") == said
        assert "Mend" not in shown(pilot)
        await press(pilot, "escape")
        assert "Questions" in shown(pilot)


async def test_what_was_not_looked_at_yet_is_said() -> None:
    async with app(store=PROMPTS, rules=Told()).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "f")
        assert "Not every keyring was asked yet: press a." in words(pilot)
        await press(pilot, "a")
        assert "The indexes were not asked yet: press t." in words(pilot)


async def test_the_list_follows_what_is_found_and_the_cursor_its_finding() -> None:
    told = Told((ENTRY, RING, NOTE))
    async with app(rules=told).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "f", "down")
        told.findings = (RING, NOTE)
        await press(pilot, "r")
        assert "▸  ✗  KD902" in shown(pilot)
        told.findings = ()
        await press(pilot, "r")
        assert "Nothing is wrong." in shown(pilot)
        told.findings = (NOTE,)
        await press(pilot, "r")
        await pilot.press("enter")
        await until(pilot, lambda: "Mend KD903" in shown(pilot))
        await press(pilot, "escape", "escape")
        assert "Questions" in shown(pilot)


async def test_the_list_is_drawn_anew_for_another_width_and_other_colours() -> None:
    long = finding("uv " + "is what it is " * 9 + "today.", advice("Wait."))
    async with app(rules=Told((long,))).run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "f")
        wide = line(pilot, "✗ KD900")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert len(line(pilot, "✗ KD900")) < len(wide)
        assert line(pilot, "✗ KD900").endswith("…")
        pilot.app.theme = "ansi-light"
        await settle(pilot)
        assert "is what it is today." in words(pilot)


async def test_the_cause_the_mends_and_the_keyrings_are_on_the_first_screen() -> None:
    told = Told((ENTRY, replace(ENTRY, tool="pip"), ADVICE, NOTE, RING))
    async with app(rules=told).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        wanted = "uv ○ missing finds nothing for core, not even ****"
        assert line(pilot, "uv ") == wanted
        assert line(pilot, "pip ").startswith("pip ● stored finds the entry of")
        assert line(pilot, "1 ") == "1 Store a new credential 2 entries, 1 paste"
        assert "\n   2 " not in shown(pilot)
        assert line(pilot, "→") == "→ Ask them"
        assert "Wait" not in shown(pilot)
        assert line(pilot, "✗ No") == "✗ No backend is any good. KD902"
        await press(pilot, "y")
        assert pilot.app.clipboard == "keydex set core ****"


async def test_a_cause_that_names_no_tool_first_is_kept_whole() -> None:
    told = Told((replace(ENTRY, message="A netrc answers before any keyring."),))
    async with app(rules=told).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert line(pilot, "uv ") == "uv ○ missing A netrc answers before any keyring"


async def test_findings_are_those_of_what_is_known() -> None:
    told = Told()
    async with app(rules=told).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert (told.needs[0], told.needs[-1]) == (Needs.FILES, Needs.KEYRINGS)
        one = main(pilot)
        said = Probe(Verdict.REFUSED, "the index says 401", 401, 401)
        one.desk.survey = one.desk.survey.mapped(lambda _, report: replace(report, probe=said))
        one.paint()
        await settle(pilot)
        assert told.needs[-1] is Needs.INDEXES


async def test_a_slow_rule_blocks_no_key() -> None:
    told = Told((ENTRY,), gate=Flag())
    async with app(rules=told).run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "asked 14:02" in shown(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "billing-api / vendor" in shown(pilot))
        await pilot.press("escape", "f")
        await until(pilot, lambda: "billing-api / findings" in shown(pilot))
        assert told.gate
        told.gate.set()
        await until(pilot, lambda: "KD900" in shown(pilot))


def test_what_nobody_asked_about_is_not_found_missing() -> None:
    case = case_of(survey(billing()), {}, now=NOW)
    needs = {rule.code: rule.needs for rule in RULES}
    found = rules.found(case, Needs.INDEXES)
    assert not [each for each in found if needs[each.code] > Needs.FILES]


async def test_nothing_is_started_to_find_what_is_wrong_at_opening() -> None:
    counts = []
    for rules_ in (rules.found, Told()):
        entries, described = Entries(dict(PASSWORDS)), Described(PROMPTS)
        given = session(billing(), entries, rules=rules_)
        given = replace(given, means=replace(given.means, describe=described))
        async with keydex(given).run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            assert not main(pilot).foot.events
        counts.append((len(described.seen), len(entries.asked)))
    assert counts == [(1, 0), (1, 0)]


async def test_a_keyring_of_the_project_is_no_finding_before_it_was_looked_at() -> None:
    seen: list[Case] = []

    def look(case: Case, needs: Needs) -> Iterator[Finding]:
        seen.append(case)
        yield from ()

    own = "/home/me/src/billing-api/.venv/bin/keyring"
    async with app(billing(keyring=own), rules=look).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert seen
        assert not any(case.looks for case in seen)


async def test_the_page_of_tokens_is_opened_and_never_fetched() -> None:
    pages: list[str] = []

    def browse(page: str) -> bool:
        pages.append(page)
        return len(pages) == 1

    ml = replace(ENTRY, feed=f"https://{GITLAB}", index="ml")
    given = replace(session(rules=Told((ml, RING))), browse=browse)
    async with keydex(given).run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "f")
        assert "Open tokens" in shown(pilot)
        events = len(main(pilot).foot.events)
        await press(pilot, "o")
        assert len(pages) == 1
        assert pages[0].startswith("https://gitlab.acme.example/")
        assert "Opened" in shown(pilot)
        await press(pilot, "o")
        assert pilot.app.clipboard == pages[0]
        assert "No browser; copied" in shown(pilot)
        await press(pilot, "down")
        assert "Open tokens" not in shown(pilot)
        assert len(main(pilot).foot.events) == events


def test_a_browser_that_would_draw_over_the_app_is_not_started(tmp_path: Path) -> None:
    script = "from keydex.ui.outside import opened; print(opened('https://h.example/t'))"
    said = {}
    for name in ("lynx", "surfer"):
        browser = tmp_path / name
        browser.write_text(f'#!/bin/sh\necho "$1" >{tmp_path}/{name}.opened\n', "utf-8")
        browser.chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={"BROWSER": str(browser), "PATH": f"{tmp_path}:/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        said[name] = done.stdout.strip(), (tmp_path / f"{name}.opened").exists()
    assert said == {"lynx": ("False", False), "surfer": ("True", True)}


async def test_foreign_text_in_a_finding_is_never_markup() -> None:
    evil = "uv [/] reads [red]\x1b[31m."
    one = finding(evil, typed("echo [/b]", "Ask [bold"), code="KD904", feed="")
    async with app(rules=Told((one,))).run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        assert r"uv [/] reads [red]\x1b[31m." in shown(pilot)
        await press(pilot, "f")
        assert r"uv [/] reads [red]\x1b[31m." in shown(pilot)
        assert line(pilot, "command") == "command echo [/b]"
        await pilot.press("enter")
        await until(pilot, lambda: "Mend KD904" in shown(pilot))
        await press(pilot, "escape")


async def test_what_keeps_tools_out_is_mended_before_anything_was_asked() -> None:
    locked = replace(RING, tool="uv pip")
    async with app(rules=Told((locked,)), store=PROMPTS).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "home")
        assert line(pilot, "core").endswith("· not asked · not asked")
        assert "1 Leave it in your shell" in words(pilot)


async def test_an_index_is_called_the_same_on_every_screen() -> None:
    one, other = replace(ENTRY, index=CORE), replace(ENTRY, index=CORE, feed="https://gone.example")
    async with app(rules=Told((one, other))).run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "f")
        assert line(pilot, "✗ KD900").startswith("✗ KD900 core · uv ")
        assert line(pilot, "✗ KD900 pkgs").startswith(f"✗ KD900 {AZURE[:30]}")


async def test_many_findings_stay_usable() -> None:
    many = tuple(replace(RING, message=f"It is {number}.") for number in range(3000))
    async with app(rules=Told(many)).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        since = time.monotonic()
        await press(pilot, "f", "down", "pagedown", "escape")
        assert time.monotonic() - since < 20


async def test_a_username_that_is_missing_is_found_and_mended_by_keys() -> None:
    async with app().run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "down")
        assert line(pilot, "1 ").startswith("1 Write your username for it")
        await press(pilot, "f")
        assert line(pilot, "✗ KD012").startswith(
            "✗ KD012 vendor · uv uv asks no keyring for vendor"
        )


def test_kinds_of_fixes_are_all_shown_with_their_cost() -> None:
    given = survey(billing(PYPROJECT))
    way = given.configurations[0].access
    fixes = {
        "1 edit": Fix(Kind.EDIT, "a"),
        "1 edit, 1 entry": Fix(Kind.EDIT, "a", moves=True),
        "1 entry, 1 paste": store("https://nowhere.example", "a"),
        "1 entry, no paste": Fix(Kind.STORE, "a", feed=CORE, copies=True),
        "1 command": run(("a",), "a"),
        "in your shell": typed("a", "a"),
        "1 password": Fix(Kind.COMMAND, "a", unlocks=way),
        "": advice("a"),
    }
    assert {cost(given, fix): fix for fix in fixes.values()} == fixes
