"""uv: what it reads, and what it asks a keyring, from 0.1.19 to 0.13.8."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from keydex.environment import Environment
from keydex.model import Command, Configuration, Installation, Report, Version
from keydex.tools.uv import access, choosing, indexes, lock, releases, settings
from keydex.tools.uv.arguments import Arguments, parsed
from keydex.tools.uv.asking import Asker
from keydex.tools.uv.reports import Reporter
from keydex.tools.uv.sources import Cache, Stores

NAME = "uv"
OLDEST = releases.OLDEST
NEWEST = releases.NEWEST
WATCHED = releases.WATCHED
BREAKPOINTS = releases.BREAKPOINTS


def usual(environment: Environment) -> Iterator[Command]:
    """Name the commands that are assumed when none is given: install, then publish."""
    is_file = environment.machine.is_file
    folders = (environment.folder, *environment.folder.parents)
    has_project = any(is_file(each / "pyproject.toml") for each in folders)
    words = ("sync",) if has_project else ("pip", "install")
    yield Command(NAME, words, given=False)
    yield Command(NAME, ("publish",), given=False)


def read(
    environment: Environment, command: Command, installation: Installation, package: str
) -> Configuration:
    """Read uv's settings for a command, and say what it will ask for each index."""
    arguments = parsed(command.words)
    version = installation.version
    environment = replace(environment, folder=_folder(environment, arguments, version))
    start = _start(environment, arguments, version)
    found = settings.read(environment, arguments, version, start)
    way = access.found(environment, arguments, found, version)
    gathered = indexes.gathered(environment, arguments, found, version)
    locked = lock.read(environment, arguments, found, gathered, version)
    broken = None
    if locked and locked.stop:  # Without a command it is told what is asked once that is mended.
        broken, locked = (locked.stop if command.given else None), None
    found = replace(found, stop=found.stop or gathered.stop or broken)
    seeds = gathered.known if _seeds(arguments, version) else ()
    cache = Cache.seeded(environment, seeds, version)
    asker = Asker(environment, version, way, cache, Stores(environment, version))
    reporter = Reporter(asker, arguments, found, package, gathered.known)
    if _is_offline(environment, arguments, found, version):
        reports: tuple[Report, ...] = ()
    elif arguments.command[:1] == ("publish",):
        reports = tuple(reporter.uploads(gathered.known))
    else:
        reports = tuple(
            reporter.report(entry, locked, given=command.given)
            for entry in (*gathered.asked, *lock.hidden(locked, gathered))
        )
    choice = choosing.choice(environment, arguments, found)
    reports = tuple(choosing.told(reporter.explained(each), choice, version) for each in reports)
    problems = (*found.problems, *gathered.problems, *([broken] if broken else []))
    return Configuration(
        installation, command, found.project, way, reports, problems, found.ignored, choice
    )


def own_file(environment: Environment, command: Command) -> Path | None:
    """Name the file in which a person can set something for a command; None where files are off."""
    return settings.own_file(environment, parsed(command.words))


def _seeds(arguments: Arguments, version: Version) -> bool:
    """Say whether uv knows the logins of its indexes from the start."""
    if arguments.command[:1] == ("publish",):
        return version >= releases.PUBLISH_KNOWS_INDEXES
    between = releases.NEEDS_USERNAME <= version < releases.SEEDS_URLS
    return version >= releases.STORES_URL_LOGINS and not between


def _is_offline(
    environment: Environment, arguments: Arguments, found: settings.Settings, version: Version
) -> bool:
    """Say whether uv is told to send nothing."""
    setting = found.first("offline")
    chosen = version >= releases.OFFLINE_VARIABLE and environment.flag("UV_OFFLINE")
    return "offline" in arguments.flags or chosen or bool(setting and setting[0])


def _folder(environment: Environment, arguments: Arguments, version: Version) -> Path:
    """Return the folder that uv changes to before anything else."""
    chosen = arguments.last("directory")
    if not chosen and version >= releases.DIRECTORY_VARIABLE:
        chosen = environment.variables.get("UV_WORKING_DIRECTORY")
    return _absolute(environment.folder, chosen) if chosen else environment.folder


def _start(environment: Environment, arguments: Arguments, version: Version) -> Path:
    """Return where uv starts to look for the project."""
    chosen = arguments.last("project")
    if not chosen and version >= releases.PROJECT_VARIABLE:
        chosen = environment.variables.get("UV_PROJECT")
    if chosen:
        path = _absolute(environment.folder, chosen)
        is_file = path.name == "pyproject.toml" and environment.machine.is_file(path)
        return path.parent if is_file else path
    runs = arguments.command == ("run",) and arguments.words
    if runs and version >= releases.RUN_FOLLOWS_FILE:
        path = _absolute(environment.folder, arguments.words[0])
        if environment.machine.is_file(path):
            return path.parent
    return environment.folder


def _absolute(folder: Path, words: str) -> Path:
    """Join and resolve `..` without looking at links."""
    parts: list[str] = []
    for part in (folder / words).parts:
        if part == "..":
            parts = parts[:-1] or parts
        else:
            parts.append(part)
    return Path(*parts)
