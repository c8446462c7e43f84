"""Files with a login in them that others can read."""

from collections.abc import Iterator
from pathlib import Path

from keydex.config import ini
from keydex.errors import ConfigError
from keydex.findings import Finding, run
from keydex.model import Origin
from keydex.rules.case import Case
from keydex.rules.leaks import places
from keydex.rules.table import WARNING, Rule

OTHERS = 0o044  # Group and others may read.


def readable(case: Case) -> Iterator[Finding]:
    """Find a person's own file with a login that the group or others can read."""
    machine, home = case.environment.machine, case.environment.home
    if case.environment.platform == "win32":
        return
    for path in dict.fromkeys(_with_logins(case)):
        try:
            is_open = bool(machine.mode(path) & OTHERS)
        except OSError:
            continue
        if is_open:
            shown = f"~/{path.relative_to(home)}" if path.is_relative_to(home) else path
            message = f"{shown} holds a login, and others on this machine can read it."
            fix = run(("chmod", "600", str(path)), "Let nobody else read it.")
            yield Finding(message, fix, origin=Origin(path))


def _with_logins(case: Case) -> Iterator[Path]:
    """Yield a person's own files that hold a login of an index, or one for uploads."""
    files = places.Files(case.environment)
    for _, report in case.survey.reports():
        for each in report.sources:
            # Of pixi's tokens only the place is known.
            is_login = each.kind == "netrc" and each.credential
            if each.origin.path and (is_login or each.kind == "store"):
                yield each.origin.path
        keys = (each.origin.path for each in places.kept(report))
        yield from (path for path in keys if path and places.is_own(case, path))
        origin, password = places.declared(report), report.index.password
        path = origin.path if origin else None
        is_own = path is not None and places.is_own(case, path)
        if path and is_own and password and places.stands(password, files[path].text) >= 0:
            yield path
    pypirc = case.environment.home / ".pypirc"
    try:
        document = ini.read(case.environment, pypirc)
    except ConfigError:
        return
    if document and any(each.key == "password" and each.value for each in document.entries):
        yield pypirc


ROWS = (
    Rule(
        "KD003",
        "file-readable",
        WARNING,
        "others can read a file of your own that holds a login",
        readable,
    ),
)
