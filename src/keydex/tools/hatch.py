"""hatch: where it uploads to, and what it asks a keyring, from 1.3.1 to 1.18."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from keydex.config import pypirc, texts, toml
from keydex.config.pypirc import PYPI, TEST_PYPI, Value
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import (
    Command,
    Configuration,
    Installation,
    Lookup,
    Origin,
    Problem,
    Report,
    Silence,
    Version,
    dotted,
)
from keydex.nouns import dataclass
from keydex.secret import Secret
from keydex.tools import uploading
from keydex.tools.uploading import Given, Syntax

NAME = "hatch"
OLDEST: Version = (1, 3, 1)  # The publisher `index`.
NEWEST: Version = (1, 18, 2)
ASKS_FOR_USERNAME: Version = (1, 8)  # pypa/hatch#836, and no more in 1.10,
READS_PYPIRC: Version = (1, 10)  # which reads ~/.pypirc (hatch/publish/auth.py).
ASKS_BY_URL: Version = (1, 16, 3)  # #2146: before, by the name of the repository.
BREAKPOINTS: tuple[Version, ...] = (ASKS_FOR_USERNAME, READS_PYPIRC, ASKS_BY_URL)
WATCHED: tuple[Version, ...] = (
    (1, 7, 0),
    (1, 9, 4),
    (1, 12, 0),
    (1, 14, 2),
    (1, 16, 5),
    (1, 18, 2),
)

FIRST = Syntax(
    {
        "-e": "env",
        "--env": "env",
        "-p": "project",
        "--project": "project",
        "--data-dir": "data-dir",
        "--cache-dir": "cache-dir",
        "--config": "config",
    },
    {"--version": "version", "--help": "help", "-h": "help"},
    shortens=False,
)
# hatch/cli/publish/__init__.py, 1.18.
OPTIONS = Syntax(
    {
        "-r": "repo",
        "--repo": "repo",
        "-u": "user",
        "--user": "user",
        "-a": "auth",
        "--auth": "auth",
        "--ca-cert": "ca-cert",
        "--client-cert": "client-cert",
        "--client-key": "client-key",
        "-p": "publisher",
        "--publisher": "publisher",
        "-o": "option",
        "--option": "option",
    },
    {
        "-n": "no-prompt",
        "--no-prompt": "no-prompt",
        "-y": "yes",
        "--yes": "yes",
        "-h": "help",
        "--help": "help",
    },
    shortens=False,
)
TABLE = ("publish", "index")
FIXED = {"main": PYPI, "test": TEST_PYPI}


@dataclass(frozen=True, slots=True)
class Settings:
    """A person's config.toml; empty where there is none."""

    document: toml.Document | None

    def at(self, *key: str) -> Any:
        """Return what stands at a key."""
        return toml.value_at(self.document.data if self.document else {}, key)

    def value(self, *key: str) -> Value | None:
        """Return the text at a key that is not empty."""
        text = self.at(*key)
        if self.document is None or not isinstance(text, str) or not text:
            return None
        return Value(text, Origin(self.document.path, self.document.line(key), dotted(key)))

    @property
    def names(self) -> list[str]:
        """Name the repositories that are defined."""
        repos = self.at(*TABLE, "repos")
        return list(repos) if isinstance(repos, dict) else []


@dataclass(frozen=True, slots=True)
class Target:
    """A repository: its name or a URL in place of one, its URL, and its login in config.toml."""

    name: str
    url: Value
    user: Value | None = None
    auth: Value | None = None


def usual(environment: Environment) -> Iterator[Command]:
    """Name the uploads that are configured: the default one, and each repository of config.toml."""
    yield Command(NAME, ("publish",), given=False)
    given = Given(environment, {})
    try:
        settings = _settings(given)
    except ConfigError:
        return
    for name in settings.names if "HATCH_INDEX_REPO" not in environment.variables else ():
        yield Command(NAME, ("publish", "--repo", name), given=False)


def read(
    environment: Environment, command: Command, installation: Installation, package: str
) -> Configuration:
    """Say where a command uploads to, and what hatch asks for it."""
    first, rest = uploading.parsed(command.words, FIRST, stops=True)
    options, _ = uploading.parsed(rest[1:], OPTIONS)
    outer, given = Given(environment, first), Given(environment, options)
    problems: tuple[Problem, ...] = ()
    settings = Settings(None)
    try:
        settings = _settings(outer)
    except ConfigError as error:
        problems = (uploading.problem(error),)
    project = _project(outer, settings)
    access = uploading.access(installation)
    found = Configuration(installation, command, project, access, problems=problems)
    publisher = _chosen(given, "publisher", "HATCH_PUBLISHER")
    passed = first.keys() & {"version", "help"} or "help" in options
    if passed or rest[:1] != ("publish",) or (publisher and publisher.text != "index"):
        return found
    try:
        target = _target(given, settings)
        report = _report(target, (outer, given), settings, installation)
    except ConfigError as error:
        problems = (*problems, uploading.problem(error))
        report = Report(_index(Target("main", Value(PYPI))))
        chosen = _chosen(given, "repo", "HATCH_INDEX_REPO")
        if chosen and "://" in chosen.text:
            report = Report(_index(Target(chosen.text, chosen)))
    if problems:
        report = Report(report.index, silence=uploading.stops(NAME, problems[0]))
    elif silence := _disabled(environment, options, settings, project):
        report = Report(report.index, silence=silence)
    return replace(found, reports=(report,), problems=problems)


def _chosen(given: Given, name: str, variable: str) -> Value | None:
    """Return what an option or its variable says; click takes an empty variable for none."""
    found = given.value(name, variable)
    return found if found and found.text else None


def _settings(outer: Given) -> Settings:
    """Read config.toml (hatch/config/user.py; platformdirs). Raises ConfigError."""
    environment = outer.environment
    if chosen := _chosen(outer, "config", "HATCH_CONFIG"):
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


def _cache(outer: Given, settings: Settings) -> Path:
    """Return the cache folder: of a flag or variable, of config.toml, or the usual one."""
    environment = outer.environment
    chosen = _chosen(outer, "cache-dir", "HATCH_CACHE_DIR") or settings.value("dirs", "cache")
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


def _project(outer: Given, settings: Settings) -> Path:
    """Find the project: a name in config.toml, or the nearest folder that holds one.

    The rules are `Project.from_config` and `find_project_root` of hatch/project/core.py.
    """
    environment = outer.environment
    is_file, is_folder = environment.machine.is_file, environment.machine.is_folder
    if chosen := _chosen(outer, "project", "HATCH_PROJECT"):
        named = ("projects", chosen.text)
        if location := settings.value(*named) or settings.value(*named, "location"):
            return environment.folder / _expanded(environment, location.text)
        folders = settings.at("dirs", "project")
        texts_ = [each for each in folders if each and isinstance(each, str)] if folders else []
        for each in texts_:
            if is_folder(environment.folder / each / chosen.text):
                return environment.folder / each / chosen.text
    for folder in (environment.folder, *environment.folder.parents):
        if is_file(folder / "pyproject.toml") or is_file(folder / "setup.py"):
            return folder
    return environment.folder


def _target(given: Given, settings: Settings) -> Target:
    """Find the repository (hatch/publish/index.py, `get_repos`). Raises ConfigError.

    What stands in `[publish.index]` is the default of every repository that has a name.
    """
    chosen = _chosen(given, "repo", "HATCH_INDEX_REPO") or settings.value(*TABLE, "repo")
    name = chosen.text if chosen else "main"
    if name not in FIXED and name not in settings.names:
        return Target(name, chosen or Value(PYPI))
    table = (*TABLE, "repos", name)
    url = settings.value(*table, "url") or settings.value(*table)
    if url is None and name in settings.names:
        path = settings.document.path if settings.document else Path()
        line = settings.document.line(table) if settings.document else None
        raise ConfigError("a repository must have a url", path, line, dotted(table))
    if name in FIXED:
        url = Value(FIXED[name], url.origin if url else Origin())
    login = (settings.value(*table, key) or settings.value(*TABLE, key) for key in ("user", "auth"))
    return Target(name, url or Value(PYPI), *login)


def _index(target: Target) -> Any:
    name = None if "://" in target.name else target.name
    return uploading.index(NAME, name, target.url)


def _report(
    target: Target, given: tuple[Given, Given], settings: Settings, installation: Installation
) -> Report:
    """Follow hatch/publish/auth.py, before 1.10 hatch/publish/index.py. Raises ConfigError."""
    outer, own = given
    version = installation.version
    username = _chosen(own, "user", "HATCH_INDEX_USER") or target.user
    login = None
    if username is None and version >= READS_PYPIRC:
        file = pypirc.read(outer.environment, outer.environment.home / ".pypirc", interpolates=True)
        login = pypirc.of_hatch(file, target.name, target.url.text)
        username = login.username if login.username and login.username.text else None
    from_file = username is not None and login is not None
    if username is None:
        username = _cached(outer, settings, target.name)
        from_file = username is not None
    password = login.password if login else None
    if password is None:
        password = _chosen(own, "auth", "HATCH_INDEX_AUTH") or target.auth
    index = _index(target)
    index = replace(
        index,
        username=username.text if username else None,
        username_from="file" if from_file else uploading.username_from(username),
        password=Secret(password.text) if password else index.password,
    )
    if username is not None and password is not None:
        kind = uploading.kind(password.origin)
        source, silence_ = uploading.settled(kind, password, username)
        return Report(index, silence=silence_, settled_by=source)
    if silence := uploading.general(installation, OLDEST):
        return Report(index, silence=silence)
    lookups = tuple(_lookups(target, username, password, version))
    if not lookups:
        reason = "hatch asks no keyring before it knows the username."
        return Report(index, silence=Silence("no-username", reason, "set HATCH_INDEX_USER"))
    return Report(index, lookups)


def _lookups(
    target: Target, username: Value | None, password: Value | None, version: Version
) -> Iterator[Lookup]:
    """Yield the question for the password; for the username too from 1.8 to 1.9."""
    service = target.url.text if version >= ASKS_BY_URL else target.name
    if username is not None:
        yield uploading.asks(service, username.text)
    elif ASKS_FOR_USERNAME <= version < READS_PYPIRC:
        yield uploading.asks(service, None, None if password else "get_password")


def _cached(outer: Given, settings: Settings, name: str) -> Value | None:
    """Return the user of the last upload. Raises ConfigError."""
    path = _cache(outer, settings) / "publish" / "index" / "previous_working_users.json"
    text = texts.read(outer.environment, path)
    try:
        users = json.loads(text) if text else {}
    except ValueError:
        raise ConfigError("it is not valid JSON", path) from None
    user = users.get(name) if isinstance(users, dict) else None
    return Value(user, Origin(path, key=name)) if isinstance(user, str) else None


def _disabled(
    environment: Environment, options: Mapping[str, str], settings: Settings, project: Path
) -> Silence | None:
    """Say that nothing is uploaded without a person's yes (hatch/publish/plugin/interface.py)."""
    if "no-prompt" not in options or "yes" in options:
        return None
    where = None
    for name, key in (
        ("pyproject.toml", ("tool", "hatch", *TABLE, "disable")),
        ("hatch.toml", (*TABLE, "disable")),
    ):
        try:
            document = toml.read(environment, project / name)
        except ConfigError:
            continue
        if document and isinstance(toml.value_at(document.data, key), bool):
            found = toml.value_at(document.data, key)
            where = (found, Origin(document.path, document.line(key), dotted(key)))
    if where is None and settings.document and settings.at(*TABLE, "disable") is True:
        key = (*TABLE, "disable")
        where = (True, Origin(settings.document.path, settings.document.line(key), dotted(key)))
    if where is None or not where[0]:
        return None
    reason = f"hatch asks before it uploads, and -n forbids that ({uploading.place(where[1])})."
    return Silence("no-input", reason, "add --yes", where[1])
