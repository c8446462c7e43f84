"""A person's config.toml, and what hatch finds by it."""

import re
from pathlib import Path
from typing import Any

from keydex.config import toml
from keydex.config.pypirc import Value
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Origin, dotted
from keydex.nouns import dataclass
from keydex.tools.uploading import Given

TABLE = ("publish", "index")


@dataclass(frozen=True, slots=True)
class Settings:
    """A person's config.toml; empty where there is none."""

    document: toml.Document | None

    def at(self, *key: str) -> Any:
        """Return what stands at a key."""
        return toml.value_at(self.document.data if self.document else {}, key)

    def value(self, *key: str, keeps_empty: bool = False) -> Value | None:
        """Return the text at a key; an empty one is none, if it is not kept."""
        text = self.at(*key)
        if self.document is None or not isinstance(text, str) or not (text or keeps_empty):
            return None
        return Value(text, Origin(self.document.path, self.document.line(key), dotted(key)))

    @property
    def names(self) -> list[str]:
        """Name the repositories that are defined."""
        repos = self.at(*TABLE, "repos")
        return list(repos) if isinstance(repos, dict) else []


def said(given: Given, name: str, variable: str) -> Value | None:
    """Return what an option or its variable says; click takes an empty variable for none."""
    found = given.value(name, variable)
    return found if found and found.text else None


def read(outer: Given) -> Settings:
    """Read config.toml (hatch/config/user.py; platformdirs). Raises ConfigError."""
    environment = outer.environment
    if chosen := said(outer, "config", "HATCH_CONFIG"):
        path = environment.folder / chosen.text
        if not environment.machine.is_file(path):
            raise ConfigError("there is no such file", path)
    else:
        path = _folder(environment, "config") / "config.toml"
    return Settings(toml.read(environment, path))


def _folder(environment: Environment, kind: str) -> Path:
    """Return the folder of a person's configuration or cache, as platformdirs names it."""
    home, variables = environment.home, environment.variables
    if environment.platform == "win32":
        base = Path(variables.get("LOCALAPPDATA", home / "AppData/Local")) / "hatch"
        return base / "Cache" if kind == "cache" else base
    if environment.platform == "darwin":
        names = {"config": "Application Support", "cache": "Caches"}
        return home / "Library" / names[kind] / "hatch"
    chosen = variables.get(f"XDG_{kind.upper()}_HOME", "").strip()
    return (environment.folder / chosen if chosen else home / f".{kind}") / "hatch"


def cache(outer: Given, settings: Settings) -> Path:
    """Return the cache folder: of a flag or variable, of config.toml, or the usual one."""
    environment = outer.environment
    chosen = said(outer, "cache-dir", "HATCH_CACHE_DIR") or settings.value("dirs", "cache")
    if chosen is None:
        return _folder(environment, "cache")
    return _expanded(environment, chosen.text)


def _expanded(environment: Environment, text: str) -> Path:
    """Expand variables and the home folder (hatch/utils/fs.py, `expand`)."""
    variables = environment.variables
    text = re.sub(
        r"\$(?:(\w+)|\{([^}]*)\})",
        lambda match: variables.get(match[1] or match[2], match[0]),
        text,
    )
    if text == "~" or text.startswith("~/"):
        return environment.home / text[2:]
    return environment.folder / text


def project(outer: Given, settings: Settings) -> Path:
    """Find the project: a name in config.toml, or the nearest folder that holds one.

    The rules are `Project.from_config` and `find_project_root` of hatch/project/core.py.
    """
    environment = outer.environment
    is_file, is_folder = environment.machine.is_file, environment.machine.is_folder
    if chosen := said(outer, "project", "HATCH_PROJECT"):
        named = ("projects", chosen.text)
        if location := settings.value(*named) or settings.value(*named, "location"):
            return environment.folder / _expanded(environment, location.text)
        folders = settings.at("dirs", "project")
        names = folders if isinstance(folders, list) else []
        for each in [name for name in names if name and isinstance(name, str)]:
            if is_folder(environment.folder / each / chosen.text):
                return environment.folder / each / chosen.text
    for folder in (environment.folder, *environment.folder.parents):
        if is_file(folder / "pyproject.toml") or is_file(folder / "setup.py"):
            return folder
    return environment.folder
