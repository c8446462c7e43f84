"""pip: what it reads, and what it asks a keyring, from 19.2 to 26.3."""

import fnmatch
from collections.abc import Iterator
from dataclasses import replace

from keydex.environment import Environment
from keydex.model import Command, Configuration, Edit, Index, Installation, Report
from keydex.tools.pip import (
    asking,
    naming,
    providers,
    releases,
    scope,
    settings,
    silences,
    urls,
)
from keydex.tools.pip.arguments import parsed

NAME = "pip"
OLDEST = releases.OLDEST
NEWEST = releases.NEWEST
WATCHED = releases.WATCHED
BREAKPOINTS = releases.BREAKPOINTS


def usual(environment: Environment) -> Iterator[Command]:
    """Name the commands that are assumed when none is given: one for each requirements file."""
    names = environment.machine.names(environment.folder)
    found = fnmatch.filter(names, "requirements*.txt")
    for name in found:
        yield Command(NAME, ("install", "-r", name), given=False)
    if not found:
        yield Command(NAME, ("install",), given=False)


def read(
    environment: Environment, command: Command, installation: Installation, package: str
) -> Configuration:
    """Read pip's settings for a command, and say what it will ask for each index."""
    arguments, version = parsed(command.words), installation.version
    found = settings.read(environment, arguments, installation)
    where = scope.gathered(environment, arguments, found, version)
    provider = providers.provider(found, version)
    access = providers.access(environment, provider, installation)
    reasons = silences.Reasons(installation, access, provider, found.flag("no-input"))
    path, logins, ignored = asking.netrc_read(environment, version)
    asker = asking.Asker(version, where.known, path, logins)
    reports: list[Report] = []
    if arguments.asks_indexes:
        sent: dict[str, Index] = {}
        for index in where.asked(version):
            search = asker.search(index, package, sent)
            reports.append(_report(index, search, reasons, where))
    problems = (*found.problems, *where.problems)
    return Configuration(
        installation, command, environment.folder, access, tuple(reports), problems, ignored
    )


def username_edit(environment: Environment, index: Index, username: str | None) -> Edit:
    """Plan the change of the URL that declares an index."""
    return naming.username_edit(environment, index, username)


def _report(
    index: Index, search: asking.Search, reasons: silences.Reasons, where: scope.Scope
) -> Report:
    """Put the report of one index together: its questions, or the first reason for none."""
    installation = reasons.installation
    report = Report(index, settled_by=search.settled_by, sent_first=search.sent_first)
    if not urls.is_trusted(index.url, where.trusted):
        return Report(index, silence=silences.untrusted(index))
    if search.settled_by:
        return replace(report, silence=silences.settled(search.settled_by, index))
    if silence := reasons.general():
        return replace(report, silence=silence)
    found = tuple(
        asking.lookups(search, reasons.access, installation.version, installation.keyring_version)
    )
    if not found:
        return replace(report, silence=silences.no_username(index, search))
    return replace(report, lookups=found)
