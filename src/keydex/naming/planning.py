"""Plan how the username of an index is written to where it belongs, or its URL is changed."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from keydex import edits, hosts
from keydex.errors import ConfigError
from keydex.model import Edit, Origin, Report
from keydex.naming.places import named_at
from keydex.secret import Secret, masked
from keydex.survey import Survey

Origins = Callable[[Report], Iterable[Origin]]


def planned(
    survey: Survey,
    reports: tuple[Report, ...],
    username: str | None,
    origins: Origins | None = None,
) -> tuple[Edit, ...]:
    """Plan one change a file; None takes the username away. Raises ConfigError.

    By default it is written to where it stands now, whosever file that is.
    """
    secrets = secret_names(reports, username)
    summary = masked(f"username {username}", secrets) if username is not None else "no username"

    def named(report: Report, origin: Origin, before: bytes) -> bytes:
        if _is_key(report, origin):
            return edits.key_set(origin, before, username)
        return edits.url_username(origin, before, report.index.url, username)

    changes = _planned(survey, reports, summary, named, origins or partial(named_at, survey))
    return tuple(replace(each, secrets=(*each.secrets, *secrets)) for each in changes)


def secret_names(reports: Iterable[Report], username: str | None) -> tuple[Secret, ...]:
    """Return the username as a secret where it would be one, as it is a token."""
    then = (replace(each.index, username=username, username_from="url") for each in reports)
    found = (secret for each in then for secret in hosts.secrets(each))
    return tuple({each for each in found if each.reveal() == username})


def _is_key(report: Report, origin: Origin) -> bool:
    """Say whether a username has a key of its own at a place."""
    return origin in {report.index.username_at, report.index.own_username_at}


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
    origins: Origins = _declared,
) -> tuple[Edit, ...]:
    """Plan the changes of all places, by default those that declare the indexes, one a file."""
    secrets = tuple({secret for _, report in survey.reports() for secret in report.secrets})
    found: dict[Path, Edit] = {}
    for report in reports:
        for origin in origins(report):
            path = origin.path
            if path is None:
                continue
            before = _read(survey, path, origin, may_lack=_is_key(report, origin))
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
