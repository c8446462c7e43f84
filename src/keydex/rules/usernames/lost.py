"""A username that pip has and does not use."""

from collections.abc import Iterator
from functools import partial

from keydex import naming
from keydex.findings import Finding, Fix, advice, edit
from keydex.model import Report, Role
from keydex.rules.case import Case, about, called
from keydex.rules.planning import place
from keydex.rules.table import ERROR, Rule
from keydex.secret import pieces


def lost(case: Case) -> Iterator[Finding]:
    """Find a username that pip loses, since the host of the URL is not in lower case.

    pip compares the host as it is written with that of the request, which is in lower case
    (network/auth.py, _get_index_url; 21.1 to 26.3).
    """
    for where in case.private():
        _, report = where
        if _is_lost(report):
            host = pieces(report.index.url).netloc
            message = f"pip loses the username of {called(report)}: {host} is not in lower case."
            yield about(where, message, _fix(case, report))


def _is_lost(report: Report) -> bool:
    index = report.index
    host = pieces(index.url).netloc
    if index.tool != "pip" or not index.username or index.password or host == host.lower():
        return False
    is_silent = report.silence is not None and report.silence.code == "no-username"
    asks = {each.username for each in report.lookups}
    is_used = index.role is not Role.FIND_LINKS
    return is_used and (is_silent or bool(asks and index.username not in asks))


def _fix(case: Case, report: Report) -> Fix:
    """Write the host in lower case."""
    url = report.index.url
    host = pieces(url).netloc
    right = url.replace(host, host.lower(), 1)
    summary = f"Write {host.lower()} in the URL."
    if any(each.path for each in report.index.origins):
        return edit(summary, partial(naming.moved, case.survey, (report,), right))
    return advice(f"Write {host.lower()} in {place(case.environment, report.index.origins[0])}.")


ROWS = (
    Rule(
        "KD013",
        "username-lost",
        ERROR,
        "pip loses the username, since the host of the URL is not in lower case",
        lost,
    ),
)
