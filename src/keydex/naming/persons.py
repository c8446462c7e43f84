"""Whom a username is for: a fixed one belongs to the project, a person's own to that person."""

import shlex
from collections.abc import Iterator
from dataclasses import field
from functools import partial

from keydex import hosts
from keydex.errors import UsageError
from keydex.model import Edit, Origin, Report
from keydex.naming.places import ME, is_shared, named_at, places, variable
from keydex.naming.planning import planned, secret_names
from keydex.nouns import dataclass
from keydex.secret import Secret, masked
from keydex.survey import Survey, changed

HINT = "A name in the URL wins: take it away there first, or write yours for everyone."


@dataclass(frozen=True, slots=True)
class Plan:
    """What brings a username to the tools: changes of files, and variables for a person to set."""

    changes: tuple[Edit, ...] = ()
    variables: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    secrets: tuple[Secret, ...] = ()
    """What of it must not be shown: a username may be a token."""


def plan(survey: Survey, feed: str, username: str | None, whom: str | None = None) -> Plan:
    """Plan to write a username for everyone, for one person, or to wherever it stands now.

    Raises UsageError where there is no place for it, ConfigError where a file can't be changed.
    """
    if whom == ME and username is not None:
        return _mine(survey, feed, username)
    reports = places(survey, feed, whom)
    at = partial(named_at, survey, where=whom)
    changes = planned(survey, reports, username, at)
    return Plan(changes, secrets=secret_names(reports, username))


def shared(survey: Survey, feed: str, username: str | None) -> tuple[Edit, ...]:
    """Return the changes that would show everyone who shares the project a person's own name.

    A fixed name is nobody's own. Raises as `plan` does.
    """
    if username is None or hosts.is_fixed(username):
        return ()
    changes = plan(survey, feed, username).changes
    return tuple(each for each in changes if is_shared(survey, Origin(each.path)))


def assignments(plan: Plan, survey: Survey) -> Iterator[str]:
    """Yield the lines that set the variables of a plan in a shell, which asks for what is secret.

    Read-Host has -MaskInput since PowerShell 7.1.
    """
    for name, value in plan.variables:
        is_secret = masked(value, plan.secrets) != value
        if survey.environment.platform == "win32":
            quoted = value.replace("'", "''")
            yield f"$env:{name} = " + ("Read-Host -MaskInput" if is_secret else f"'{quoted}'")
        elif is_secret:
            yield f"read -rs {name} && export {name}"
        else:
            yield f"export {name}={shlex.quote(value)}"


def _mine(survey: Survey, feed: str, username: str) -> Plan:
    """Plan what reaches the tools from a person's own files and variables."""
    at = partial(_own, survey)
    reports = tuple(report for _, report in survey.feeds()[feed])
    changes = planned(survey, reports, username, at)
    others = tuple(report for report in reports if not any(at(report)))
    names = tuple(_taken(survey, changes, others, username))
    is_there = any(each.index.username == username for each in reports)
    if len(others) == len(reports) and not names and not is_there:
        raise UsageError(f"no tool would take your own username for {feed}", HINT)
    variables = tuple((name, username) for name in names)
    return Plan(changes, variables, secret_names(reports, username))


def _taken(
    survey: Survey, changes: tuple[Edit, ...], reports: tuple[Report, ...], username: str
) -> Iterator[str]:
    """Yield the variables that bring a username to tools which have another now.

    Not every tool takes it from there: a username in the URL may win.
    """
    found = [(each, name) for each in reports if (name := variable(each))]
    names = dict.fromkeys(name for _, name in found)
    then = changed(survey, changes, ((name, username) for name in names))
    after = [report.index for _, report in then.reports()] if names else []
    for name in names:
        indexes = [each.index for each, needed in found if needed == name]
        if any(
            (new.tool, new.role, new.url, new.username) == (old.tool, old.role, old.url, username)
            for old in indexes
            if old.username != username
            for new in after
        ):
            yield name


def _own(survey: Survey, report: Report) -> Iterator[Origin]:
    """Yield where a person's own username belongs, as far as files go."""
    found = tuple(named_at(survey, report, ME))
    yield from found
    if not found and report.index.own_username_at:
        yield report.index.own_username_at
