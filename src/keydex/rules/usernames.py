"""Usernames: missing, lost, spelled in a way that a tool does not read, not what a host wants."""

from collections.abc import Iterator
from functools import partial

from keydex import hosts, naming
from keydex.findings import Finding, edit, name
from keydex.rules.case import Case, about, called
from keydex.rules.table import ERROR, Rule


def missing(case: Case) -> Iterator[Finding]:
    """Find an index for which a tool asks nothing, since there is no username."""
    for where in case.private():
        _, report = where
        if report.silence is None or report.silence.code != "no-username":
            continue
        host = hosts.kind(report.index.url)
        username = host.username if host else None
        if username:
            plan = partial(naming.planned, case.survey, (report,), username)
            command = f"keydex username {called(report)} {username}"
            fix = edit(f"Put {username} into the URL.", plan, command)
        else:
            fix = name(report.feed, f"keydex username {called(report)} NAME")
        yield about(where, report.silence.reason, fix)


ROWS = (
    Rule(
        "KD012",
        "username-missing",
        ERROR,
        "a tool asks no keyring, since it has no username for the index",
        missing,
    ),
)
