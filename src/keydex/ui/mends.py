"""What a person can do about a feed now: the fixes of its findings, each with its cost."""

from collections.abc import Iterator

from keydex.errors import KeydexError
from keydex.findings import Finding, Fix, Kind, Severity
from keydex.survey import Survey
from keydex.ui.findings import Findings, keeping_out, of_feed, severity, told
from keydex.ui.states import NEEDY
from keydex.ui.texts import counted
from keydex.words import Sign, of_report

LARGEST = 3
OUT = NEEDY | {Sign.NOT_ASKED}


def mends(survey: Survey, found: Findings, feed: str) -> Findings:
    """Return the findings of a feed that a key mends, the worst first, at most three.

    Findings that one fix mends count as one; an edit mends what stands in one place. What keeps a
    tool out of every feed counts where it is out of this one, or nobody knows yet.
    """
    everywhere = {
        id(each)
        for one, report in survey.feeds()[feed]
        if of_report(report) in OUT
        for each in keeping_out(found, feed, one.installation.tool)
    }
    first: dict[object, Finding] = {}
    for each in found:
        is_about = each.feed == feed or id(each) in everywhere
        if is_about and each.fix.kind is not Kind.NONE:
            where = each.origin if each.fix.kind is Kind.EDIT else None
            first.setdefault((each.fix, where), each)
    return tuple(first.values())[:LARGEST]


def advice(found: Findings, feed: str) -> Iterator[str]:
    """Yield what no key mends and matters: what to ask whom."""
    for each in of_feed(found, feed):
        if each.fix.kind is Kind.NONE and severity(each) is not Severity.NOTE:
            yield summary(each)


def summary(finding: Finding) -> str:
    """Say what mends a finding."""
    return told(finding, finding.fix.summary).removesuffix(".")


def cost(survey: Survey, fix: Fix) -> str:
    """Say what a fix costs a person."""
    if fix.kind is Kind.EDIT:
        return "1 edit, 1 entry" if fix.moves else "1 edit"
    if fix.kind is Kind.STORE:
        return f"{_entries(survey, fix)}, {'no' if fix.copies else '1'} paste"
    if fix.unlocks:
        return "1 password"
    if fix.kind is Kind.COMMAND:
        return "1 command" if fix.argv else "in your shell"
    return ""


def _entries(survey: Survey, fix: Fix) -> str:
    """Count the entries that serve a feed; one is the least where that can't be known now."""
    from keydex.workflows import copying, storing

    try:
        copied = fix.copies and copying.planned(survey, fix.feed)[0]
        count = len((copied or storing.plan(survey, fix.feed)).entries)
    except (KeydexError, KeyError):
        count = 1
    return counted(count, "entry", "entries")
