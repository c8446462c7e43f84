"""Every rule finds what it is for, and stays silent where that is not the case."""

import importlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from keydex.findings import Finding, Kind
from keydex.keyrings import Store
from keydex.model import Configuration, Probe, Report, Verdict
from keydex.rules import RULES, Case, Needs, Rule, found
from tests.live.test_fixes import STATES
from tests.memory import PROJECT
from tests.rules.cases import Finds, World, findings, probed
from tests.rules.stores import FILES, LOCKED, NEW

FOLDER = Path(__file__).parent
TABLES = [
    importlib.import_module(f"tests.rules.{path.stem}")
    for path in sorted(FOLDER.glob("*.py"))
    if path.stem not in {"__init__", "cases"} and not path.stem.startswith("test_")
]
FINDS: list[Finds] = [each for table in TABLES for each in table.FINDS]
SILENT: list[tuple[str, World]] = [each for table in TABLES for each in table.SILENT]


def _place(finding: Finding) -> str:
    origin = finding.origin
    if origin is None or origin.path is None:
        return (origin and (origin.variable or origin.flag)) or ""
    path = origin.path.relative_to(PROJECT) if origin.path.is_relative_to(PROJECT) else origin.path
    return f"{path}:{origin.line}" if origin.line else str(path)


@pytest.mark.parametrize("each", FINDS, ids=lambda each: f"{each.code} {each.says[:50]}")
def test_a_rule_finds(each: Finds) -> None:
    found = each.findings()
    assert [finding.message for finding in found] == [each.says]
    fix = found[0].fix
    assert (fix.kind, fix.command, _place(found[0])) == (each.kind, each.command, each.at)
    assert fix.summary


@pytest.mark.parametrize(("code", "world"), SILENT, ids=lambda each: str(each)[:5])
def test_a_rule_stays_silent(code: str, world: World) -> None:
    assert findings(code, world) == []


def test_every_rule_is_shown_to_find_and_to_stay_silent() -> None:
    codes = sorted(rule.code for rule in RULES)
    assert sorted({each.code for each in FINDS}) == codes
    assert sorted({code for code, _ in SILENT}) == codes


def without(case: Case, needs: Needs) -> Case:
    """Return what is known of a case to rules that read no more."""
    if needs < Needs.ENTRY:
        case = replace(case, round_trips={})
    if needs < Needs.INDEXES:
        unprobed = case.survey.mapped(lambda _, report: replace(report, probe=None))
        case = replace(case, survey=unprobed, fallbacks=())
    if needs < Needs.KEYRINGS:
        unasked = case.survey.mapped(lambda _, report: replace(report, answers=()))
        case = replace(case, survey=unasked, looks={}, murmurs={})
    return case


def told_apart(case: Case) -> Iterator[Case]:
    """Yield a case, and what it is where indexes say what nothing else tells of them."""
    yield case
    for probe in (probed(Verdict.MISSING), probed(Verdict.REFUSED)):
        says_so = case.survey.mapped(partial(_saying, probe))
        yield replace(case, survey=says_so)
        yield replace(case, survey=says_so.mapped(lambda _, report: _untold(report)))


def _saying(probe: Probe, _: Configuration, report: Report) -> Report:
    return replace(report, probe=probe)


def _untold(report: Report) -> Report:
    return replace(report, host=None, index=replace(report.index, username=None, settings={}))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_finds_alone_what_it_finds_among_all(rule: Rule) -> None:
    """What is asked for one code is what its rule reads: it finds no more by what is beyond."""
    worlds = [each.world for each in FINDS if each.code == rule.code]
    worlds += [world for code, world in SILENT if code == rule.code]
    for world in worlds:
        for case in told_apart((world if isinstance(world, World) else world()).case()):
            alone = {_said(each) for each in found(without(case, rule.reads), only={rule.code})}
            assert {_said(each) for each in found(case, only={rule.code})} <= alone


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.feed, finding.message, finding.fix.command


def test_no_code_and_no_name_is_used_twice() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("each", FINDS, ids=lambda each: f"{each.code} {each.says[:50]}")
def test_a_finding_is_short_and_says_what_to_do(each: Finds) -> None:
    assert len(each.says.split()) <= 25
    assert each.says.endswith(".")
    assert each.kind in {Kind.EDIT, Kind.STORE, Kind.COMMAND} or not each.command


@pytest.mark.parametrize("each", [each for each in FINDS if each.kind is Kind.EDIT], ids=str)
def test_an_edit_can_be_planned(each: Finds) -> None:
    fix = each.findings()[0].fix
    assert fix.asks_username or (fix.edits and fix.edits())


@pytest.mark.parametrize(("store", "makes"), [(LOCKED, False), (NEW, True)], ids=str)
def test_it_is_known_whether_the_password_of_a_store_is_a_new_one(
    store: Store, *, makes: bool
) -> None:
    (finding,) = findings("KD042", World(FILES, store=store))
    assert finding.fix.makes is makes


def test_every_fix_that_can_be_applied_is_run_for_real() -> None:
    applied = {each.code for each in FINDS if each.kind is not Kind.NONE}
    assert {state.code for state in STATES} == applied
