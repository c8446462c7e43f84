"""hatch: where it uploads to, and what it asks a keyring, from 1.3.1 to 1.18."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from keydex.config import json, pypirc, texts, toml
from keydex.config.pypirc import PYPI, Repository, Value
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import (
    Command,
    Configuration,
    Index,
    Installation,
    Key,
    Lookup,
    Origin,
    Report,
    Silence,
    Version,
    dotted,
)
from keydex.secret import Secret
from keydex.tools import uploading
from keydex.tools.hatch import projects, repositories, settings
from keydex.tools.hatch.arguments import FIRST, OPTIONS
from keydex.tools.hatch.repositories import Target
from keydex.tools.hatch.settings import TABLE, Settings, said
from keydex.tools.uploading import Given

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


def usual(environment: Environment) -> Iterator[Command]:
    """Name the uploads that are configured: the default one, and each repository of config.toml."""
    yield Command(NAME, ("publish",), given=False)
    given = Given(environment, {})
    try:
        found = settings.read(given)
    except ConfigError:
        return
    for name in found.names if "HATCH_INDEX_REPO" not in environment.variables else ():
        yield Command(NAME, ("publish", "--repo", name), given=False)


def read(
    environment: Environment, command: Command, installation: Installation, package: str
) -> Configuration:
    """Say where a command uploads to, and what hatch asks for it."""
    first, rest = uploading.parsed(command.words, FIRST, stops=True)
    options, _ = uploading.parsed(rest[1:], OPTIONS)
    outer, own = Given(environment, first), Given(environment, options)
    problems = []
    person, project = Settings(settings.place(outer)), environment.folder
    try:
        person = settings.read(outer)
        project = projects.project(outer, person)
    except ConfigError as error:
        problems.append(uploading.problem(error))
    access = uploading.access(installation)
    reports: tuple[Report, ...] = ()
    publisher = said(own, "publisher", "HATCH_PUBLISHER")
    passed = first.keys() & {"version", "help"} or "help" in options
    if rest[:1] == ("publish",) and not passed and (not publisher or publisher.text == "index"):
        try:
            report = _report(outer, own, person, installation)
        except ConfigError as error:
            problems.append(uploading.problem(error))
            report = Report(_known(own))
        silence = _disabled(environment, options, person, project)
        if problems:
            silence = uploading.stops(NAME, problems[0])
        reports = (Report(report.index, silence=silence) if silence else report,)
    return Configuration(installation, command, project, access, reports, problems=tuple(problems))


def _known(own: Given) -> Index:
    """Return the upload as far as it is known where a file can't be read."""
    chosen = said(own, "repo", "HATCH_INDEX_REPO")
    if chosen and "://" in chosen.text:
        return _index(Target(chosen.text, chosen))
    return _index(Target("main", Value(PYPI)))


def _index(target: Target) -> Index:
    name = None if "://" in target.name else target.name
    index = uploading.index(NAME, name, target.url)
    origin = target.url.origin
    if origin.path and (origin.key or "").endswith(".url"):
        key = (origin.key or "").removesuffix("url")
        return replace(index, username_at=Origin(origin.path, None, f"{key}user"))
    return index


def _report(outer: Given, own: Given, person: Settings, installation: Installation) -> Report:
    """Follow hatch/publish/auth.py, before 1.10 hatch/publish/index.py. Raises ConfigError."""
    version = installation.version
    target = repositories.target(own, person)
    username = said(own, "user", "HATCH_INDEX_USER") or target.user
    login = Repository(target.name, None)
    where = uploading.username_from(username)
    if username is None:
        login = _login(outer, target, version)
        username = login.username or _cached(outer, person, target.name)
        where = "file" if username else None
    password = login.password
    if password is None:
        password = said(own, "auth", "HATCH_INDEX_AUTH") or target.auth
    if password is not None and not password.text and version < READS_PYPIRC:
        password = None
    index = _index(target)
    index = replace(
        index,
        username=username.text if username else None,
        username_from=where,
        password=Secret(password.text) if password else index.password,
        password_at=password.origin if password else None,
    )
    return _asked(index, target, (username, password), installation)


def _login(outer: Given, target: Target, version: Version) -> Repository:
    """Return the login in ~/.pypirc; an empty username is none. Raises ConfigError."""
    if version < READS_PYPIRC:
        return Repository(target.name, None)
    environment = outer.environment
    file = pypirc.read(environment, environment.home / ".pypirc", interpolates=True)
    found = pypirc.of_hatch(file, target.name, target.url.text)
    is_named = found.username is not None and found.username.text
    return found if is_named else replace(found, username=None)


def _asked(
    index: Index,
    target: Target,
    login: tuple[Value | None, Value | None],
    installation: Installation,
) -> Report:
    """Say what is asked for a login as far as it is known."""
    username, password = login
    if username is not None and password is not None:
        kind = uploading.kind(password.origin)
        source, settled = uploading.settled(kind, password, username)
        return Report(index, silence=settled, settled_by=source)
    if silence := uploading.general(installation, OLDEST):
        return Report(index, silence=silence)
    lookups = tuple(_lookups(target, username, password, installation.version))
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


def _cached(outer: Given, person: Settings, name: str) -> Value | None:
    """Return the user of the last upload. Raises ConfigError."""
    path = settings.cache(outer, person) / "publish" / "index" / "previous_working_users.json"
    text = texts.read(outer.environment, path)
    users = json.parsed(text, path) if text else {}
    user = users.get(name) if isinstance(users, dict) else None
    return Value(user, Origin(path, key=name)) if isinstance(user, str) else None


def _disabled(
    environment: Environment, options: Mapping[str, str], person: Settings, project: Path
) -> Silence | None:
    """Say that nothing is uploaded without a person's yes (hatch/publish/plugin/interface.py)."""
    if "no-prompt" not in options or "yes" in options:
        return None
    where = _no(person.document, (*TABLE, "disable"), None)
    for name, start in (("pyproject.toml", ("tool", "hatch")), ("hatch.toml", ())):
        with suppress(ConfigError):
            document = toml.read(environment, project / name)
            where = _no(document, (*start, *TABLE, "disable"), where)
    if where is None:
        return None
    reason = f"hatch asks before it uploads, and -n forbids that ({uploading.place(where)})."
    return Silence("no-input", reason, "add --yes", where)


def _no(document: toml.Document | None, key: Key, before: Origin | None) -> Origin | None:
    """Return where uploading is disabled; a file that says nothing leaves it as it was before."""
    value = toml.value_at(document.data, key) if document else None
    if document is None or not isinstance(value, bool):
        return before
    return Origin(document.path, document.line(key), dotted(key)) if value else None
