"""Passwords that stand under a key of their own, in a file that configures a tool."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.errors import ConfigError
from keydex.findings import Finding, Fix, advice
from keydex.model import Credential, Origin, Report
from keydex.rules.case import Case, Where, about
from keydex.rules.leaks import places
from keydex.rules.planning import Plan, key_taken
from keydex.survey import changed

Kept = dict[Origin, list[tuple[Where, Credential]]]


def gathered(case: Case) -> Kept:
    """Gather the keys that hold passwords, each with the indexes that it is for."""
    found: Kept = {}
    for where in case.survey.reports():
        for source in places.kept(where[1]):
            if source.credential:
                found.setdefault(source.origin, []).append((where, source.credential))
    return found


def found(case: Case, kept: Kept) -> Iterator[Finding]:
    """Find a password under a key, and say whether a keyring can take it."""
    for origin, owners in kept.items():
        where, credential = owners[0]
        name = origin.path.name if origin.path else ""
        message = f"{name} holds the password of {places.shown(where[1])}."
        summary = "took the password out"
        plan = key_taken(case.environment, origin, credential.password, summary)
        fix = _fix(case, origin, [each for each, _ in owners], plan)
        severity = places.severity(case, origin)
        for each, _ in owners:
            finding = about(each, message, fix, origin=origin, severity=severity)
            word = _word(case, where[1])
            yield replace(finding, feed=where[1].feed, index=word, secrets=where[1].secrets)


def _word(case: Case, report: Report) -> str:
    """Name an index in a command: by its URL where its name means another one, too."""
    name = report.index.name
    feeds = {each.feed for _, each in case.survey.reports() if each.index.name == name}
    return name if name and len(feeds) == 1 else report.feed


def _fix(case: Case, origin: Origin, wheres: list[Where], plan: Plan) -> Fix:
    """Move the password, or say what must be done before."""
    try:
        after = changed(case.survey, plan()).feeds()
    except ConfigError as error:
        reason = f"{error.reason}; {places.anew(wheres[0][1].index.url)}"
        return advice(f"Take it out in an editor, as {reason}.")
    for configuration, report in wheres:
        tool, role = configuration.installation.tool, report.index.role
        same = [
            each
            for other, each in after.get(report.feed, ())
            if (other.installation.tool, each.index.role) == (tool, role)
        ]
        if obstacle := _obstacle(tool, same):
            return advice(obstacle)
    return places.moving(case, wheres[0][1], origin, plan)


def _obstacle(tool: str, same: list[Report]) -> str:
    """Say why a tool would not find the password in a keyring; empty where it would."""
    if not same:
        return f"Leave it: {tool} would not know the index without it, and so ask no keyring."
    for report in same:
        if report.silence and report.settled_by is None and not report.lookups:
            ends = report.silence.reason.rstrip(".")
            fix = f" ({report.silence.fix})" if report.silence.fix else ""
            return f"Let {tool} ask a keyring first, for the password to go to{fix}: {ends}."
    return ""
