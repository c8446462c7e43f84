"""pipenv: what it reads, and what the pip that it brings asks a keyring, from 2023.4 to 2026.10."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import (
    Access,
    Command,
    Configuration,
    Credential,
    Index,
    Installation,
    Origin,
    Problem,
    Report,
    Source,
    Version,
)
from keydex.tools import pip, uploading
from keydex.tools.pip import settings as settings_of_pip
from keydex.tools.pip.arguments import parsed as arguments_of_pip
from keydex.tools.pip.settings import Setting
from keydex.tools.pipenv import releases, silences, sources
from keydex.tools.pipenv.arguments import INSTALLS, LOCKS, OPTIONS
from keydex.tools.pipenv.sources import NAME, PYPI
from keydex.tools.pipenv.sources import Source as Listed

OLDEST = releases.OLDEST
NEWEST = releases.NEWEST
WATCHED = releases.WATCHED
BREAKPOINTS = releases.BREAKPOINTS

PROVIDER = "PIP_KEYRING_PROVIDER"
OWN_PROVIDER = "PIPENV_KEYRING_PROVIDER"
FLAGS = ("--index-url", "--extra-index-url")


def usual(environment: Environment) -> Iterator[Command]:
    """Name the command that is assumed where there is a Pipfile."""
    if sources.pipfile(environment, NEWEST):
        yield Command(NAME, ("install",), given=False)


def read(
    environment: Environment, command: Command, installation: Installation, package: str
) -> Configuration:
    """Read the sources of a project, and say what pipenv's pip asks for each."""
    options, words = uploading.parsed(command.words, OPTIONS)
    version, name = installation.version, words[:1]
    path = sources.pipfile(environment, version)
    project = path.parent if path else environment.folder
    listed, problems = _listed(environment, path, name, options, version)
    asks = bool(name) and name[0] in LOCKS | INSTALLS and not options.keys() & {"help", "version"}
    told = _through_pip(environment, listed, installation, project, name)
    found = replace(
        told,
        installation=installation,
        command=command,
        project=project,
        access=silences.access(told.access, environment, version),
        problems=(*problems, *told.problems),
    )
    if not asks:
        return replace(found, reports=())
    # pip's own reports are those of the indexes that it was given, in that order.
    given = [each for each in told.reports if _is_given(each.index)]
    logins = _logins(listed) if version >= releases.STRIPS_LOGINS else {}
    reports = []
    for source, each in zip(listed, given, strict=False):
        index = source.index(is_first=source is listed[0])
        login = logins.get(source.host)
        reports.append(_report(index, each, login, found.access, version))
    if problems:
        stop = uploading.stops(NAME, problems[0])
        reports = [Report(each.index, silence=stop) for each in reports]
    return replace(found, reports=tuple(reports))


def _is_given(index: Index) -> bool:
    return any(each.flag in FLAGS for each in index.origins)


def _listed(
    environment: Environment,
    path: Path | None,
    name: tuple[str, ...],
    options: dict[str, str],
    version: Version,
) -> tuple[tuple[Listed, ...], tuple[Problem, ...]]:
    """Return the sources of a command, and what keeps a file from being read."""
    problems: list[Problem] = []
    found: tuple[Listed, ...] = ()
    try:
        if path and name[:1] and name[0] in INSTALLS:
            found = sources.of_lock(environment, path.with_name("Pipfile.lock"), version)
        if path and not found:
            found = sources.of_pipfile(environment, path, version)
    except ConfigError as error:
        problems.append(uploading.problem(error))
    if not found:
        found = (_default(environment),)
    if (chosen := options.get("index")) and "://" in chosen:
        found = (*found, Listed(None, chosen, Origin(flag="--index")))
    if mirror := options.get("pypi-mirror"):
        place = Origin(flag="--pypi-mirror")
        found = tuple(
            replace(each, url=mirror, origin=place)
            if sources.PYPI_URL.fullmatch(each.url)
            else each
            for each in found
        )
    return found, tuple(problems)


def _default(environment: Environment) -> Listed:
    """Return the source where a Pipfile names none: pip's own index, else PyPI (project.py)."""
    arguments = arguments_of_pip(("install",))
    bare = replace(environment, variables=_without_indexes(environment))
    settings = settings_of_pip.read(bare, arguments, Installation("pip", pip.NEWEST, "assumed"))
    chosen = settings.last("index-url") or Setting(PYPI, Origin())
    if mirror := environment.variables.get("PIPENV_PYPI_MIRROR"):
        chosen = Setting(mirror, Origin(variable="PIPENV_PYPI_MIRROR"))
    return Listed(None, chosen.value, chosen.origin, chosen.value.startswith("https://"))


def _without_indexes(environment: Environment) -> dict[str, str]:
    names = {"PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX"}
    return {name: each for name, each in environment.variables.items() if name not in names}


def _through_pip(
    environment: Environment,
    listed: tuple[Listed, ...],
    installation: Installation,
    project: Path,
    name: tuple[str, ...],
) -> Configuration:
    """Let pip's rules say what is asked (utils/resolver.py, utils/pip.py).

    It runs in the environment of the project, and may not ask a person.
    """
    version = installation.version
    variables = {**_without_indexes(environment), "PIP_NO_INPUT": "1"}
    own = variables.get(OWN_PROVIDER) if version >= releases.HAS_PROVIDER else None
    if own:
        variables[PROVIDER] = own
    if name[:1] and name[0] in INSTALLS and version >= releases.NO_FILES:
        variables["PIP_CONFIG_FILE"] = "/dev/null"
    words = ["download", "x"]
    for position, each in enumerate(listed):
        url = each.index(is_first=True).url if version >= releases.STRIPS_LOGINS else each.url
        words += [FLAGS[min(position, 1)], url]
        words += [] if each.is_verified else ["--trusted-host", each.host]
    inside = replace(environment, folder=project, variables=variables)
    return pip.read(inside, Command("pip", tuple(words)), _pip(inside, version, project), "x")


def _pip(environment: Environment, version: Version, project: Path) -> Installation:
    """Describe the pip that pipenv runs with the Python of the project's environment."""
    folder = _venv(environment, project)
    if folder is None:
        return Installation("pip", releases.pip(version), "metadata")
    is_folder, names = environment.machine.is_folder, environment.machine.names
    library = folder / "lib"
    has_keyring = any(
        is_folder(library / each / "site-packages/keyring") for each in names(library)
    )
    scripts = folder / ("Scripts" if environment.platform == "win32" else "bin")
    has_keyring = has_keyring or is_folder(folder / "Lib/site-packages/keyring")
    program = scripts / ("python.exe" if environment.platform == "win32" else "python")
    return Installation(
        "pip",
        releases.pip(version),
        "metadata",
        interpreter=program,
        importable=has_keyring,
        scripts=scripts,
        prefix=folder,
    )


def _venv(environment: Environment, project: Path) -> Path | None:
    """Find the environment of a project where it lies beside the Pipfile, or is active.

    The rule is `get_location` of utils/venv_locator.py; one below WORKON_HOME is not looked for.
    """
    active = environment.variables.get("VIRTUAL_ENV")
    if active and not environment.flag("PIPENV_IGNORE_VIRTUALENVS"):
        return Path(active)
    own = project / ".venv"
    return own if environment.machine.is_folder(own) else None


def _report(
    index: Index, told: Report, login: Source | None, access: Access, version: Version
) -> Report:
    """Say of pipenv's source what pip's rules say of the index that pip is given."""
    index = replace(index, settings={"sends_empty_password": _sends_empty(index)})
    report = replace(told, index=index, asks_person=False)
    if login:
        report = replace(report, sent_first=login)
    if told.settled_by and told.settled_by.kind == "url":
        report = replace(report, settled_by=replace(told.settled_by, origin=index.origins[0]))
    if told.silence is None:
        return report
    return replace(report, silence=silences.said(told.silence, report, access, version))


def _sends_empty(index: Index) -> bool:
    return index.username is not None and index.password is None


def _logins(listed: tuple[Listed, ...]) -> dict[str, Source | None]:
    """Return the logins that pip reads from pipenv's netrc: the first of a host, if it is whole."""
    found: dict[str, Source | None] = {}
    for each in listed:
        index = each.index(is_first=True)
        if index.username is not None:
            whole = index.password and Credential(index.username, index.password)
            found.setdefault(each.host, Source("url", each.origin, whole) if whole else None)
    return found
