"""What the doctor finds, as the screens show it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from keydex import hosts
from keydex.findings import Finding, Severity
from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.parts import unasked
from keydex.ui.summaries import name
from keydex.ui.texts import counted, listed, origin, safe

Findings = tuple[Finding, ...]
RANK = tuple(Severity)
TONES = {
    Severity.ERROR: "tone--bad",
    Severity.WARNING: "tone--lacking",
    Severity.NOTE: "tone--quiet",
}

MEANINGS = {
    Severity.ERROR: "an error: a tool is kept out, or a secret is exposed",
    Severity.WARNING: "a warning: a tool may be kept out",
    Severity.NOTE: "a note: worth knowing",
}


def ranked(found: Iterable[Finding]) -> Findings:
    """Return findings with the worst first; of equals, in the order of the rules."""
    return tuple(sorted(found, key=lambda each: RANK.index(severity(each))))


def named(found: Iterable[Finding], survey: Survey) -> Findings:
    """Call a feed that a tool has no name for as the list of indexes does."""
    feeds = survey.feeds()
    return tuple(
        replace(each, index=name(feeds[each.feed]))
        if each.feed in feeds and "://" in (each.index or "")
        else each
        for each in found
    )


def severity(finding: Finding) -> Severity:
    """Say how much a finding matters."""
    return finding.severity or Severity.NOTE


def told(finding: Finding, text: str) -> str:
    """Write a text of a finding as it may be shown."""
    return safe(masked(text, finding.secrets))


def subject(finding: Finding) -> str:
    """Name what a finding is about: an index, its tools."""
    index = (finding.index or "").rpartition("://")[2]
    tools = listed((finding.tool or "").split())
    return " · ".join(told(finding, each) for each in (index, tools) if each)


def of_feed(found: Findings, feed: str | None) -> Findings:
    """Return what is about a feed; an empty one is no feed: keyrings, plugins, files, notices."""
    return tuple(each for each in found if each.feed == feed)


def around(found: Findings, feed: str) -> Findings:
    """Return all that is looked at for a feed: what is about it, and what is about no feed."""
    return tuple(each for each in found if each.feed in {feed, ""})


def keeping_out(found: Findings, feed: str, tool: str) -> Findings:
    """Return what keeps a tool out of a feed, or of every feed."""
    return tuple(
        each
        for each in around(found, feed)
        if severity(each) is Severity.ERROR and tool in (each.tool or "").split()
    )


def cause(found: Findings, feed: str, tool: str) -> str:
    """Return what keeps a tool out of a feed; empty where no rule knows.

    Its name is left out where nothing else is meant.
    """
    for each in keeping_out(found, feed, tool):
        said = told(each, each.message).removesuffix(".")
        return said.removeprefix(f"{tool} ") if each.tool == tool else said
    return ""


def place(finding: Finding, survey: Survey) -> str:
    """Name where it stands."""
    if finding.origin is None:
        return ""
    return told(finding, origin(finding.origin, survey.project, survey.environment))


def page(finding: Finding) -> str:
    """Return the page on which the host of a finding gives out tokens, if it has one."""
    return hosts.token_page(finding.feed) or ""


def counts(found: Sequence[Finding]) -> str:
    """Count them by how much they matter."""
    numbers = {each: sum(severity(one) is each for one in found) for each in RANK}
    return ", ".join(counted(number, str(each)) for each, number in numbers.items() if number)


def looked_at(survey: Survey) -> str:
    """Say what was looked at where nothing is wrong, and what was not."""
    feeds = counted(len(survey.feeds()), "index", "indexes")
    tools = listed([each.installation.tool for each in survey.configurations])
    said = f"Looked at {feeds} of {tools or 'no tool'}, their files and their keyrings."
    if unasked(survey.reports()):
        return f"{said} Not every keyring was asked yet: press a."
    declared = [report for _, report in survey.reports() if report.index.origins]
    if any(report.probe is None for report in declared):
        return f"{said} The indexes were not asked yet: press t."
    return said
