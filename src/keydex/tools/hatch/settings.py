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

    path: Path
    document: toml.Document | None = None

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
    environment, path = outer.environment, place(outer)
    if said(outer, "config", "HATCH_CONFIG") and not environment.machine.is_file(path):
        raise ConfigError("there is no such file", path)
    return Settings(path, toml.read(environment, path))


def place(outer: Given) -> Path:
    """Return where config.toml is, or would be."""
    if chosen := said(outer, "config", "HATCH_CONFIG"):
        return outer.environment.folder / chosen.text
    return _folder(outer.environment, "config") / "config.toml"


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
