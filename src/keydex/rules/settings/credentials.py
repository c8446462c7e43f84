"""Credentials that end the search before a keyring is asked."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from keydex import naming
from keydex.config import netrc
from keydex.config.netrc import Login
from keydex.config.toml import is_toml, value_at
from keydex.errors import ConfigError
from keydex.findings import Finding, Fix, Severity, advice, edit, run, typed
from keydex.model import Origin, Report, Source, Verdict, Via, undotted
from keydex.rules.case import Case, Where, about, called
from keydex.rules.planning import document, key_taken, netrc_taken, place
from keydex.rules.table import ERROR, WARNING, Needs, Rule

REFUSALS = {Verdict.REFUSED: "refuses", Verdict.FORBIDDEN: "forbids"}


def settles(case: Case) -> Iterator[Finding]:
    """Find a credential that the index refuses, and that ends the search before the keyring."""
    for where in case.private():
        _, report = where
        source, says = report.settled_by, _refusal(report)
        if source is None or not says:
            continue
        there, name = place(case.environment, source.origin), called(report)
        message = f"{there} answers before any keyring, and {name} {says} it."
        severity = Severity.WARNING if says == "forbids" else None
        yield about(
            where, message, _taken(case, where, source), origin=source.origin, severity=severity
        )


def _refusal(report: Report) -> str:
    """Say in a word that the index does not take the credential; empty where it does."""
    probe = report.probe
    return REFUSALS.get(probe.verdict, "") if probe and probe.about is None else ""


def _taken(case: Case, where: Where, source: Source) -> Fix:
    """Take the credential away from where it stands."""
    environment, origin = case.environment, source.origin
    there = place(environment, origin)
    if source.kind == "netrc" and origin.path and origin.line and source.credential:
        summary = f"Take that login out of {there}."
        plan = netrc_taken(environment, origin.path, origin.line, source.credential, summary)
        return edit(summary, plan)
    if source.kind == "store" and origin.path:
        return _logged_out(case, origin, origin.path)
    if origin.variable and source.kind == "env":
        return typed(f"unset {origin.variable}", "Unset it in your shell, and where it is set.")
    if source.kind == "config" and origin.path and source.credential:
        summary = f"Take that password out of {there}."
        password = source.credential.password
        return edit(summary, key_taken(environment, origin, password, summary))
    if origin.path:
        owners = (_declared_at(case, where, origin),)
        plan = partial(naming.bared, case.survey, owners, keep_username=True)
        return edit(f"Take the password out of {there}; the username stays.", plan)
    return advice(f"Take the password out of the URL in {there}.")


def _declared_at(case: Case, where: Where, origin: Origin) -> Report:
    """Return the index that is declared at a place: it may be another one of that host."""
    found = (report for _, report in case.survey.reports() if origin in report.index.origins)
    return next(found, where[1])


def _logged_out(case: Case, origin: Origin, path: Path) -> Fix:
    """Log out with the tool whose own store it is: uv's is TOML, pixi's is JSON."""
    if not is_toml(path):
        summary = "Take it out of pixi's own store."
        return run(("pixi", "auth", "logout", origin.key or ""), summary)
    summary = "Take it out of uv's own store."
    found = document(case.environment, path).data
    entry = undotted(origin.key or "")
    service, username = (value_at(found, (*entry, name)) for name in ("service", "username"))
    who = ("--username", str(username)) if username else ()
    return run(("uv", "auth", "logout", str(service), *who), summary)


def netrc_wins(case: Case) -> Iterator[Finding]:
    """Find a netrc that answers for a private index, although a keyring is there to be asked."""
    for where in case.private():
        configuration, report = where
        source = report.settled_by or report.sent_first
        if source is None or source.kind != "netrc" or configuration.access.via is Via.NONE:
            continue
        if report.settled_by and _refusal(report):
            continue
        login, username = _login(case, source.origin), report.index.username
        there, name = place(case.environment, source.origin), called(report)
        told = f"{there} answers for {name} before any keyring"
        if login and login.machine is None:
            fix = advice("Give each host an entry of its own instead.")
            message = f"{told}: it is the default entry, sent to every host."
            yield about(where, message, fix, origin=source.origin)
        elif login and username and login.login != username:
            fix = advice(f"Take line {login.line} out, if {name} is meant for {username}.")
            yield about(where, f"{told}, and not as {username}.", fix, origin=source.origin)
        elif configuration.access.origin is not None and report.settled_by:
            fix = advice("Leave it if it is meant: entries of the keyring are not asked for.")
            yield about(where, f"{told}.", fix, origin=source.origin, severity=Severity.NOTE)


def _login(case: Case, origin: Origin) -> Login | None:
    """Return the login of a netrc that begins in a line."""
    try:
        logins = netrc.read(case.environment, origin.path) if origin.path else ()
    except ConfigError:
        return None
    return next((each for each in logins if each.line == origin.line), None)


ROWS = (
    Rule(
        "KD055",
        "credential-settles",
        ERROR,
        "a credential that the index refuses ends the search before any keyring",
        settles,
        Needs.INDEXES,
    ),
    Rule(
        "KD056",
        "netrc-wins",
        WARNING,
        "a netrc answers for an index before any keyring",
        netrc_wins,
    ),
)
