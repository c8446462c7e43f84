"""What a person can do about a feed now: numbered, each with its cost."""

from collections.abc import Iterator
from dataclasses import dataclass

from keydex import hosts, words
from keydex.errors import UsageError
from keydex.secret import masked
from keydex.survey import Survey
from keydex.tools import TOOLS
from keydex.ui.summaries import Reports
from keydex.ui.texts import counted, listed, safe
from keydex.words import Sign
from keydex.workflows import storing

LARGEST = 3
STORED = frozenset({Sign.MISSING, Sign.REFUSED, Sign.FORBIDDEN})


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing to do: an action of the screen, or a command line to copy."""

    text: str
    cost: str
    action: str = ""
    command: str = ""


def mends(survey: Survey, feed: str) -> tuple[Mend, ...]:
    """Return what mends a feed, the surest first, at most three."""
    reports = survey.feeds().get(feed, [])
    found = dict.fromkeys((*_names(reports), *_commands(reports), *_stores(survey, feed, reports)))
    return tuple(found)[:LARGEST]


def _names(reports: Reports) -> Iterator[Mend]:
    for _, report in reports:
        if report.silence and report.silence.code == "no-username" and report.index.origins:
            host = hosts.kind(report.index.url)
            name = host.username if host and host.username else "a username"
            yield Mend(f"Put {name} into the URL", "1 edit", "username")


def _commands(reports: Reports) -> Iterator[Mend]:
    """Yield the commands among the fixes; other fixes are sentences."""
    for _, report in reports:
        fix = report.silence.fix if report.silence else ""
        if fix.split(" ")[0] in TOOLS:
            shown = safe(masked(fix, report.secrets))
            yield Mend(f"Copy {shown}", "1 command", command=shown)


def _stores(survey: Survey, feed: str, reports: Reports) -> Iterator[Mend]:
    if not any(words.of_report(report) in STORED for _, report in reports):
        return
    try:
        plan = storing.plan(survey, feed)
    except UsageError:
        return
    tools = dict.fromkeys(tool for entry in plan.entries for tool in entry.tools)
    entries = counted(len(plan.entries), "entry", "entries")
    yield Mend(f"Store a new credential for {listed(tuple(tools))}", f"{entries}, 1 paste", "store")


def advice(survey: Survey, feed: str) -> Iterator[str]:
    """Yield the fixes that no key does."""
    for _, report in survey.feeds().get(feed, []):
        silence = report.silence
        if silence and silence.fix and silence.code != "no-username":
            fix = safe(masked(silence.fix, report.secrets))
            if fix.split(" ")[0] not in TOOLS:
                yield fix
