"""poetry: what it reads, and what it asks a keyring, from 1.2 to 2.5."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.environment import Environment
from keydex.model import (
    Access,
    Choice,
    Command,
    Configuration,
    Installation,
    Report,
    Via,
)
from keydex.tools.poetry import (
    arguments,
    lock,
    logins,
    releases,
    repositories,
    settings,
    silences,
    sources,
)
from keydex.tools.poetry.arguments import Arguments
from keydex.tools.poetry.asking import CHECK
from keydex.tools.poetry.installs import Installer
from keydex.tools.poetry.lock import Lock
from keydex.tools.poetry.reports import NAME, Reporter
from keydex.tools.poetry.settings import Settings
from keydex.tools.poetry.uploads import Uploader

OLDEST = releases.OLDEST
NEWEST = releases.NEWEST
WATCHED = releases.WATCHED
BREAKPOINTS = releases.BREAKPOINTS

# All sources but supplemental ones are asked, and the best release of all counts
# (repositories/repository_pool.py, find_packages).
MIXES = Choice(mixes=True)


def usual(environment: Environment) -> Iterator[Command]:
    """Name the commands that are assumed when none is given: install, then each upload."""
    yield Command(NAME, ("install",), given=False)
    found = settings.gathered(environment, arguments.parsed(()), NEWEST)
    for name in repositories.configured(found):
        yield Command(NAME, (arguments.UPLOAD, "-r", name), given=False)
    yield Command(NAME, (arguments.UPLOAD,), given=False)


def read(
    environment: Environment, command: Command, installation: Installation, package: str
) -> Configuration:
    """Read poetry's settings for a command, and say what it will ask for each index."""
    given = arguments.parsed(command.words)
    found = settings.gathered(environment, given, installation.version)
    unreadable = found.problems
    if fault := sources.fault(found):
        found = replace(found, problems=(*found.problems, fault))
    netrc = logins.read(environment)
    locked, unread = lock.read(found)
    # Without a table of its own it is a project of another tool, most likely: no fault of it.
    problems = found.problems if found.project else unreadable
    problems = (*problems, *((unread,) if unread else ()))
    reports = tuple(_reports(found, given, Reporter(found, installation, netrc), locked, package))
    access = silences.access(installation, found.off)
    is_asked = given.checks_keyring or any(each.lookups for each in reports)
    probes = (CHECK,) if is_asked and _checks(found, installation, access) else ()
    return Configuration(
        installation, command, found.root, access, reports, problems, netrc.ignored, MIXES, probes
    )


def _reports(
    found: Settings, given: Arguments, reporter: Reporter, locked: Lock | None, package: str
) -> Iterator[Report]:
    """Say what is asked for each index of a project."""
    if found.project is None:
        return
    if given.uploads:
        yield from Uploader(found, given, reporter).reports()
    elif given.asks_indexes:
        yield from Installer(found, given, reporter, locked, package).reports()


def _checks(found: Settings, installation: Installation, access: Access) -> bool:
    """Say whether poetry tries its keyring at all (password_manager.py, is_available)."""
    is_stopped = bool(found.problems) or found.project is None
    is_there = access.via is Via.IMPORT and not installation.keyring_off
    return installation.version >= releases.CHECKS_KEYRING and is_there and not is_stopped
