"""pixi: what it reads, and what uv's crates in it ask a keyring, from 0.21 to 0.77.

It takes packages from indexes only; nothing is uploaded to one. All is from its sources: nothing
was watched. PyPI's `pixi` is another program, and says another name when asked for its version.
"""

from collections.abc import Iterator
from pathlib import Path

from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Choice, Command, Configuration, Installation, Problem, Report, Version
from keydex.tools import uploading
from keydex.tools.pixi import features, indexes, manifests, releases, settings, stores
from keydex.tools.pixi.arguments import Arguments, parsed
from keydex.tools.pixi.reports import NAME, Teller
from keydex.tools.pixi.stores import Stored
from keydex.tools.uv.settings import Layer, Settings

OLDEST = releases.OLDEST
NEWEST = releases.NEWEST
WATCHED = releases.WATCHED
BREAKPOINTS = releases.BREAKPOINTS


def usual(environment: Environment) -> Iterator[Command]:
    """Name the command that is assumed where a manifest has to do with Python packages."""
    try:
        manifest = manifests.found(environment, parsed(()), NEWEST)
    except ConfigError as error:
        # Nobody can tell whether a pyproject.toml that can't be read is pixi's.
        is_used = error.path.name != manifests.PYPROJECT
    else:
        is_used = manifest is not None and _is_about_packages(manifest)
    if is_used:
        yield Command(NAME, ("install",), given=False)


def _is_about_packages(manifest: Layer) -> bool:
    return any(
        features.has_packages(manifest, each) or features.has_options(manifest, each)
        for each in features.groups(manifest)
    )


def own_file(environment: Environment, command: Command, installation: Installation) -> Path | None:
    """Name the file in which a person can set something for a command; None where files are off."""
    return settings.own_file(environment, parsed(command.words), installation.version)


def read(
    environment: Environment, command: Command, installation: Installation, package: str
) -> Configuration:
    """Read the manifest and the settings, and say what pixi's uv asks for each index."""
    arguments, version = parsed(command.words), installation.version
    manifest, problems = _manifest(environment, command, version)
    project = manifest.document.path.parent if manifest else environment.folder
    found = settings.read(environment, arguments, version, project)
    way = settings.access(environment, arguments, found, version)
    choice = indexes.choice(manifest, version) if manifest else Choice()
    reports: tuple[Report, ...] = ()
    is_off = settings.is_offline(environment, arguments, found, version)
    if manifest and arguments.solves and not is_off:
        entries = indexes.asked(manifest, arguments, version, given=command.given)
        stored, stop = _stored(environment, arguments, found, version)
        teller = Teller(environment, found, way, version, stored, stop)
        reports = tuple(teller.reports(entries, choice, package))
        problems += (stop,) if stop else ()
    problems = (*problems, *found.problems)
    return Configuration(installation, command, project, way, reports, problems, choice=choice)


def _manifest(
    environment: Environment, command: Command, version: Version
) -> tuple[Layer | None, tuple[Problem, ...]]:
    """Return the manifest of a command, or what keeps pixi from reading it."""
    try:
        return manifests.found(environment, parsed(command.words), version), ()
    except ConfigError as error:
        return None, (uploading.problem(error),)


def _stored(
    environment: Environment, arguments: Arguments, found: Settings, version: Version
) -> tuple[Stored | None, Problem | None]:
    """Return what rattler's stores hold, where pixi asks them, or what is wrong with one."""
    if version < releases.ASKS_STORE:
        return None, None
    try:
        return stores.read(environment, arguments, found), None
    except ConfigError as error:
        return None, uploading.problem(error)
