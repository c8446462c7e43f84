"""Which folder is the project of poetry, and which is that of its commands.

Application of console/application.py, and Factory.locate of poetry-core.
"""

from collections.abc import Iterator
from pathlib import Path

from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Version
from keydex.tools.poetry import releases
from keydex.tools.poetry.arguments import Arguments


def working(environment: Environment, given: Arguments, version: Version) -> Path:
    """Return the folder that a command runs in: -C changes it, before it only names the project."""
    if version < releases.CHANGES_FOLDER:
        return environment.folder
    return _plain(environment.folder / given.options.get("directory", ""))


def root(environment: Environment, given: Arguments, version: Version) -> Path:
    """Return the nearest folder with a pyproject.toml; without one, that of the command.

    Raises ConfigError where poetry stops, since a folder that is named is not there.
    """
    start, here = working(environment, given, version), environment.folder
    named = [start] if version >= releases.CHANGES_FOLDER else []
    if version >= releases.KEEPS_RELATIVE:
        named.append(_plain(start / given.options.get("project", "")))
    for folder in named:
        if folder != here and not environment.machine.is_folder(folder):
            raise ConfigError("there is no such folder", folder)
    is_file = environment.machine.is_file
    found = _candidates(environment, given, version)
    return next((each for each in found if is_file(each / "pyproject.toml")), start)


def _candidates(environment: Environment, given: Arguments, version: Version) -> Iterator[Path]:
    """Yield the folders that may be the project, the nearest first."""
    start = working(environment, given, version)
    directory = given.options.get("directory", "") if version >= releases.HAS_DIRECTORY else ""
    project = given.options.get("project", "") if version >= releases.CHANGES_FOLDER else ""
    if directory and not project and _stays_relative(version):
        # Its parents end at the folder that it is relative to.
        path = Path(directory)
        yield from (_plain(start / each) for each in (path, *path.parents))
        return
    start = _plain(start / project)
    yield from (start, *start.parents)


def _stays_relative(version: Version) -> bool:
    """Say whether -C is searched as it is written, since 2.1 in the folder that it leads to."""
    return version < releases.CHANGES_FOLDER or version >= releases.KEEPS_RELATIVE


def _plain(path: Path) -> Path:
    """Resolve `..` without looking at links."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts = parts[:-1] or parts
        else:
            parts.append(part)
    return Path(*parts)
