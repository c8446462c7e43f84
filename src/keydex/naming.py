"""Plan how the username of an index is written to where the index is declared."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from keydex import edits
from keydex.errors import ConfigError, UsageError
from keydex.model import Edit, Origin, Report, Role
from keydex.survey import Survey

OF_UPLOADS = {
    "uv": "UV_PUBLISH_USERNAME",
    "twine": "TWINE_USERNAME",
    "flit": "FLIT_USERNAME",
    "hatch": "HATCH_INDEX_USER",
    "pdm": "PDM_PUBLISH_USERNAME",
}
"""The variable in which each tool takes the username for its uploads."""


def places(survey: Survey, feed: str, where: str | None = None) -> tuple[Report, ...]:
    """Return the reports whose index a file declares: all, or those in project or user files.

    Raises UsageError where there is none; the hint says what does it instead.
    """
    found: dict[Origin, Report] = {}
    other: list[str] = []
    for _, report in survey.feeds()[feed]:
        for origin in _named_at(report):
            if origin.path and _is_in(origin.path, survey.project, where):
                found.setdefault(origin, report)
            else:
                other.append(_instead(report, origin))
    if not found:
        reason = (
            "is not declared in a file" if where is None else f"is not declared in {where} files"
        )
        raise UsageError(f"{feed} {reason}", "; ".join(dict.fromkeys(other)))
    return tuple(found.values())


def _named_at(report: Report) -> tuple[Origin, ...]:
    """Return where the username stands: in the URL, or under a key of its own."""
    own = report.index.username_at
    return (own,) if own else report.index.origins


def _is_in(path: Path, project: Path, where: str | None) -> bool:
    """Say whether a file is among those meant: the project's own, or a person's."""
    return where is None or path.is_relative_to(project) == (where == "project")


def _instead(report: Report, origin: Origin) -> str:
    """Say how the username is set where no file can be changed."""
    if name := variable(report):
        return f"set {name}"
    if origin.variable or origin.flag:
        return f"put the username into the URL in {origin.variable or origin.flag}"
    return "declare it in a file"


def variable(report: Report) -> str | None:
    """Name the variable in which a tool takes the username of an index, if there is one."""
    tool, name = report.index.tool, report.index.name
    if tool == "poetry" and name:
        return f"POETRY_HTTP_BASIC_{name.upper().replace('-', '_')}_USERNAME"
    if report.index.role is Role.PUBLISH:
        return OF_UPLOADS.get(tool)
    if tool == "uv" and name:
        mangled = "".join(each if each.isalnum() else "_" for each in name.upper())
        return f"UV_INDEX_{mangled}_USERNAME"
    return "PDM_PYPI_USERNAME" if tool == "pdm" and name == "pypi" else None


def planned(survey: Survey, reports: tuple[Report, ...], username: str | None) -> tuple[Edit, ...]:
    """Plan one change a file; None takes the username away. Raises ConfigError."""
    summary = f"username {username}" if username is not None else "no username"

    def named(report: Report, origin: Origin, before: bytes) -> bytes:
        if report.index.username_at:
            return edits.key_set(origin, before, username)
        return edits.url_username(origin, before, report.index.url, username)

    return _planned(survey, reports, summary, named, _named_at)


def moved(survey: Survey, reports: tuple[Report, ...], url: str) -> tuple[Edit, ...]:
    """Plan to write another URL, without userinfo, for one index. Raises ConfigError."""

    def replaced(report: Report, origin: Origin, before: bytes) -> bytes:
        return edits.url_replaced(origin, before, report.index.url, url)

    return _planned(survey, reports, f"URL {url}", replaced)


def bared(survey: Survey, reports: tuple[Report, ...], *, keep_username: bool) -> tuple[Edit, ...]:
    """Plan to take the logins of indexes out of their URLs, or only the passwords.

    Raises ConfigError.
    """
    summary, bare = ("no login", edits.url_without_login)
    if keep_username:
        summary, bare = ("no password", edits.url_without_password)

    def bared(report: Report, origin: Origin, before: bytes) -> bytes:
        return bare(origin, before, report.index.url)

    return _planned(survey, reports, summary, bared)


def _declared(report: Report) -> tuple[Origin, ...]:
    return report.index.origins


def _planned(
    survey: Survey,
    reports: tuple[Report, ...],
    summary: str,
    change: Callable[[Report, Origin, bytes], bytes],
    origins: Callable[[Report], tuple[Origin, ...]] = _declared,
) -> tuple[Edit, ...]:
    """Plan the changes of all places, by default those that declare the indexes, one a file."""
    secrets = tuple({secret for _, report in survey.reports() for secret in report.secrets})
    found: dict[Path, Edit] = {}
    for report in reports:
        for origin in origins(report):
            path = origin.path
            if path is None:
                continue
            before = _read(survey, path, origin, may_lack=report.index.username_at is not None)
            known = found.get(path) or Edit(path, summary, before, before, secrets)
            found[path] = replace(known, after=change(report, origin, known.after))
    return tuple(each for each in found.values() if each.before != each.after)


def _read(survey: Survey, path: Path, origin: Origin, *, may_lack: bool) -> bytes:
    """Read a file that is to be changed, or made where it may lack; raises ConfigError."""
    try:
        return survey.environment.machine.read(path)
    except FileNotFoundError:
        if may_lack:
            return b""
        reason = "it can't be read any more: it is gone"
        raise ConfigError(reason, path, origin.line, origin.key) from None
    except OSError as error:
        reason = f"it can't be read any more: {error.strerror}"
        raise ConfigError(reason, path, origin.line, origin.key) from None
