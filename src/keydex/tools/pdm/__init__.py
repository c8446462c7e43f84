"""pdm: what it reads, and what it asks a keyring, from 2.0 to 2.29."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.environment import Environment
from keydex.model import Choice, Command, Configuration, Installation, Report
from keydex.tools.pdm import (
    arguments,
    faults,
    logins,
    releases,
    silences,
    sources,
    unearth,
    uploads,
)
from keydex.tools.pdm.reports import Teller
from keydex.tools.pdm.settings import Settings, gathered, injected, value

NAME = sources.NAME
OLDEST = releases.OLDEST
NEWEST = releases.NEWEST
WATCHED = releases.WATCHED
BREAKPOINTS = releases.BREAKPOINTS

IN_ORDER = ("tool", "pdm", "resolution", "respect-source-order")


def usual(environment: Environment) -> Iterator[Command]:
    """Name the commands that are assumed when none is given: install, then each upload."""
    yield Command(NAME, ("install",), given=False)
    found = gathered(environment, arguments.parsed(()), NEWEST)
    for name in uploads.configured(found):
        yield Command(NAME, (arguments.UPLOAD, "-r", name), given=False)
    yield Command(NAME, (arguments.UPLOAD,), given=False)


def read(
    environment: Environment, command: Command, installation: Installation, package: str
) -> Configuration:
    """Read pdm's settings for a command, and say what it will ask for each index."""
    version, below = installation.version, unearth.release(environment, installation)
    given = arguments.parsed(command.words)
    found = gathered(environment, given, version)
    given = arguments.parsed(command.words, injected(found, given.command, version))
    if fault := faults.fault(found, version):
        found = replace(found, problems=(*found.problems, fault))
    access = silences.access(environment, installation, below)
    netrc = logins.read(environment, below)
    teller = Teller(found, installation, below, access)
    reports: tuple[Report, ...] = ()
    if given.uploads:
        reports = tuple(teller.uploads(given, netrc))
    elif given.asks_indexes:
        reports = tuple(teller.installs(given, netrc, package))
    problems, choice = found.problems, _choice(found)
    return Configuration(
        installation, command, found.root, access, reports, problems, netrc.ignored, choice
    )


def _choice(settings: Settings) -> Choice:
    """Say how an index is chosen: the best release of all counts, if not their order does."""
    found = value(settings.pyproject, IN_ORDER) if settings.pyproject else None
    if found is None:
        return Choice(mixes=True)
    return Choice(mixes=found.text != "true", value=found.text, origin=found.origin)
