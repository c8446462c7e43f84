"""Usernames whose percent-encoding makes a tool ask for somebody else."""

import re
import shlex
from collections.abc import Iterator
from functools import partial
from urllib.parse import quote, unquote

from keydex import naming
from keydex.config.toml import value_at
from keydex.findings import Finding, Fix, Severity, advice, edit, typed
from keydex.model import Report, undotted
from keydex.rules.case import Case, Where, about, called, is_upload
from keydex.rules.planning import document
from keydex.rules.table import WARNING, Rule

ENCODED = re.compile(r"%(?:25|2[03BFbf]|3[AFaf]|40|5[Cc])")
# A username with a slash: what stands in front of it is taken for the host.
SLASHED = re.compile(r"(https?://)([^/@.:]+)/([^/@:]+)@([^/@]+\.[^/@]+/.*)")


def encoded(case: Case) -> Iterator[Finding]:
    """Find a username that is encoded twice, or not at all where it has to be."""
    for where in case.private():
        for look in (_slashed, _encoded_twice, _backslashed, _asked_encoded):
            yield from look(case, where)


def _slashed(case: Case, where: Where) -> Iterator[Finding]:
    """Find a slash in a username: what stands in front of it is taken for the host."""
    _, report = where
    if found := SLASHED.fullmatch(report.index.url):
        right = f"{found[1]}{found[2]}%2F{found[3]}@{found[4]}"
        message = f"{found[2]} is taken for the host of {called(report)}: "
        yield about(where, f"{message}a / in a username is %2F.", _moved(case, report, right))


def _encoded_twice(case: Case, where: Where) -> Iterator[Finding]:
    """Find a username that is still encoded once it is decoded."""
    index = where[1].index
    username = index.username or ""
    if ENCODED.search(username) and index.username_from in {"url", "variable"}:
        plain = unquote(username)
        message = f"{index.tool} asks for {username}, and not for {plain}: "
        fix = _decoded(case, where[1], plain)
        yield about(where, f"{message}it is encoded once too often.", fix)


def _backslashed(case: Case, where: Where) -> Iterator[Finding]:
    """Find a backslash in a username, which uv reads as a slash."""
    _, report = where
    before, sign, _ = (report.index.username or "").partition("\\")
    if sign and _has_backslash(case, report):
        message = f"uv takes {before} for the host of {called(report)}: "
        fix = _written(case, report, report.index.username or "")
        yield about(where, f"{message}a backslash in a username is %5C.", fix)


def _asked_encoded(_: Case, where: Where) -> Iterator[Finding]:
    """Find an upload that is first asked about with the username as it is written."""
    report = where[1]
    username = report.index.username or ""
    written = _in_url(username)
    is_uv = report.index.tool == "uv" and is_upload(report)
    if is_uv and written != username and written in _asked(report):
        message = f"uv publish first asks for {written}, as it is written, then for {username}."
        fix = advice(f"Take it out of the URL, and set UV_PUBLISH_USERNAME to {username}.")
        yield about(where, message, fix, severity=Severity.NOTE)


def has_slash(report: Report) -> bool:
    """Say whether a username is cut in two by a slash in it."""
    return SLASHED.fullmatch(report.index.url) is not None


def _asked(report: Report) -> set[str | None]:
    return {each.username for each in report.lookups}


def _has_backslash(case: Case, report: Report) -> bool:
    """Say whether a backslash stands in the URL itself, where uv reads it as a slash.

    uv 0.13.8 does (url.spec.whatwg.org: a backslash ends the host of http and https); pip does not.
    """
    origin = report.index.origins[0]
    if report.index.tool != "uv" or origin.path is None or origin.path.suffix != ".toml":
        return False
    found = document(case.environment, origin.path)
    return "\\" in str(value_at(found.data, undotted(origin.key or "")))


def _moved(case: Case, report: Report, right: str) -> Fix:
    if any(each.path for each in report.index.origins):
        plan = partial(naming.moved, case.survey, (report,), right)
        return edit("Write the / as %2F.", plan)
    return advice("Write the / as %2F.")


def _decoded(case: Case, report: Report, plain: str) -> Fix:
    """Write the username that is meant to where it is set; in a variable it is not decoded."""
    variable = naming.variable(report)
    if report.index.username_from == "variable" and variable:
        command = f"export {variable}={shlex.quote(plain)}"
        return typed(command, "Say it as it is in your shell, and where the variable is set.")
    return _written(case, report, plain)


def _in_url(username: str) -> str:
    """Write a username as it stands in a URL."""
    return quote(username, safe="", errors="replace")


def _written(case: Case, report: Report, username: str) -> Fix:
    if any(each.path for each in report.index.origins):
        plan = partial(naming.planned, case.survey, (report,), username)
        return edit(f"Write {_in_url(username)} in the URL.", plan)
    return advice(f"Write {_in_url(username)} in the URL.")


ROWS = (
    Rule(
        "KD016",
        "username-encoded",
        WARNING,
        "percent-encoding makes a tool ask for another username",
        encoded,
    ),
)
