"""`doctor`: what is wrong, why, and what mends it."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from keydex import documents, rules
from keydex.asking import Means
from keydex.cli import asking, commands, printing
from keydex.cli.asking import code
from keydex.errors import UsageError
from keydex.examining import examined, on_disk
from keydex.findings import Finding, Severity
from keydex.rules import Case, Needs
from keydex.secret import bare, masked
from keydex.survey import Survey
from keydex.words import OF_SEVERITY

Json = dict[str, Any]


def doctor(options: argparse.Namespace) -> int:
    """Look at everything, print what is wrong, and return the exit code."""
    if options.rules:
        return _listed(options)
    only = wanted(options.check)
    means = asking.means_of(options)
    case = looked(options, commands.read(options, options.indexes), only, means)
    needs = Needs.ENTRY if options.round_trip else Needs.INDEXES
    found = tuple(rules.found(case, Needs.FILES if options.offline else needs, only))
    if options.report:
        from keydex.cli.reporting import report

        return report(options, case, found)
    commands.show(options, documents.examined(found, case.survey), printed)
    if options.format == "text" and not found:
        print(well(case, is_offline=options.offline, is_part=bool(options.check)))
    return _code(options, case.survey, found)


def wanted(words: Iterable[str]) -> frozenset[str]:
    """Return the codes of checks that are named. Raises UsageError."""
    found = {word: rules.named(word) for word in words}
    if unknown := [word for word, rule in found.items() if rule is None]:
        raise UsageError(f"there is no check {bare(unknown[0])}", "keydex doctor --list names them")
    return frozenset(rule.code for rule in found.values() if rule)


def looked(options: argparse.Namespace, survey: Survey, only: frozenset[str], means: Means) -> Case:
    """Gather what the wanted checks need."""
    needed = max(rule.reads for rule in rules.RULES if not only or rule.code in only)
    most = Needs.ENTRY if getattr(options, "round_trip", False) else Needs.INDEXES
    needs = Needs.FILES if options.offline else min(needed, most)
    return examined(survey, means, needs, now=datetime.now(UTC), say=say)


def opened(survey: Survey, feed: str) -> str:
    """Name the fix that has a tool ask about a feed, by its settings or else by a username."""
    case = on_disk(survey, today=datetime.now(UTC).date())
    for subject in (rules.settings, rules.usernames):
        for finding in rules.found(case, Needs.FILES, [rule.code for rule in subject.ROWS]):
            if finding.feed == feed and finding.fix.command.startswith("keydex fix "):
                return masked(finding.fix.command, finding.secrets)
    return ""


def say(what: str) -> None:
    """Tell what is being done, on standard error, to a person who waits."""
    if sys.stderr.isatty() or "may ask" in what:
        print(f"{what} …", file=sys.stderr)


def printed(document: Json) -> Iterator[str]:
    """Print the findings: what is the case, where, and what mends it."""
    for each in document["findings"]:
        yield from _finding(each)
        yield ""
    if found := document["findings"]:
        counts = [(name, sum(each["severity"] == name for each in found)) for name in OF_SEVERITY]
        told = [f"{count} {name}{'s' if count > 1 else ''}" for name, count in counts if count]
        yield f"{', '.join(told)}. Mend them with keydex fix, or one by its code."


def _finding(finding: Json) -> Iterator[str]:
    """Print one finding."""
    subject = [finding["index"], finding["tool"]]
    about = " · ".join(printing.safe(each) for each in subject if each)
    sign = OF_SEVERITY[Severity(finding["severity"])]
    yield f"{sign} {finding['code']} {finding['name']}  {about}".rstrip()
    yield f"    {printing.safe(finding['message'])}"
    if finding["origin"]:
        yield f"    in {printing.place(finding['origin'])}"
    fix = finding["fix"]
    yield f"    → {printing.safe(fix['summary'])}"
    if fix["command"]:
        yield f"      {printing.safe(fix['command'])}"


def well(case: Case, *, is_offline: bool, is_part: bool) -> str:
    """Say that nothing was found, by all checks or a part of them, and what was looked at."""
    feeds = len({report.feed for _, report in case.private()})
    nothing = "Nothing is found by that check" if is_part else "Nothing is wrong"
    if not feeds:
        return f"{nothing}: no private index is configured."
    if is_part:
        return f"{nothing}."
    indexes = "1 private index" if feeds == 1 else f"{feeds} private indexes"
    tools = " and ".join(each.installation.tool for each in case.survey.configurations)
    limits = ", as far as files tell" if is_offline else ""
    return f"{nothing} with {indexes} of {tools}{limits}."


def _code(options: argparse.Namespace, survey: Survey, found: tuple[Finding, ...]) -> int:
    """Return how it went; notes are nothing wrong."""
    asked = 3 if survey.problems else 0 if options.offline or options.check else code(survey)
    wrong = any(each.severity is not Severity.NOTE for each in found)
    return asked if asked > 1 else int(wrong)


def _listed(options: argparse.Namespace) -> int:
    """Name the checks."""
    rows = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": str(rule.severity),
            "finds": rule.finds,
            "needs": rule.needs.name.lower(),
        }
        for rule in rules.RULES
    ]
    document = {"schema": "keydex.checks/1", "checks": rows}
    commands.show(options, document, _rows)
    return 0


def _rows(document: Json) -> Iterator[str]:
    rows = [
        (each["code"], each["name"], each["severity"], each["finds"]) for each in document["checks"]
    ]
    yield from printing.aligned(rows, indent="")
