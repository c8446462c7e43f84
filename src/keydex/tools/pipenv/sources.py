"""The sources of a Pipfile, and of the lock beside it."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from keydex.config import texts, toml
from keydex.config.json import parsed
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Index, Origin, Role, Version, dotted
from keydex.nouns import dataclass
from keydex.secret import userinfo
from keydex.tools.pipenv import releases

NAME = "pipenv"
PYPI = "https://pypi.org/simple"
PYPI_URL = re.compile(r"https?://pypi(?:\.python)?\.org/simple/?")  # utils/internet.py
VARIABLE = re.compile(r"'?\$\{([^}]+)\}'?|\$([A-Za-z_][A-Za-z0-9_]*)")
FLAGS = {**dict.fromkeys(("true", "yes", "on"), 1), **dict.fromkeys(("false", "no", "off"), 0)}
DEPTH, NEAR = 10, 3
"""How many folders up it looks for a Pipfile, and before 2024.1."""


@dataclass(frozen=True, slots=True)
class Source:
    """One index: its name, its URL with variables filled in, and where it stands."""

    name: str | None
    url: str
    origin: Origin = Origin()
    is_verified: bool = True

    @property
    def host(self) -> str:
        """The host in lower case, without login and port."""
        netloc = userinfo(self.url)[0].partition("://")[2].partition("/")[0]
        return netloc.partition(":")[0].lower()

    def index(self, *, is_first: bool) -> Index:
        """Return the index, its login taken out of the URL."""
        bare, username, password = userinfo(self.url)
        role = Role.DEFAULT if is_first else Role.EXTRA
        origins = (self.origin,) if self.origin != Origin() else ()
        kind = None if username is None else "url"
        return Index(NAME, self.name, bare, role, origins, username, kind, password)


def pipfile(environment: Environment, version: Version) -> Path | None:
    """Find the Pipfile: the one in PIPENV_PIPFILE, else the nearest upwards (utils/pipfile.py)."""
    variables, is_file = environment.variables, environment.machine.is_file
    if chosen := variables.get("PIPENV_PIPFILE"):
        return environment.folder / chosen
    depth = 1 if environment.flag("PIPENV_NO_INHERIT") else _depth(variables, version)
    folders = (environment.folder, *environment.folder.parents)[:depth]
    return next((each / "Pipfile" for each in folders if is_file(each / "Pipfile")), None)


def _depth(variables: Mapping[str, str], version: Version) -> int:
    """Return how many folders are looked into (environments.py; get_from_env reads a flag first).

    Where there is none, the Pipfile is still that of the working folder.
    """
    text = variables.get("PIPENV_MAX_DEPTH", "").lower()
    usual = DEPTH if version >= releases.LOOKS_FAR else NEAR
    return max(1, FLAGS.get(text, int(text) if text.isdecimal() else usual))


def of_pipfile(environment: Environment, path: Path, version: Version) -> tuple[Source, ...]:
    """Return the sources that a Pipfile names. Raises ConfigError."""
    document = toml.read(environment, path)
    if document is None:
        raise ConfigError("there is no such file", path)
    return tuple(_of_pipfile(environment, document, version))


def _of_pipfile(
    environment: Environment, document: toml.Document, version: Version
) -> Iterator[Source]:
    tables = document.data.get("source")
    for number, table in enumerate(tables if isinstance(tables, list) else ()):
        key = ("source", number, "url")
        url = toml.value_at(table, ("url",))
        if isinstance(url, str):
            origin = Origin(document.path, document.line(key), dotted(key))
            yield _source(environment, table, url, origin, version)


def of_lock(environment: Environment, path: Path, version: Version) -> tuple[Source, ...]:
    """Return the sources that a lock was made with, none where it is set aside. Raises ConfigError.

    What it says wins over the Pipfile where no lock is made (utils/sources.py, `all`).
    """
    text = texts.read(environment, path)
    try:
        tree = parsed(text, path) if text else {}
    except ConfigError:
        if version >= releases.SETS_LOCK_ASIDE:
            return ()
        raise
    found = toml.value_at(tree, ("_meta", "sources"))
    tables = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return tuple(
        _source(
            environment, each, each["url"], Origin(path, _line(text or "", each["url"])), version
        )
        for each in tables
        if isinstance(each.get("url"), str)
    )


def _line(text: str, url: str) -> int | None:
    at = text.find(json.dumps(url))
    return texts.line_at(text, at) if at >= 0 else None


def _source(
    environment: Environment,
    table: Mapping[str, object],
    url: str,
    origin: Origin,
    version: Version,
) -> Source:
    name = table.get("name")
    mirror = environment.variables.get("PIPENV_PYPI_MIRROR")
    full = expanded(environment, url, version)
    if mirror and PYPI_URL.fullmatch(full):
        full, origin = mirror, Origin(variable="PIPENV_PYPI_MIRROR")
    return Source(
        name if isinstance(name, str) else None,
        full,
        origin,
        str(table.get("verify_ssl", True)).lower() == "true",
    )


def expanded(environment: Environment, url: str, version: Version) -> str:
    """Fill variables in; one that is not set stays as it is (utils/shell.py).

    Since 2026.4 what stands in the login is encoded, and quotes around a variable are taken away.
    """
    bare = userinfo(url)[0]
    login = url.removesuffix(bare.partition("://")[2]).partition("://")[2]
    if not login or version < releases.QUOTES_LOGINS:
        return VARIABLE.sub(lambda found: _value(environment, found), url)
    scheme, _, rest = bare.partition("://")
    filled = VARIABLE.sub(lambda found: _value(environment, found), rest)
    who = VARIABLE.sub(lambda found: _encoded(environment, found), login)
    return f"{scheme}://{who}{filled}"


def _value(environment: Environment, found: re.Match[str]) -> str:
    return environment.variables.get(found[1] or found[2], found[0])


def _encoded(environment: Environment, found: re.Match[str]) -> str:
    value = environment.variables.get(found[1] or found[2])
    return found[0] if value is None else quote(value, safe="", errors="replace")
