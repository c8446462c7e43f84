"""Passwords in files that configure a tool."""

import shlex
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from keydex import edits
from keydex.config import texts, toml
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.findings import Finding, Fix, advice
from keydex.model import Edit, Index, Origin, Via
from keydex.rules.case import Case, Where, about
from keydex.rules.leaks import copies, keys, places
from keydex.rules.table import ERROR, Rule
from keydex.secret import Secret

KEY = "keyring-provider"


def in_file(case: Case) -> Iterator[Finding]:
    """Find the password of an index in a file: in its URL, under a key, or anywhere else."""
    files = places.Files(case.environment)
    carriers, kept = list(_carriers(case, files)), keys.gathered(case)
    yield from (_finding(case, where, origin) for where, origin in carriers)
    yield from keys.found(case, kept)
    yield from copies.found(case, files, [origin for _, origin in carriers], kept)


def _carriers(case: Case, files: places.Files) -> Iterator[tuple[Where, Origin]]:
    """Yield the indexes whose URL holds a password as it is written: `${NAME}` is none."""
    known: dict[Path, frozenset[Secret | None]] = {}
    for where in case.survey.reports():
        report = where[1]
        password, origin = report.index.password, places.declared(report)
        if origin is None or origin.path is None or not places.is_password(report, password):
            continue
        if origin.path not in known:
            known[origin.path] = frozenset(each.password for each in files[origin.path].logins)
        if password in known[origin.path]:
            yield where, origin


def _finding(case: Case, where: Where, origin: Origin) -> Finding:
    report, path = where[1], origin.path or Path()
    message = f"{path.name} holds the password of {places.shown(report)}."
    obstacle = _obstacle(case, where, origin)
    fix = advice(obstacle) if obstacle else _moving(case, where, origin)
    return about(where, message, fix, origin=origin, severity=places.severity(case, origin))


def _obstacle(case: Case, where: Where, origin: Origin) -> str:
    """Say what must be done before the password can move; empty where it can."""
    configuration, report = where
    tool = configuration.installation.tool
    if tool in {"uv", "pixi"} and not report.index.username:
        command = f"keydex username {shlex.quote(places.shown(report))} NAME"
        asks = f"{tool} asks no keyring without"
        return f"Put a username in front of it first, with {command}: {asks}."
    if report.index.username_at or tool == "poetry":
        command = f"keydex set {shlex.quote(places.shown(report))}"
        return (
            f"Take the login out of the URL, where {tool} has another place for it; then {command}."
        )
    if report.silence and report.silence.code == "no-input":
        return f"Let {tool} ask a keyring first: {report.silence.fix}."
    if configuration.access.via is Via.NONE and not _can_provide(case, where, origin):
        return f"Give {tool} a keyring first, for the password to go to: {_reason(where)}."
    return ""


def _reason(where: Where) -> str:
    return where[0].access.reason.rstrip(".")


def _can_provide(case: Case, where: Where, origin: Origin) -> bool:
    """Say whether only uv's setting is missing, and could stand in the file itself."""
    configuration, _ = where
    return (
        configuration.installation.tool == "uv"
        and configuration.access.origin is None
        and case.environment.which("keyring") is not None
        and _table(origin.path or Path()) is not None
    )


def _table(path: Path) -> tuple[str, ...] | None:
    """Return the table in which a file has the settings of uv; None where it has none."""
    return {"pyproject.toml": ("tool", "uv"), "uv.toml": ()}.get(path.name)


def _moving(case: Case, where: Where, origin: Origin) -> Fix:
    configuration, report = where
    needs_provider = configuration.access.via is Via.NONE
    provider = f", set {KEY} for uv" if needs_provider else ""
    plan = partial(_planned, case.environment, origin, report.index, needs_provider=needs_provider)
    return places.moving(case, report, origin, plan, provider)


def _planned(
    environment: Environment, origin: Origin, index: Index, *, needs_provider: bool
) -> tuple[Edit, ...]:
    """Plan to take the password out, with what the file holds now. Raises ConfigError."""
    path = origin.path or Path()
    try:
        before = environment.machine.read(path)
    except OSError as error:
        reason = f"it can't be read any more: {error.strerror}"
        raise ConfigError(reason, path, origin.line, origin.key) from None
    after = edits.url_without_password(origin, before, index.url)
    if needs_provider:
        after = _with_provider(path, after)
    secrets = (index.password,) if index.password else ()
    return (Edit(path, "took the password out", before, after, secrets),)


def _with_provider(path: Path, before: bytes) -> bytes:
    """Let uv ask the keyring, unless that has been set meanwhile. Raises ConfigError."""
    text, table = before.decode(texts.encoding(before)), _table(path) or ()
    document = toml.Document(path, text, toml.parsed(text, path))
    settings = document.data
    for name in table:
        settings = settings.get(name, {})
    if KEY in settings:
        return before
    return edits.toml_insert(document, table, KEY, "subprocess", "").after


ROWS = (
    Rule(
        "KD001",
        "password-in-file",
        ERROR,
        "the password of an index stands in a file that configures a tool",
        in_file,
    ),
)
