"""The .pypirc file, by the rules of each tool that reads it, and where its values stand."""

import configparser
from configparser import BasicInterpolation, RawConfigParser
from dataclasses import field
from pathlib import Path

from keydex.config import ini
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Origin
from keydex.nouns import dataclass

PYPI = "https://upload.pypi.org/legacy/"
TEST_PYPI = "https://test.pypi.org/legacy/"
DEFAULTS = {"pypi": PYPI, "testpypi": TEST_PYPI}


@dataclass(frozen=True, slots=True)
class Value:
    """A text that is set somewhere, and where; it may be a secret, so it is not shown."""

    text: str = field(repr=False)
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class Repository:
    """A place to upload to; a URL that nobody wrote down has an empty origin."""

    name: str
    url: Value | None
    username: Value | None = None
    password: Value | None = None


@dataclass(frozen=True, slots=True)
class Pypirc:
    """A file as it was read, or would be if it were there."""

    path: Path
    sections: tuple[str, ...]
    values: dict[tuple[str, str], Value]
    interpolates: bool

    def value(self, section: str, key: str) -> Value | None:
        """Return a value, None without one. Raises ConfigError where a % stands for nothing."""
        found = self.values.get((section, key))
        if found is None or not self.interpolates:
            return found
        beside = {name: each.text for (of, name), each in self.values.items() if of == section}
        parser = RawConfigParser()
        try:
            text = BasicInterpolation().before_get(parser, section, key, found.text, beside)
        except configparser.InterpolationError:
            where = found.origin
            reason = "a % in it stands for no other value"
            raise ConfigError(reason, self.path, where.line, where.key) from None
        return Value(text, found.origin)

    def servers(self, default: tuple[str, ...]) -> tuple[str, ...]:
        """Name the repositories that `index-servers` lists."""
        listed = self.value("distutils", "index-servers")
        return default if listed is None else tuple(listed.text.split())


def read(environment: Environment, path: Path, *, interpolates: bool = False) -> Pypirc:
    """Read a .pypirc file, as an empty one where there is none. Raises ConfigError.

    `interpolates` is for tools that read it with a plain `ConfigParser`.
    """
    document = ini.read(environment, path)
    if document is None:
        return Pypirc(path, (), {}, interpolates)
    values = {
        (each.section, each.key): Value(
            each.value, Origin(path, each.line, f"{each.section}.{each.key}")
        )
        for each in document.entries
    }
    return Pypirc(path, document.sections, values, interpolates)


def of_twine(file: Pypirc) -> dict[str, Repository]:
    """Return what twine knows by name (twine/utils.py, `get_config`, 1.15 to 7.0).

    `[server-login]` is the default of every repository; pypi is always there.
    """
    servers = file.servers(tuple(DEFAULTS))
    found = {}
    for name in dict.fromkeys(("pypi", *servers)):
        url = file.value(name, "repository") if name in servers else None
        if url is None and name in DEFAULTS:
            url = Value(DEFAULTS[name])
        username = file.value(name, "username") if name in servers else None
        password = file.value(name, "password") if name in servers else None
        if url is None and username is None and password is None:
            continue
        username = file.value("server-login", "username") if username is None else username
        password = file.value("server-login", "password") if password is None else password
        found[name] = Repository(name, url, username, password)
    return found


def of_flit(file: Pypirc) -> dict[str, Repository]:
    """Return what flit knows by name (flit/upload.py, `get_repositories`, 1.0 to 4.2)."""
    return {
        name: Repository(
            name,
            file.value(name, "repository") or Value(PYPI),
            file.value(name, "username"),
            file.value(name, "password"),
        )
        for name in file.servers(("pypi",))
    }


def of_hatch(file: Pypirc, name: str, url: str) -> Repository:
    """Return the login that hatch finds (hatch/publish/auth.py, `_read_pypirc`, 1.10 to 1.18).

    It is that of the section called like the repository, else of the first with its URL;
    `index-servers` does not count.
    """
    section = name if name in file.sections else None
    for each in file.sections if section is None else ():
        written = file.value(each, "repository")
        if written is not None and written.text == url:
            section = each
            break
    if section is None:
        return Repository(name, None)
    username, password = file.value(section, "username"), file.value(section, "password")
    return Repository(section, file.value(section, "repository"), username, password)
