"""Logins in locks and requirements, which tools wrote there or people pasted."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from keydex import edits, hosts
from keydex.config.logins import Login
from keydex.environment import Environment
from keydex.findings import Finding, edit
from keydex.model import Edit, Index, Origin, Role
from keydex.rules.case import Case
from keydex.rules.leaks import places
from keydex.rules.table import ERROR, Rule


def in_lock(case: Case) -> Iterator[Finding]:
    """Find logins in the URLs of locks, and of requirements that are no index of a tool."""
    declared = (places.declared(report) for _, report in case.survey.reports())
    told = {(each.path, each.line) for each in declared if each}
    for path in places.beside(case, places.LOCKS + places.REQUIREMENTS):
        file = places.written(case.environment, path)
        lines = {line for place, line in told if place == path}
        if found := [each for each in file.logins if each.line not in lines and _is_secret(each)]:
            yield _finding(case, path, found)


def _is_secret(login: Login) -> bool:
    """Say whether a login holds a password, or a username that is a token."""
    if login.password and login.password.reveal() not in places.NO_SECRETS:
        return True
    index = Index("", None, f"https://{login.host}/", Role.EXTRA, (), login.username, "url")
    return bool(hosts.secrets(index))


def _finding(case: Case, path: Path, found: list[Login]) -> Finding:
    first = found[0]
    count = f"{len(found)} URLs, the first" if len(found) > 1 else "a URL"
    message = f"{path.name} holds a login in {count} on {first.host}."
    summary = f"Take it out of {path.name}; then {places.anew(f'https://{first.host}/')}."
    fix = edit(summary, partial(_planned, case.environment, path, frozenset(found)))
    return Finding(message, fix, origin=Origin(path, first.line))


def _planned(environment: Environment, path: Path, found: frozenset[Login]) -> tuple[Edit, ...]:
    """Plan to take the logins out, those that are still there."""
    file = places.written(environment, path)
    left = [each for each in file.logins if each in found]
    summary = f"took {len(left)} login{'s' if len(left) != 1 else ''} out"
    stays = path.suffix in {".txt", ".in"}
    return (edits.without_logins(path, file.content, left, summary, keep_usernames=stays),)


ROWS = (
    Rule(
        "KD002",
        "secret-in-lock",
        ERROR,
        "a lock, or a requirements file, holds a login in a URL",
        in_lock,
    ),
)
