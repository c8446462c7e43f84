"""What a kind of index wants: usernames, addresses, encryption; and what it can't do."""

import ipaddress
import shlex
from collections.abc import Iterator
from functools import partial

from keydex import hosts, naming
from keydex.asking import found
from keydex.findings import Finding, Fix, Severity, advice, edit, name, typed
from keydex.hosts import PUBLIC, Host, Who
from keydex.model import Report, Role
from keydex.rules.case import Case, about, called, is_upload, wants_login
from keydex.rules.table import ERROR, WARNING, Needs, Rule
from keydex.secret import pieces

ELSEWHERE = {
    "github": "Install from its repository (git+https://…) or from the files of a release.",
}
ASK = "Ask who runs it for the address of its Python index."


def username_unfit(case: Case) -> Iterator[Finding]:
    """Find a username that this kind of index never takes."""
    for where in case.survey.reports():
        _, report = where
        host, username = hosts.kind(report.index.url), report.index.username
        if host and is_unfit(report):
            wanted = {Who.EXACT: host.username, Who.NONE: "none"}.get(host.who) or "your own"
            message = (
                f"The username of {called(report)} is {username}, and {host.title} wants {wanted}."
            )
            yield about(where, message, _renamed(case, report, host))


def is_unfit(report: Report) -> bool:
    """Say whether the username is none that this kind of index takes.

    PyPI takes any name, and needs none, from those who only read.
    """
    host, username = hosts.kind(report.index.url), report.index.username
    if host is None or not username or (host.kind in PUBLIC and not is_upload(report)):
        return False
    return "$" not in username and not _fits(host, username)


def _fits(host: Host, username: str) -> bool:
    """Say whether an index may take a username."""
    if host.who is Who.NONE or username in host.unfit_usernames:
        return False
    return host.who is not Who.EXACT or username in {host.username, *host.other_usernames}


def _renamed(case: Case, report: Report, host: Host) -> Fix:
    """Write the right username to where the wrong one is."""
    right = host.username if host.who is Who.EXACT else None
    is_own = host.who is Who.OWN
    variable = naming.variable(report)
    if report.index.username_from == "variable" and variable:
        word = f"unset {variable}" if host.who is Who.NONE else f"export {variable}={right}"
        word = f"export {variable}=NAME" if is_own else word
        return typed(word, "Say so in your shell, and where the variable is set.")
    if report.index.username_from != "url" or not _is_written(report):
        return advice(f"Change it to {'your own' if is_own else right or 'none'} where it is set.")
    command = f"keydex username {shlex.quote(called(report))}"
    if is_own:
        return name(report.feed, f"{command} NAME")
    plan = partial(naming.planned, case.survey, (report,), right)
    if right is None:
        return edit("Take the username out of the URL.", plan, f"{command} --unset")
    return edit(f"Put {right} into the URL.", plan, f"{command} {right}")


def _is_written(report: Report) -> bool:
    """Say whether the URL itself stands where the index is declared: in a file, each time.

    The publish URL of an index that is named is told to be where its other URL is.
    """
    places = report.index.origins
    is_beside = is_upload(report) and any((each.key or "").endswith("].url") for each in places)
    return bool(places) and all(each.path for each in places) and not is_beside


def no_python_registry(case: Case) -> Iterator[Finding]:
    """Find an index at a place that serves no Python packages."""
    for where in case.survey.reports():
        _, report = where
        host = hosts.kind(report.index.url)
        if host is None or host.has_python or not report.index.origins:
            continue
        is_sure = "has_python" not in host.unverified
        what = "which serves no Python packages" if is_sure else "known for containers only"
        yield about(
            where,
            f"{called(report)} leads to {host.title}, {what}.",
            advice(ELSEWHERE.get(host.kind, ASK)),
            severity=None if is_sure else Severity.NOTE,
        )


def wrong_address(case: Case) -> Iterator[Finding]:
    """Find an upload URL that is used as an index, or the reverse."""
    for where in case.survey.reports():
        _, report = where
        if not report.index.origins or report.index.role is Role.FIND_LINKS:
            continue
        publishes = is_upload(report)
        if corrected := hosts.corrected(report.index.url, publishes=publishes):
            message = f"{called(report)} has the URL for uploads, which serves no packages."
            if publishes:
                message = f"{called(report)} publishes to the URL of an index, which takes nothing."
            yield about(where, message, _moved(case, report, *corrected))


def _moved(case: Case, report: Report, right: str, hint: str) -> Fix:
    """Write the right URL to where the wrong one is."""
    if not right:
        return advice(hint)
    if _is_written(report):
        plan = partial(naming.moved, case.survey, (report,), right)
        return edit(f"Write {right} instead.", plan)
    return advice(f"Write {right} instead.")


def cleartext(case: Case) -> Iterator[Finding]:
    """Find an index to which a password goes unencrypted."""
    for where in case.private():
        _, report = where
        parts = pieces(report.index.url)
        sent = report.settled_by or report.sent_first or found(report)
        login = sent or report.index.username or wants_login(report)
        if parts.scheme == "http" and login and not _is_here(parts.hostname or ""):
            message = f"{called(report)} is reached over http, so its password goes unencrypted."
            fix = advice(f"Write https:// if {parts.netloc} serves it, else ask who runs it to.")
            yield about(where, message, fix)


def _is_here(host: str) -> bool:
    """Say whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


ROWS = (
    Rule(
        "KD011",
        "username-unfit",
        ERROR,
        "the username is not what this kind of index takes",
        username_unfit,
    ),
    Rule(
        "KD070",
        "no-python-registry",
        WARNING,
        "an index leads to a place that serves no Python packages",
        no_python_registry,
    ),
    Rule(
        "KD071",
        "wrong-address",
        ERROR,
        "an upload URL is used as an index, or the reverse",
        wrong_address,
    ),
    Rule(
        "KD072",
        "cleartext",
        WARNING,
        "a password goes over http to another machine",
        cleartext,
        heeds=Needs.INDEXES,
    ),
)
