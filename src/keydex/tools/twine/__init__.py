"""twine: where it uploads to, and what it asks a keyring, from 1.9 to 7.0."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlparse

from keydex.config import netrc, pypirc
from keydex.config.pypirc import Value
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import (
    Command,
    Configuration,
    Credential,
    Installation,
    Lookup,
    Origin,
    Problem,
    Report,
    Silence,
    Source,
    Version,
)
from keydex.secret import Secret
from keydex.tools import uploading
from keydex.tools.twine import targets
from keydex.tools.twine.arguments import FIRST, OPTIONS
from keydex.tools.twine.targets import SPLITS_URL, Target
from keydex.tools.uploading import Given

NAME = "twine"
OLDEST: Version = (1, 9)  # Changelog of 1.9.0.
NEWEST: Version = (7, 0, 0)
ASKS_FOR_USERNAME: Version = (1, 13)  # pypa/twine#419
TOKEN_FOR_PYPI: Version = (5, 0)  # #1040: whatever username is given.
KEEPS_GIVEN_USERNAME: Version = (6, 0)  # #1121: it is only the default.
BREAKPOINTS: tuple[Version, ...] = (
    ASKS_FOR_USERNAME,
    TOKEN_FOR_PYPI,
    SPLITS_URL,
    KEEPS_GIVEN_USERNAME,
)
WATCHED: tuple[Version, ...] = (
    (3, 8, 0),
    (4, 0, 2),
    (5, 0, 0),
    (5, 1, 1),
    (6, 0, 1),
    (6, 1, 0),
    (6, 2, 0),
    (7, 0, 0),
)

COMMANDS = frozenset({"register", "upload"})
TOKEN = "__token__"  # noqa: S105 - a username.


def usual(environment: Environment) -> Iterator[Command]:
    """Name the uploads that are configured: by a variable, or each in ~/.pypirc."""
    names: list[str] = []
    if not environment.variables.get("TWINE_REPOSITORY_URL"):
        try:
            file = pypirc.read(environment, environment.home / ".pypirc")
            found = pypirc.of_twine(file).values()
            names = [each.name for each in found if each.url and targets.origins(each)]
        except ConfigError:
            names = []
    if not names or "TWINE_REPOSITORY" in environment.variables:
        yield Command(NAME, ("upload",), given=False)
    for name in names:
        yield Command(NAME, ("upload", "--repository", name), given=False)


def read(
    environment: Environment, command: Command, installation: Installation, package: str
) -> Configuration:
    """Say where a command uploads to, and what twine asks for it."""
    first, rest = uploading.parsed(command.words, FIRST, stops=True)
    access = uploading.access(installation)
    found = Configuration(installation, command, environment.folder, access)
    options, _ = uploading.parsed(rest[1:], OPTIONS)
    if first.keys() & {"version", "help"} or "help" in options or rest[:1] not in _commands():
        return found
    given = Given(environment, options)
    try:
        target = targets.target(given, installation.version)
    except ConfigError as error:
        return _stopped(found, given, uploading.problem(error))
    if target.index.url and not targets.is_valid(target, given):
        reason = "twine refuses this repository URL: it needs http or https and a host."
        silence = Silence("settings-ignored", reason, "mend the repository URL")
        return replace(found, reports=(Report(target.index, silence=silence),))
    return replace(found, reports=(_report(target, given, installation),))


def _commands() -> frozenset[tuple[str, ...]]:
    return frozenset((each,) for each in COMMANDS)


def _stopped(found: Configuration, given: Given, problem: Problem) -> Configuration:
    """Say that twine stops at its file; the URL is known where it is a default."""
    name = targets.name_of(given)
    reports: tuple[Report, ...] = ()
    if name in pypirc.DEFAULTS:
        index = uploading.index(NAME, name, Value(pypirc.DEFAULTS[name]))
        reports = (Report(index, silence=uploading.stops(NAME, problem)),)
    return replace(found, reports=reports, problems=(problem,))


def _report(target: Target, given: Given, installation: Installation) -> Report:
    version = installation.version
    username = _username(target, given.value("username", "TWINE_USERNAME"), version)
    password = given.value("password", "TWINE_PASSWORD") or target.password
    index = replace(
        target.index,
        username=username.text if username else None,
        username_from=_username_from(username, target),
        password=Secret(password.text) if password else target.index.password,
        password_at=password.origin if password else None,
    )
    if password and username:
        kind = uploading.kind(password.origin)
        kind = "url" if password is target.password and kind == "env" else kind
        source, silence = uploading.settled(kind, password, username)
        if not username.text and not password.text:
            source = _netrc(given.environment, target) or source
        return Report(index, silence=silence, settled_by=source)
    if silence_ := uploading.general(installation, OLDEST):
        return Report(index, silence=silence_)
    lookups = tuple(_lookups(target, username, password, version))
    if not lookups:
        reason = "twine asks no keyring before it knows the username."
        return Report(index, silence=Silence("no-username", reason, "set TWINE_USERNAME"))
    return Report(index, lookups)


def _lookups(
    target: Target, username: Value | None, password: Value | None, version: Version
) -> Iterator[Lookup]:
    """Yield the question for the password, or for the username and then for its password."""
    if username:
        yield uploading.asks(target.service, username.text)
    elif version >= ASKS_FOR_USERNAME:
        then = None if password else "get_password"
        yield uploading.asks(target.service, None, then)


def _username(target: Target, given: Value | None, version: Version) -> Value | None:
    """Find the username (auth.py, `Resolver.username`); an empty one counts."""
    if target.is_pypi and version >= TOKEN_FOR_PYPI:
        is_kept = version >= KEEPS_GIVEN_USERNAME and given is not None and given.text
        return given if is_kept else Value(TOKEN)
    return given if given is not None else target.username


def _username_from(username: Value | None, target: Target) -> str | None:
    if username is not None and username is target.username and not username.origin.path:
        return "url"
    return uploading.username_from(username)


def _netrc(environment: Environment, target: Target) -> Source | None:
    """Return the login that requests takes from netrc where twine gives it none."""
    path, logins, _ = netrc.of_requests(environment)
    found = {each.machine: each for each in logins}
    login = found.get(urlparse(target.index.url).hostname) or found.get(None)
    if login is None:
        return None
    return Source("netrc", Origin(path, login.line), Credential(login.login, login.password))
