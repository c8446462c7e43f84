"""Where the secrets of indexes may stand, and whose file that is."""

import fnmatch
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from keydex import hosts
from keydex.config import logins, texts
from keydex.config.logins import Login
from keydex.environment import Environment
from keydex.findings import Fix, Severity, edit
from keydex.model import Credential, Origin, Report
from keydex.nouns import dataclass
from keydex.rules.case import Case, Where, called
from keydex.rules.planning import Plan
from keydex.secret import Secret, forms, masked
from keydex.survey import Survey

# What tools write, and fill with the URLs that they were given.
LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "pylock*.toml", "Pipfile", "Pipfile.lock")
REQUIREMENTS = ("requirements*.txt", "requirements*.in", "constraints*.txt")
SETTINGS = ("pyproject.toml", "uv.toml", "pip.conf", "pip.ini", "poetry.toml", "pdm.toml")
# The password of those for whom the token is the username (Anaconda, GitHub).
NO_SECRETS = frozenset({"x-auth-token", "x-oauth-basic"})
# The kinds of source that stand under a key of a file; a netrc has lines.
KEYS = frozenset({"config", "store"})


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it is written: its bytes, its text and the logins in its URLs."""

    path: Path
    content: bytes
    text: str
    logins: tuple[Login, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A key of a file that holds a password, and the login that a tool makes of it."""

    origin: Origin
    login: Credential
    is_store: bool = False
    """Whether the file is the tool's own store."""


class Files:
    """The files that a rule looks at, each read once."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._known: dict[Path, Written] = {}

    def __getitem__(self, path: Path) -> Written:
        """Return a file; an empty one where it is not there, or no text."""
        if path not in self._known:
            self._known[path] = written(self._environment, path)
        return self._known[path]


def written(environment: Environment, path: Path) -> Written:
    """Read a file; return an empty one where it is not there, or no text."""
    try:
        content = environment.machine.read(path)
        text = content.decode(texts.encoding(content))
    except (OSError, ValueError):
        return Written(path, b"", "")
    return Written(path, content, text, tuple(logins.logins(text)))


def beside(case: Case, patterns: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files of the project, and of the folder at hand, whose names fit a pattern."""
    environment = case.environment
    for folder in dict.fromkeys((case.survey.project, environment.folder)):
        for name in environment.machine.names(folder):
            if any(fnmatch.fnmatchcase(name, each) for each in patterns):
                yield folder / name


def declared(report: Report) -> Origin | None:
    """Return the place in a file where an index is declared."""
    return next((each for each in report.index.origins if each.path), None)


def kept(report: Report) -> tuple[Kept, ...]:
    """Return the passwords of a report that stand under a key of a file, each once."""
    index = report.index
    found = [
        Kept(each.origin, each.credential, each.kind == "store")
        for each in report.sources
        if each.credential and each.kind in KEYS
    ]
    if index.password_at and index.password:
        found.append(Kept(index.password_at, Credential(index.username or "", index.password)))
    by_place = {each.origin: each for each in reversed(found) if _is_written(report, each)}
    return tuple(by_place.values())


def _is_written(report: Report, key: Kept) -> bool:
    """Say whether a key of a file is meant, and what stands there is a secret, not `${NAME}`."""
    password = key.login.password
    is_variable = password.reveal().startswith("${")
    in_file = bool(key.origin.path and key.origin.key)
    return in_file and not is_variable and is_password(report, password)


def same(where: Where, survey: Survey) -> tuple[Report, ...]:
    """Return what a tool does about an index, in another survey."""
    configuration, report = where
    tool, role = configuration.installation.tool, report.index.role
    return tuple(
        each
        for other, each in survey.feeds().get(report.feed, ())
        if other.installation.tool == tool and each.index.role is role
    )


def asked_as(report: Report, login: Credential) -> str | None:
    """Return the username of the entry by which a tool sends a login; None where there is none."""
    nobody = (each.username for each in report.lookups if each.sends == login.username)
    return login.username or next(nobody, None)


def is_own(case: Case, path: Path) -> bool:
    """Say whether a file is the person's own, and not one of the project."""
    home, project = case.environment.home, case.survey.project
    is_inside = path.is_relative_to(project) and not home.is_relative_to(project)
    return path.is_relative_to(home) and not is_inside


def severity(case: Case, origin: Origin) -> Severity:
    """Say how much a password in a file matters: others read what belongs to a project."""
    is_known = origin.path is not None and not is_own(case, origin.path)
    return Severity.ERROR if is_known else Severity.WARNING


def moving(case: Case, report: Report, origin: Origin, plan: Plan, also: str = "") -> Fix:
    """Put a password into the keyring, then change its file; `also` is what else is done."""
    name, is_known = origin.path.name if origin.path else "", severity(case, origin)
    end = "" if is_known is Severity.WARNING else f"; then {anew(report.index.url)}"
    summary = f"Put the password into the keyring{also}, take it out of {name}{end}."
    return replace(edit(summary, plan), moves=True, feed=report.feed)


def stands(secret: Secret, text: str) -> int:
    """Return where a secret stands in a text, plain or percent-encoded; -1 where it does not."""
    return max(map(text.find, forms(secret)), default=-1)


def is_password(report: Report, secret: Secret | None) -> bool:
    """Say whether what stands behind the colon is a secret, and not the username before it."""
    if not secret or secret.reveal() in NO_SECRETS:
        return False
    kind = hosts.kind(report.index.url)
    return kind is None or not kind.secret_username


def shown(report: Report) -> str:
    """Name an index without what of it is secret."""
    return masked(called(report), report.secrets)


def anew(url: str) -> str:
    """Say that a secret which others could read is to be replaced, and where."""
    page = hosts.token_page(url)
    return f"make a new one{f' at {page}' if page else ''}, since the history keeps this one"
