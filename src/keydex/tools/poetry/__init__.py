"""poetry: what it reads, and what it asks a keyring, from 1.2 to 2.5."""

from collections.abc import Iterator

from keydex.environment import Environment
from keydex.model import (
    Choice,
    Command,
    Configuration,
    Installation,
    Lookup,
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
)
from keydex.tools.poetry.asking import CHECK
from keydex.tools.poetry.installs import Installer
from keydex.tools.poetry.reports import NAME, Reporter
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
    netrc = logins.read(environment)
    locked, fault = lock.read(found)
    problems = (*found.problems, *((fault,) if fault else ()))
    reporter = Reporter(found, installation, netrc)
    reports: tuple[Report, ...] = ()
    if found.project is not None and given.uploads:
        reports = tuple(Uploader(found, given, reporter).reports())
    elif found.project is not None and given.asks_indexes:
        reports = tuple(Installer(found, given, reporter, locked, package).reports())
    access = silences.access(installation, found.off)
    probes: tuple[Lookup, ...] = ()
    if installation.version >= releases.CHECKS_KEYRING and access.via is Via.IMPORT:
        is_asked = given.checks_keyring or any(each.lookups for each in reports)
        is_stopped = found.problems or found.project is None or installation.keyring_off
        probes = (CHECK,) if is_asked and not is_stopped else ()
    return Configuration(
        installation,
        command,
        found.root,
        access,
        reports,
        problems,
        netrc.ignored,
        MIXES,
        probes,
    )
