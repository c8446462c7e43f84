"""flit: where it uploads to, and what it asks a keyring, from 1.0 to 4.2."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from keydex.config import pypirc, toml
from keydex.config.pypirc import Repository, Value
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import (
    Command,
    Configuration,
    Installation,
    Lookup,
    Origin,
    Report,
    Silence,
    Version,
)
from keydex.secret import Secret, bare
from keydex.tools import uploading
from keydex.tools.uploading import Given, Syntax

NAME = "flit"
OLDEST: Version = (1, 0)  # flit/upload.py of 1.0.
NEWEST: Version = (4, 2, 0)
ASKS_FOR_TOKENS: Version = (3, 10)  # flit/upload.py, `find_token`; variables win from here on.
TOKEN = "__token__"  # noqa: S105 - a username.
BREAKPOINTS: tuple[Version, ...] = (ASKS_FOR_TOKENS,)
WATCHED: tuple[Version, ...] = ((3, 9, 0), (3, 10, 1), (3, 12, 0), (4, 0, 2), (4, 2, 0))

FIRST = Syntax(
    {"-f": "ini-file", "--ini-file": "ini-file", "--repository": "repository"},
    {
        "-V": "version",
        "--version": "version",
        "-h": "help",
        "--help": "help",
        "--debug": "debug",
        "--logo": "logo",
    },
    shortens=True,
)
OPTIONS = Syntax(
    {"--format": "format", "--pypirc": "pypirc", "--repository": "repository"},
    {
        "-h": "help",
        "--help": "help",
        "--use-vcs": "use-vcs",
        "--no-use-vcs": "no-use-vcs",
        "--setup-py": "setup-py",
        "--no-setup-py": "no-setup-py",
    },
    shortens=True,
)
# What only https is used for (flit/upload.py, `SWITCH_TO_HTTPS`).
HTTPS_ONLY = ("http://pypi.python.org/", "http://testpypi.python.org/", "http://upload.pypi.org/")
HTTPS_ONCE = "http://upload.pypi.io/"


def usual(environment: Environment) -> Iterator[Command]:
    """Name the uploads of a project of flit's: to a variable's URL, or each in ~/.pypirc."""
    if not _is_ours(environment):
        return
    names: list[str] = []
    if "FLIT_INDEX_URL" not in environment.variables:
        try:
            file = pypirc.read(environment, environment.home / ".pypirc")
            names = [each.name for each in pypirc.of_flit(file).values()]
        except ConfigError:
            names = []
    if not names:
        yield Command(NAME, ("publish",), given=False)
    for name in names:
        words = ("publish",) if name == "pypi" else ("publish", "--repository", name)
        yield Command(NAME, words, given=False)


def _is_ours(environment: Environment) -> bool:
    try:
        document = toml.read(environment, environment.folder / "pyproject.toml")
    except ConfigError:
        return False
    data = document.data if document else {}
    backend = toml.value_at(data, ("build-system", "build-backend"))
    is_built = isinstance(backend, str) and backend.startswith("flit")
    return is_built or isinstance(toml.value_at(data, ("tool", "flit")), dict)


def read(
    environment: Environment, command: Command, installation: Installation, package: str
) -> Configuration:
    """Say where a command uploads to, and what flit asks for it."""
    first, rest = uploading.parsed(command.words, FIRST, stops=True)
    path = environment.folder / first.get("ini-file", "pyproject.toml")
    access = uploading.access(installation)
    found = Configuration(installation, command, path.parent, access)
    options, _ = uploading.parsed(rest[1:], OPTIONS)
    passed = first.keys() & {"version", "help", "logo"} or "help" in options
    if passed or rest[:1] != ("publish",):
        return found
    options = {key: each for key, each in {**first, **options}.items() if each}
    return _published(found, Given(environment, options), path)


def _published(found: Configuration, given: Given, path: Path) -> Configuration:
    """Say what an upload asks; where a file stops flit, as much of it as is known."""
    installation = found.installation
    problems = []
    project, repository = "", None
    try:
        project = _project(given.environment, path)
    except ConfigError as error:
        problems.append(uploading.problem(error))
    try:
        repository = _repository(given, installation.version)
    except ConfigError as error:
        problems.append(uploading.problem(error))
    if repository is None and "repository" in given.options:
        return replace(found, problems=tuple(problems))
    repository = repository or Repository("pypi", Value(pypirc.PYPI))
    report = _report(repository, given, installation, project)
    if problems:
        report = Report(report.index, silence=uploading.stops(NAME, problems[0]))
    return replace(found, reports=(report,), problems=tuple(problems))


def _project(environment: Environment, path: Path) -> str:
    """Return the normal name of the project. Raises ConfigError where flit finds none.

    It is that of the standard metadata, else of flit's older table (flit_core/config.py).
    """
    document = toml.read(environment, path)
    if document is None:
        raise ConfigError("there is no such file", path)
    old = ("tool", "flit", "metadata")
    keys = (("project", "name"), (*old, "dist-name"), (*old, "module"))
    names = (toml.value_at(document.data, key) for key in keys)
    name = next((each for each in names if isinstance(each, str) and each), "")
    if not name:
        raise ConfigError("it names no project", path, key="project.name")
    return re.sub(r"[-_.]+", "-", name).lower()


def _repository(given: Given, version: Version) -> Repository:
    """Find the repository (flit/upload.py, `get_repository`). Raises ConfigError."""
    environment = given.environment
    interpolates = version < ASKS_FOR_TOKENS
    path = environment.home / ".pypirc"
    if chosen := given.options.get("pypirc"):
        path = environment.folder / chosen
        if not environment.machine.is_file(path):
            raise ConfigError("there is no such file", path)
    known = pypirc.of_flit(pypirc.read(environment, path, interpolates=interpolates))
    url = environment.variables.get("FLIT_INDEX_URL")
    name = given.options.get("repository")
    if name is None:
        if url is not None:
            return Repository("", Value(url, Origin(variable="FLIT_INDEX_URL")))
        return known.get("pypi", Repository("pypi", Value(pypirc.PYPI)))
    if name not in known:
        raise ConfigError(f"it has no repository {bare(name)}", path)
    if url is not None and version >= ASKS_FOR_TOKENS:
        raise ConfigError("FLIT_INDEX_URL may not be set beside --repository", path)
    return known[name]


def _report(
    repository: Repository, given: Given, installation: Installation, project: str
) -> Report:
    version = installation.version
    url = repository.url or Value(pypirc.PYPI)
    username, password = _login(repository, given, version)
    login = (each.origin for each in (repository.username, repository.password) if each)
    more = login if url.origin == Origin() else ()
    index = uploading.index(NAME, repository.name or None, url, *list(more)[:1])
    index = replace(
        index,
        username=username.text if username else None,
        username_from=uploading.username_from(username),
        username_at=uploading.username_at(repository.name, repository.url),
        password=Secret(password.text) if password else index.password,
        password_at=password.origin if password else None,
    )
    if username is None:
        reason = "flit asks no keyring before it knows the username."
        return Report(index, silence=Silence("no-username", reason, "set FLIT_USERNAME"))
    if password:
        kind = uploading.kind(password.origin)
        source, silence = uploading.settled(kind, password, username)
        return Report(index, silence=silence, settled_by=source)
    if none := uploading.general(installation, OLDEST):
        return Report(index, silence=none)
    service = _service(url.text, version)
    return Report(index, tuple(_lookups(service, username.text, project, version)))


def _login(
    repository: Repository, given: Given, version: Version
) -> tuple[Value | None, Value | None]:
    """Return username and password; before 3.10 a variable does not replace those of a name."""
    named = "repository" in given.options
    username, password = repository.username, repository.password
    in_variable = given.value("", "FLIT_USERNAME")
    if in_variable and (version >= ASKS_FOR_TOKENS or not (named and username and username.text)):
        username = in_variable
    in_variable = given.value("", "FLIT_PASSWORD")
    is_older = version < ASKS_FOR_TOKENS
    if in_variable and not (is_older and named and password and password.text):
        # An empty one counts in older releases.
        return _said(username), in_variable if is_older or in_variable.text else None
    return _said(username), _said(password)


def _said(value: Value | None) -> Value | None:
    return value if value and value.text else None


def _service(url: str, version: Version) -> str:
    """Return the URL as it is asked for: as it is written, but for http of PyPI."""
    prefixes = (*HTTPS_ONLY, HTTPS_ONCE) if version < ASKS_FOR_TOKENS else HTTPS_ONLY
    return f"https{url[4:]}" if url.startswith(prefixes) else url


def _lookups(service: str, username: str, project: str, version: Version) -> Iterator[Lookup]:
    """Yield the tokens of the project and of the person, then the password."""
    if version >= ASKS_FOR_TOKENS:
        yield uploading.asks(service, f"pypi_token:project:{project}", sends=TOKEN)
        yield uploading.asks(service, f"pypi_token:user:{username}", sends=TOKEN)
    yield uploading.asks(service, username)
