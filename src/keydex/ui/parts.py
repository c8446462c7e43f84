"""Parts of a survey: cut out to be asked, and put back."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from keydex.asking import credential
from keydex.model import Configuration, Lookup, Report, Role
from keydex.survey import Survey
from keydex.words import is_asked

Wanted = Callable[[Configuration, Report], bool]


def part(survey: Survey, wanted: Wanted) -> Survey:
    """Cut out what is to be asked anew."""
    return survey.mapped(
        lambda one, report: replace(report, answers=()) if wanted(one, report) else None
    )


def merged(survey: Survey, *parts: Survey) -> Survey:
    """Put what parts have learned back to where it belongs.

    An index's word counts as long as the tool would send the same.
    """
    fresh = {_key(one, report): report for each in parts for one, report in each.reports()}

    def said(one: Configuration, report: Report) -> Report:
        found = fresh.get(_key(one, report), report)
        if _rules(found) != _rules(report) or (report.answers and not found.answers):
            return report
        if report.answers and credential(found) != credential(report):
            return replace(report, answers=found.answers, probe=None)
        return replace(report, answers=found.answers, probe=found.probe)

    return survey.mapped(said)


def _rules(report: Report) -> tuple[object, ...]:
    """Return what decides which credential is found, beside the answers."""
    return report.index, report.lookups, *report.sources


def _key(one: Configuration, report: Report) -> tuple[str, Role, str | None, str, str]:
    index = report.index
    return one.installation.tool, index.role, index.name, index.url, phase_of(report)


def phase_of(report: Report) -> str:
    """Name the phase of a command that a report is about; nothing where there is but one."""
    return report.lookups[0].phase or "" if report.lookups else ""


def unasked(reports: Iterable[tuple[Configuration, Report]]) -> tuple[Lookup, ...]:
    """Return the questions that no keyring was asked yet, each once."""
    found = (
        (one.access.via, one.access.executable, one.access.interpreter, lookup)
        for one, report in reports
        if is_asked(report) and not report.answers
        for lookup in report.lookups
    )
    return tuple(lookup for *_, lookup in dict.fromkeys(found))
