"""Find for each tool the variables, or the netrc, by which it takes the login of an index."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from urllib.parse import urlsplit

from keydex import edits, naming
from keydex.examining import on_disk
from keydex.model import Command, Credential, Report, Role
from keydex.nouns import dataclass
from keydex.rules.case import Where
from keydex.rules.leaks import places
from keydex.survey import Survey, changed
from keydex.workflows import plainly

JOB_USER = "gitlab-ci-token"
"""The username of a job token (docs.gitlab.com, PyPI package registry)."""
SETTABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
"""What a shell, GitHub and GitLab take as the name of a variable."""
WRITABLE = re.compile(r"[\w.:-]+")
"""A host that can stand in a netrc and in a script as it is."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one tool gets the login of one index: by two variables, else by a netrc."""

    index: str
    host: str
    command: Command
    variables: tuple[str, ...]
    is_upload: bool
    takes_job_token: bool
    """Whether it is of GitLab, whose jobs have a token of their own."""


@dataclass(frozen=True, slots=True)
class Export:
    """The ways of all tools, and what no way leads to: tool, index and reason."""

    ways: tuple[Way, ...]
    unserved: tuple[tuple[str, str, str], ...]


def planned(survey: Survey, feeds: Collection[str], *, with_job_token: bool) -> Export:
    """Find a way for each tool and private index; each is tried on what the tool would do.

    `with_job_token` is for jobs of GitLab, which have one for indexes of GitLab.
    """
    ways: list[Way] = []
    unserved: list[tuple[str, str, str]] = []
    for where in on_disk(survey, today=date.min).private():
        if where[1].feed not in feeds:
            continue
        if way := next(_ways(survey, where, with_job_token=with_job_token), None):
            ways.append(way)
        else:
            tool = where[0].installation.tool
            unserved.append((tool, places.shown(where[1]), _why(where[1])))
    return Export(tuple(dict.fromkeys(ways)), tuple(unserved))


def _ways(survey: Survey, where: Where, *, with_job_token: bool) -> Iterator[Way]:
    """Yield the ways that lead a tool to a login: variables first, which serve one index only."""
    configuration, report = where
    takes = with_job_token and report.host == "gitlab"
    user = JOB_USER if takes else report.index.username or "somebody"
    login = Credential(user, plainly.STAND_IN)
    host, is_upload = urlsplit(report.feed).hostname or "", report.index.role is Role.PUBLISH
    for names in (_variables(report), ()):
        if not names and not WRITABLE.fullmatch(host):
            return
        after = _with_variables(survey, names, login) if names else _with_netrc(survey, host, login)
        same = places.same(where, after)
        if same and all(_sends(each, login) for each in same):
            command = configuration.command
            yield Way(places.shown(report), host, command, names, is_upload, takes)


def _variables(report: Report) -> tuple[str, ...]:
    """Name the variables for username and password, if there are such."""
    name = naming.variable(report)
    if name is None or not SETTABLE.fullmatch(name):
        return ()
    return name, naming.password_variable(name)


def _with_variables(survey: Survey, names: tuple[str, ...], login: Credential) -> Survey:
    values = (login.username, login.password.reveal())
    return changed(survey, (), zip(names, values, strict=True))


def _with_netrc(survey: Survey, host: str, login: Credential) -> Survey:
    """Return what the tools do with a netrc that holds nothing else."""
    path = plainly.place(survey.environment)
    return changed(survey, (edits.netrc_added(path, b"", host, login, ""),))


def _sends(report: Report, login: Credential) -> bool:
    """Say whether the login is what a tool sends first."""
    first = next(iter(report.sources), None)
    return first is not None and first.credential == login


def _why(report: Report) -> str:
    """Say what comes before variables and a netrc, or else which file of the tool is left."""
    for each in report.sources:
        if place := each.origin.variable or (each.origin.path and each.origin.path.name):
            return f"it takes the login in {place} before any other"
    own = report.index.username_at
    file = f"; {own.path.name} can hold it" if own and own.path else ""
    return f"neither variables nor a netrc lead it to a login{file}"
