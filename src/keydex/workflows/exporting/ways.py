"""Find for each tool the variables, or the netrc, by which it takes the login of an index."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from keydex import edits, hosts, naming
from keydex.environment import Environment
from keydex.examining import on_disk
from keydex.model import Command, Credential, Origin, Report, Role
from keydex.nouns import dataclass
from keydex.rules.case import Where
from keydex.rules.leaks import places
from keydex.survey import Survey, again, changed
from keydex.workflows import plainly

NOBODYS = Path("/nonexistent")
"""The home of a machine on which nobody has been; Debian gives it to nobody."""

JOB_USER = "gitlab-ci-token"
"""The username of a job token (docs.gitlab.com, PyPI package registry)."""
SETTABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
"""What a shell, GitHub and GitLab take as the name of a variable."""
UPLOAD_URLS = {
    "twine": "TWINE_REPOSITORY_URL",
    "flit": "FLIT_INDEX_URL",
    "hatch": "HATCH_INDEX_REPO",
    "uv": "UV_PUBLISH_URL",
    "pdm": "PDM_PUBLISH_REPO",
}
"""The variables that take the URL for uploads."""
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
    hides: tuple[str, ...]
    """Those of the variables that hold a secret."""
    url: tuple[str, str] | None = None
    """The variable for the URL, and the URL, where only this machine names it; no secret."""

    @property
    def names(self) -> str:
        """Name what that machine is to have."""
        if self.variables:
            return " ".join(self.variables)
        return f"netrc: machine {self.host} login USERNAME password PASSWORD"


@dataclass(frozen=True, slots=True)
class Export:
    """The ways of all tools, and what no way leads to: tool, index and reason."""

    ways: tuple[Way, ...]
    unserved: tuple[tuple[str, str, str], ...]


def planned(survey: Survey, feeds: Collection[str], *, with_job_token: bool) -> Export:
    """Find a way for each tool and private index; each is tried on what the tool would do.

    That is tried with the files of the project alone: what is in this person's home and variables
    is not on that machine. `with_job_token` is for jobs of GitLab, which have one for indexes of
    GitLab.
    """
    ways: list[Way] = []
    unserved: list[tuple[str, str, str]] = []
    there = again(survey, _elsewhere(survey.environment), keeps=True)
    for where in on_disk(survey, today=date.min).private():
        if where[1].feed not in feeds:
            continue
        if way := next(_ways(there, where, with_job_token=with_job_token), None):
            ways.append(way)
        else:
            tool = where[0].installation.tool
            unserved.append((tool, places.shown(where[1]), _why(where, there)))
    return Export(tuple(dict.fromkeys(ways)), tuple(unserved))


def _elsewhere(environment: Environment) -> Environment:
    """Return the project on a machine where nobody has set anything."""
    variables = {"PATH": environment.variables.get("PATH", ""), "HOME": str(NOBODYS)}
    return replace(environment, home=NOBODYS, variables=variables)


def _ways(survey: Survey, where: Where, *, with_job_token: bool) -> Iterator[Way]:
    """Yield the ways that lead a tool to a login: variables first, which serve one index only."""
    configuration, report = where
    takes = with_job_token and report.host == "gitlab"
    user = JOB_USER if takes else report.index.username or "somebody"
    login = Credential(user, plainly.STAND_IN)
    host, is_upload = urlsplit(report.feed).hostname or "", report.index.role is Role.PUBLISH
    url = None if places.same(where, survey) else _url(where)
    for names in (_variables(report), ()):
        if not names and not WRITABLE.fullmatch(host):
            return
        there = changed(survey, (), [url] if url else ())
        after = _with_variables(there, names, login) if names else _with_netrc(there, host, login)
        same = places.same(where, after)
        if same and all(_sends(each, login) for each in same):
            command = configuration.command
            hides = names if _is_token(report) else names[1:]
            yield Way(places.shown(report), host, command, names, is_upload, takes, hides, url)


def _is_token(report: Report) -> bool:
    """Say whether the token is the username (Gemfury)."""
    kind = hosts.kind(report.index.url)
    return kind is not None and bool(kind.secret_username)


def _url(where: Where) -> tuple[str, str] | None:
    """Name the URL for uploads by a variable, if there is one and nothing in it is secret."""
    report = where[1]
    name = UPLOAD_URLS.get(report.index.tool)
    is_fit = report.index.role is Role.PUBLISH and not report.secrets
    return (name, report.index.url) if name and is_fit else None


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


def _why(where: Where, there: Survey) -> str:
    """Say what comes before variables and a netrc, or else which file of the tool is left."""
    reports = places.same(where, there)
    if not reports:
        return f"only {_named(where[1].index.origins[0])} names it, which that machine has not"
    for report in reports:
        for each in report.sources:
            if place := _named(each.origin):
                return f"it takes the login in {place} before any other"
    own = where[1].index.username_at
    file = f"; {own.path.name} can hold it" if own and own.path else ""
    return f"neither variables nor a netrc lead it to a login{file}"


def _named(origin: Origin) -> str:
    """Name a place in a word."""
    return origin.variable or (origin.path.name if origin.path else origin.flag) or ""
