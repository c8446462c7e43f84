"""An index without a username: nothing is asked for it."""

import shlex
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from keydex import hosts, naming
from keydex.findings import Finding, Fix, advice, edit, name, typed
from keydex.hosts import Host
from keydex.model import Origin, Report
from keydex.rules.case import Case, Where, about, called, is_upload, wants_login
from keydex.rules.planning import place
from keydex.rules.table import ERROR, NOTE, Rule
from keydex.rules.usernames import always
from keydex.rules.usernames.nameless import nameless, other
from keydex.secret import with_username

# Variables that hold one URL and nothing else.
ONE_URL = frozenset({"PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_PUBLISH_URL"})


def missing(case: Case) -> Iterator[Finding]:
    """Find an index for which a tool asks nothing, since there is no username."""
    feeds = case.survey.feeds()
    for where in nameless(case):
        _, report = where
        known = other(feeds, report)
        if report.silence and not (known and _is_in_project(report)):
            username = known.username if known else _of_host(hosts.kind(report.index.url))
            is_sure = known or wants_login(report) or _is_chosen_here(case, where)
            fix, severity = _fix(case, where, username), None if is_sure else NOTE
            yield about(where, report.silence.reason, fix, severity=severity)


def dropped(case: Case) -> Iterator[Finding]:
    """Find a table of pyproject.toml that `uv add` wrote without the username of the index.

    It leaves the login out of the URL behind `--index` (0.4.23 to 0.13.8).
    """
    feeds = case.survey.feeds()
    for where in nameless(case):
        _, report = where
        known = other(feeds, report)
        if known and _is_in_project(report):
            there = place(case.environment, known.origin)
            message = (
                f"pyproject.toml has no username for {called(report)}, as uv add leaves it; "
                f"{there} has {known.username}."
            )
            yield about(where, message, _written(case, report, known.username))


def _is_chosen_here(case: Case, where: Where) -> bool:
    """Say whether the keyring is chosen for this project, and not for all that a person does."""
    origin = where[0].access.origin
    path = origin.path if origin else None
    here = case.survey.project, case.environment.folder
    is_file = path is not None and any(path.is_relative_to(each) for each in here)
    return is_file or bool(origin and origin.flag)


def _is_in_project(report: Report) -> bool:
    """Say whether it is a named index of a pyproject.toml, as `uv add` writes it."""
    index = report.index
    paths = [each.path for each in index.origins if each.path]
    named = index.tool == "uv" and index.name is not None and not is_upload(report)
    return named and any(each.name == "pyproject.toml" for each in paths)


def _of_host(host: Host | None) -> str | None:
    """Return the username that a kind of index always takes."""
    return host.username if host and "username" not in host.unverified else None


def _fix(case: Case, where: Where, username: str | None) -> Fix:
    """Write the username, or ask for it, where the index is declared."""
    _, report = where
    if not any(_can_be_written(each, report) for each in report.index.origins):
        return _elsewhere(report, username)
    if username:
        return _written(case, report, username)
    fix = name(report.feed, f"keydex username {shlex.quote(called(report))} NAME")
    if always.can_ask_anyone(case, where):
        summary = "Write your username for it, or let uv ask for anyone's: keydex fix KD018."
        fix = replace(fix, summary=summary)
    return fix


def _can_be_written(origin: Origin, report: Report) -> bool:
    """Say whether the URL itself stands there; of an upload it may be another key."""
    key = origin.key or ""
    if report.index.username_at:
        return True
    return origin.path is not None and not (is_upload(report) and not key.endswith("publish-url"))


def _written(case: Case, report: Report, username: str) -> Fix:
    plan = partial(naming.planned, case.survey, (report,), username)
    command = f"keydex username {shlex.quote(called(report))} {shlex.quote(username)}"
    own = report.index.username_at
    places = [own] if own else [each for each in report.index.origins if each.path]
    if not hosts.is_fixed(username) and any(naming.is_shared(case.survey, at) for at in places):
        command += " --in project"
    summary = f"Put {username} into the URL."
    if own:
        summary = f"Write {username} to {place(case.environment, own)}."
    return edit(summary, plan, command)


def _elsewhere(report: Report, username: str | None) -> Fix:
    """Say the username in the environment, where no file declares the index."""
    who = username or "NAME"
    if variable := naming.variable(report):
        return typed(f"export {variable}={shlex.quote(who)}", "Say it in your shell.")
    origin = report.index.origins[0]
    if origin.variable in ONE_URL:
        url = shlex.quote(with_username(report.index.url, who))
        return typed(f"export {origin.variable}={url}", f"Put {who} into the URL.")
    where = f"the URL in {origin.variable}" if origin.variable else f"the URL behind {origin.flag}"
    return advice(f"Put {who}@ in front of the host of {where}.")


ROWS = (
    Rule(
        "KD012",
        "username-missing",
        ERROR,
        "a tool asks no keyring, since it has no username for the index",
        missing,
    ),
    Rule(
        "KD015",
        "username-dropped",
        ERROR,
        "`uv add` wrote an index without the username that it has elsewhere",
        dropped,
    ),
)
