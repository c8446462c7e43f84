"""The settings of poetry: variables, poetry.toml, auth.toml and config.toml, strongest first."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from keydex.config import toml
from keydex.config.pypirc import Value
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Key, Origin, Problem, Version, dotted
from keydex.nouns import dataclass
from keydex.tools import uploading
from keydex.tools.poetry import folders, releases
from keydex.tools.poetry.arguments import Arguments

TRUE = frozenset({"true", "1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What poetry reads for a command; `files` are poetry.toml, auth.toml and config.toml."""

    environment: Environment
    version: Version
    root: Path
    folder: Path
    """The folder of a person's own settings."""
    pyproject: toml.Document | None = None
    files: tuple[toml.Document, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, *names: str) -> Value | None:
        """Return a setting that is a text (config/config.py, Config.get)."""
        key = self.key(*names)
        variable = "POETRY_" + "_".join(part.upper().replace("-", "_") for part in key)
        if variable in self.environment.variables:
            return Value(self.environment.variables[variable], Origin(variable=variable))
        found = self.in_files(key)
        return Value(found[0], found[1]) if found and isinstance(found[0], str) else None

    def key(self, *names: str) -> tuple[str, ...]:
        """Return where a setting stands; a dot in a name once made it two."""
        if self.version >= releases.KEEPS_DOTS:
            return names
        return tuple(part for name in names for part in name.split("."))

    def in_files(self, key: Key) -> tuple[Any, Origin] | None:
        """Return what the strongest file has at a key, and where."""
        for document in self.files:
            found = toml.value_at(document.data, key)
            if found is not None:
                return found, Origin(document.path, document.line(key), dotted(key))
        return None

    @property
    def project(self) -> dict[str, Any] | None:
        """What [tool.poetry] says; None where the pyproject.toml is no project of poetry's."""
        if self.pyproject is None:
            return None
        found = toml.value_at(self.pyproject.data, ("tool", "poetry"))
        own = found if isinstance(found, dict) else None
        if self.version >= releases.READS_PROJECT_TABLE:
            return {} if own is None and "project" in self.pyproject.data else own
        # Before, what names no package is no project, unless it says so itself.
        return own if own and ("name" in own or own.get("package-mode") is False) else None

    @property
    def off(self) -> Value | None:
        """The setting that turns the keyring off, if one does."""
        if self.version < releases.KEYRING_SETTING:
            return None
        if found := self.text("keyring", "enabled"):
            said = found.text.lower() if self.version >= releases.ANY_CASE else found.text
            is_on = bool(found.text) if found.origin.path else said in TRUE
            return None if is_on else found
        in_file = self.in_files(("keyring", "enabled"))
        return Value(str(in_file[0]).lower(), in_file[1]) if in_file and not in_file[0] else None


def gathered(environment: Environment, given: Arguments, version: Version) -> Settings:
    """Read all files for a command (factory.py, config/config.py, 1.2 to 2.5)."""
    problems: list[Problem] = []
    folder = _own_folder(environment, folders.working(environment, given, version), version)
    root = folder
    if not given.is_own:
        try:
            root = folders.root(environment, given, version)
        except ConfigError as error:
            problems.append(uploading.problem(error))
            root = error.path
    paths = (root / "poetry.toml", folder / "auth.toml", folder / "config.toml")
    files = tuple(_read(environment, paths, problems))
    pyproject = next(_read(environment, (root / "pyproject.toml",), problems), None)
    found = Settings(environment, version, root, folder, pyproject, files)
    return replace(found, problems=tuple(problems))


def _read(
    environment: Environment, paths: tuple[Path, ...], problems: list[Problem]
) -> Iterator[toml.Document]:
    for path in paths:
        try:
            document = toml.read(environment, path)
        except ConfigError as error:
            problems.append(uploading.problem(error))
            continue
        if document:
            yield document


def _own_folder(environment: Environment, working: Path, version: Version) -> Path:
    """Return the folder of a person's settings (locations.py; platformdirs, roaming)."""
    variables, home = environment.variables, environment.home
    if chosen := variables.get("POETRY_CONFIG_DIR"):
        return working / chosen
    if environment.platform == "win32":
        return Path(variables.get("APPDATA", home / "AppData/Roaming")) / "pypoetry"
    if environment.platform != "darwin":
        return environment.user_config("pypoetry")
    old = home / "Library/Preferences/pypoetry"
    is_there = any(environment.machine.is_file(old / f"{each}.toml") for each in ("auth", "config"))
    if is_there and version < releases.MAC_PREFERENCES_LEFT:
        return old
    return home / "Library/Application Support/pypoetry"
