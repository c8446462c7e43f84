"""The files and variables of pdm: which there are, which project they are for, what they say."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from keydex.config import toml
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Key, Origin, Problem, Version, dotted
from keydex.nouns import dataclass
from keydex.tools.pdm import releases
from keydex.tools.pdm.arguments import Arguments

DEPTH = 5  # project/config.py, project_max_depth (up to 2.9)


@dataclass(frozen=True, slots=True)
class Setting:
    """A text and where it stands; of a default the origin is empty."""

    text: str
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class Settings:
    """What pdm reads: the files of the project and of the person, the strongest first of each."""

    environment: Environment
    root: Path
    pyproject: toml.Document | None = None
    local: tuple[toml.Document, ...] = ()
    own: tuple[toml.Document, ...] = ()
    problems: tuple[Problem, ...] = ()

    def first(self, key: Key, variable: str = "") -> Setting | None:
        """Return a setting: of the variable, else of the strongest file that has it."""
        if variable in self.environment.variables:
            return Setting(self.environment.variables[variable], Origin(variable=variable))
        found = (value(each, key) for each in (*self.local, *self.own))
        return next((each for each in found if each), None)

    def flag(self, key: Key, variable: str = "") -> Setting | None:
        """Return a setting that is a flag, if it is on (project/config.py, ensure_boolean)."""
        found = self.first(key, variable)
        return found if found and found.text.lower() not in {"", "false", "no", "0"} else None


def value(document: toml.Document, key: Key) -> Setting | None:
    """Return what a file has at a key, if it is a text or a flag."""
    found = toml.value_at(document.data, key)
    if isinstance(found, bool | int):
        found = str(found).lower()
    if not isinstance(found, str):
        return None
    return Setting(found, Origin(document.path, document.line(key), dotted(key)))


def table(document: toml.Document | None, key: Key) -> dict[str, Any]:
    """Return a table of a file, an empty one where there is none."""
    found = toml.value_at(document.data, key) if document else None
    return found if isinstance(found, dict) else {}


def gathered(environment: Environment, arguments: Arguments, version: Version) -> Settings:
    """Read all files for a command (project/core.py, project/config.py, 2.0 to 2.29)."""
    problems: list[Problem] = []
    own = tuple(_read(environment, own_files(environment, arguments), problems))
    settings = Settings(environment, environment.folder, own=own)
    root = _root(settings, arguments, version)
    names = (".pdm.toml",) if version < releases.MERGES_SOURCES else (".pdm.toml", "pdm.toml")
    local = tuple(_read(environment, [root / name for name in names], problems))
    pyproject = next(_read(environment, [root / "pyproject.toml"], problems), None)
    return replace(settings, root=root, pyproject=pyproject, local=local, problems=tuple(problems))


def injected(settings: Settings, command: str, version: Version) -> tuple[str, ...]:
    """Return the words that [tool.pdm.options] adds to a command (core.py, _inject_cli_args)."""
    if version < releases.INJECTS_OPTIONS:
        return ()
    words = table(settings.pyproject, ("tool", "pdm", "options")).get(command)
    return tuple(map(str, words)) if isinstance(words, list) else ()


def _read(
    environment: Environment, paths: list[Path], problems: list[Problem]
) -> Iterator[toml.Document]:
    for path in paths:
        try:
            document = toml.read(environment, path)
        except ConfigError as error:
            problems.append(Problem(error.path, error.reason, error.line, error.key))
            continue
        if document:
            yield document


def own_files(environment: Environment, arguments: Arguments) -> list[Path]:
    """Name the person's file and that of the machine."""
    chosen = arguments.last("config") or environment.variables.get("PDM_CONFIG_FILE")
    own = environment.folder / chosen if chosen else _folder(environment) / "config.toml"
    return [own, _shared_folder(environment) / "config.toml"]


def _folder(environment: Environment) -> Path:
    """Return the person's folder of pdm (platformdirs, user_config_path)."""
    if environment.platform == "win32":
        local = environment.variables.get("LOCALAPPDATA", environment.home / "AppData/Local")
        return Path(local) / "pdm/pdm"
    if environment.platform == "darwin":
        return environment.home / "Library/Application Support/pdm"
    return environment.user_config("pdm")


def _shared_folder(environment: Environment) -> Path:
    """Return the machine's folder of pdm (platformdirs, site_config_path)."""
    variables = environment.variables
    if environment.platform == "win32":
        return Path(variables.get("PROGRAMDATA", "C:/ProgramData")) / "pdm/pdm"
    if environment.platform == "darwin":
        return Path("/Library/Application Support/pdm")
    return Path(variables.get("XDG_CONFIG_DIRS", "").split(":")[0] or "/etc/xdg") / "pdm"


def _root(settings: Settings, arguments: Arguments, version: Version) -> Path:
    """Find the folder of the project: named, searched for upwards, or the global one."""
    environment = settings.environment
    chosen = arguments.last("project")
    if chosen is None and version >= releases.PROJECT_VARIABLE:
        chosen = environment.variables.get("PDM_PROJECT")
    if chosen:
        return environment.folder / chosen
    place = settings.first(("global_project", "path"))
    shared = _folder(environment) / "global-project"
    if place:
        home = environment.home if re.match("~(/|$)", place.text) else environment.folder
        shared = home / re.sub("^~/?", "", place.text)
    if arguments.last("global"):
        return shared
    if found := _above(settings, version):
        return found
    return shared if settings.flag(("global_project", "fallback")) else environment.folder


def _above(settings: Settings, version: Version) -> Path | None:
    """Return the nearest folder with a pyproject.toml (utils.py, find_project_root)."""
    folder = settings.environment.folder
    folders = [folder, *folder.parents]
    if version < releases.ANY_DEPTH:
        depth = settings.first(("project_max_depth",), "PDM_PROJECT_MAX_DEPTH")
        folders = folders[: int(depth.text) if depth and depth.text.isdigit() else DEPTH]
    is_file = settings.environment.machine.is_file
    return next((each for each in folders if is_file(each / "pyproject.toml")), None)
