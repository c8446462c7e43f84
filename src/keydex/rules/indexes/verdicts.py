"""What an index says of a tool that asks it with what it found."""

from collections.abc import Iterator
from functools import partial

from keydex import hosts, naming
from keydex.asking import credential, found
from keydex.findings import Finding, Fix, Severity, advice, edit, store, typed
from keydex.model import Credential, Lookup, Probe, Report, Verdict
from keydex.rules.case import Case, Where, about, by_feed, called
from keydex.rules.plugins.fitting import minted

UNAUTHORIZED, FORBIDDEN, ABSENT = 401, 403, 404
# What to try where an index gives no answer, by a word of the reason.
TRIES = {
    "certificate": "Name the authority of your company in SSL_CERT_FILE, and for the tools.",
    "authority": "Name the authority of your company in SSL_CERT_FILE, and for the tools.",
    "proxy": "Look at HTTPS_PROXY and NO_PROXY, or ask who runs the proxy.",
    "host name": "Turn the VPN on, if it is behind one; or correct the URL.",
}


def refused(case: Case) -> Iterator[Finding]:
    """Find a password in a keyring that the index refuses."""
    for where, probe, first in _said(case, Verdict.REFUSED):
        report = where[1]
        if probe.about == "username":
            yield _sent_empty(case, where, probe)
        elif hit := _from_keyring(report, probe):
            index, of = called(report), "for its files " if probe.about else ""
            service, user = hit[0].service, hit[1].username
            message = f"{index} refuses {of}the password stored under {service} for {user} (401)."
            yield _about(where, first, message, _renewed(case, where, hit))


def forbidden(case: Case) -> Iterator[Finding]:
    """Find a password in a keyring with which the index lets nobody in."""
    for where, probe, first in _said(case, Verdict.FORBIDDEN):
        report = where[1]
        if hit := _from_keyring(report, probe):
            index, service, user = called(report), hit[0].service, hit[1].username
            message = f"{index} does not let {user} in with what is stored under {service} (403)."
            more = _means(report, FORBIDDEN) or "It may also be that you lack the right to read."
            fix = store(report.feed, f"Store another password or token. {more}")
            yield _about(where, first, message, fix)


def not_found(case: Case) -> Iterator[Finding]:
    """Find an index that is not where its URL leads, or that hides."""
    for where, probe, first in _said(case, Verdict.NOT_FOUND, Verdict.UNCLEAR):
        report, index = where[1], called(where[1])
        status = probe.anonymous if probe.status is None else probe.status
        is_sent = credential(report) is not None
        is_clear = probe.verdict is Verdict.NOT_FOUND
        if status != ABSENT or not (is_sent or (is_clear and not report.lookups)):
            continue
        message = f"{index} says 404: nothing is at this path, or it hides it from you."
        lets_in = is_sent and is_clear and probe.anonymous in {UNAUTHORIZED, FORBIDDEN}
        if lets_in:
            message = f"{index} takes the credential, but nothing is at this path (404)."
        more = _means(report, ABSENT) or "Compare its URL with the one that its own page names."
        severity = None if is_sent and is_clear else Severity.WARNING
        yield _about(where, first, message, advice(more), severity)


def not_an_index(case: Case) -> Iterator[Finding]:
    """Find a URL that leads to something else than an index."""
    for where, probe, first in _said(case, Verdict.NOT_AN_INDEX):
        message = f"{called(where[1])} is no index: {probe.reason}."
        fix = advice("Correct its URL, which mostly ends in /simple/; or store a new token.")
        yield _about(where, first, message, fix)


def unreachable(case: Case) -> Iterator[Finding]:
    """Find an index that gives no answer."""
    for where, probe, first in _said(case, Verdict.UNREACHABLE):
        message = f"{called(where[1])} can't be reached: {probe.reason}."
        fits = (text for word, text in TRIES.items() if word in probe.reason)
        text = next(fits, "Look at the URL, the VPN and the proxy; try again later.")
        yield _about(where, first, message, advice(text))


def _said(case: Case, *verdicts: Verdict) -> Iterator[tuple[Where, Probe, Where]]:
    """Yield what got one of these verdicts, with the first that is said of that index."""
    for wheres in by_feed(case):
        for where in wheres:
            probe = where[1].probe
            if probe and probe.verdict in verdicts:
                yield where, probe, wheres[0]


def _about(
    where: Where, first: Where, message: str, fix: Fix, severity: Severity | None = None
) -> Finding:
    """Make a finding that is the same for all tools of which it holds."""
    origin = first[1].index.origins[0]
    return about(where, message, fix, origin=origin, severity=severity)


def _from_keyring(report: Report, probe: Probe) -> tuple[Lookup, Credential] | None:
    """Return what of the keyring was sent, if anything."""
    if report.settled_by or report.overridden_by:
        return None
    return found(report, probe.about)


def _renewed(case: Case, where: Where, hit: tuple[Lookup, Credential]) -> Fix:
    """Store a new password; what a plugin made is made anew by signing in."""
    configuration, report = where
    if not minted(case, configuration.access, *hit):
        return store(report.feed, "Store a new password or token.")
    kind = hosts.kind(report.index.url)
    if kind and kind.login:
        return typed(kind.login, "Sign in again; a plugin made this token.")
    return advice("Sign in again; a plugin made this token.")


def _sent_empty(case: Case, where: Where, probe: Probe) -> Finding:
    """Say that the index refuses the username alone, so that the keyring is never asked."""
    configuration, report = where
    tool, index, user = configuration.installation.tool, called(report), report.index.username
    message = (
        f"{tool} first sends {user} with an empty password; {index} says {probe.status}, "
        f"so the keyring is never asked."
    )
    summary = f"Take the username out of the URL: {tool} then asks after a 401."
    if probe.anonymous != UNAUTHORIZED or not report.index.origins[0].path:
        return about(where, message, advice(f"{summary} This index says no 401."))
    plan = partial(naming.planned, case.survey, (report,), None)
    return about(where, message, edit(summary, plan))


def _means(report: Report, status: int) -> str:
    """Return how this kind of index means a status, where that was verified."""
    kind = hosts.kind(report.index.url)
    if kind is None or "statuses" in kind.unverified:
        return ""
    return dict(kind.statuses).get(status, "")
