"""pip: what it reads, and what it asks a keyring, from 19.2 to 26.3."""

import fnmatch
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from keydex.config import netrc
from keydex.environment import Environment
from keydex.model import (
    Choice,
    Command,
    Configuration,
    Index,
    Installation,
    Report,
    Source,
)
from keydex.tools.pip import (
    asking,
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

# The best candidate of all indexes counts, and an index that refuses is left out with a warning
# (index/collector.py, _handle_get_simple_fail).
MIXES = Choice(mixes=True)
REFUSALS = frozenset({401, 403, 404})


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
    problems = (*found.problems, *where.problems)
    # A settings file that may not be read is as good as none to pip; at any other fault it stops.
    faults = (each for each in problems if each.line or each in where.problems)
    reasons = silences.Reasons(
        installation, access, provider, found.flag("no-input"), next(faults, None)
    )
    path, logins, ignored = netrc.of_requests(
        environment, reads_variable=version >= releases.NETRC_VARIABLE
    )
    asker = asking.Asker(version, where.known, path, logins)
    reports: tuple[Report, ...] = ()
    if arguments.asks_indexes(version):
        reports = tuple(_told(each, reasons) for each in _reports(asker, where, reasons, package))
    return Configuration(
        installation, command, environment.folder, access, reports, problems, ignored, MIXES
    )


def own_file(environment: Environment, command: Command, installation: Installation) -> Path | None:
    """Name the file in which a person can set something for a command; None where none is read."""
    return settings.own_file(environment, parsed(command.words), installation)


def builds_without_keyring(
    environment: Environment, command: Command, installation: Installation
) -> bool:
    """Say whether the pip that installs what a build needs asks no keyring.

    `--keyring-provider` does not reach it, and `--no-input` does, as a variable (pypa/pip#12423;
    build_env.py, cli/base_command.py, 23.1 to 26.3).
    """
    arguments = parsed(command.words)
    options = tuple(each for each in arguments.options if each[0] != "keyring-provider")
    inside = replace(arguments, command="install", options=options, is_isolated=False)
    found = settings.read(environment, inside, installation)
    provider = providers.provider(found, installation.version).value
    return provider == "disabled" or (provider == "auto" and found.flag("no-input") is not None)


def _reports(
    asker: asking.Asker, where: scope.Scope, reasons: silences.Reasons, package: str
) -> Iterator[Report]:
    """Say for each index what is asked, or the first reason for nothing."""
    sent: dict[str, Source] = {}
    by_port = asker.version >= releases.TRUSTS_PORTS
    for index in where.asked(asker.version):
        if silence := reasons.stop():
            yield Report(index, silence=silence)
        elif not urls.is_trusted(index.url, where.trusted, by_port=by_port):
            yield Report(index, silence=silences.untrusted(index))
        elif where.is_locked and not any(asker.takes(index, each) for each in where.locked):
            yield Report(index, silence=silences.locked())
        else:
            yield _report(index, asker.search(index, package, sent), reasons)


def _told(report: Report, reasons: silences.Reasons) -> Report:
    """Note with an index after which statuses pip does without it.

    At a 401 it asks a person, where it has no username and may ask (network/auth.py, handle_401).
    """
    may_ask = report.index.username is None and reasons.no_input is None
    return replace(report, goes_on=REFUSALS, asks_person=may_ask)


def _report(index: Index, search: asking.Search, reasons: silences.Reasons) -> Report:
    report = Report(index, settled_by=search.settled_by, sent_first=search.sent_first)
    if search.settled_by:
        return replace(report, silence=silences.settled(search.settled_by, index))
    if silence := reasons.general():
        return replace(report, silence=silence)
    found = tuple(asking.lookups(search, reasons.access, reasons.installation))
    if not found:
        return replace(report, silence=silences.no_username(index, search))
    return replace(report, lookups=found)
