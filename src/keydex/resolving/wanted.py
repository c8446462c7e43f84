"""Which packages a tool looks for in its indexes, as far as files and the command say."""

import fnmatch
from collections.abc import Iterator
from itertools import chain

from keydex.config import toml
from keydex.config.packages import Required, named, normal, of_project, of_requirements
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Configuration
from keydex.survey import feed
from keydex.tools.pip import arguments as pip
from keydex.tools.uv import arguments as uv
from keydex.tools.uv.workspace import section

USUAL = "requirements*.txt"  # As `usual` of the tools has it.


def wanted(environment: Environment, configuration: Configuration) -> tuple[str, ...]:
    """Return the packages that a tool looks for, in the order of their mention."""
    of_tool = {"uv": _by_uv, "pip": _by_pip}.get(configuration.installation.tool)
    return tuple(dict.fromkeys(of_tool(environment, configuration))) if of_tool else ()


def locked(environment: Environment, configuration: Configuration, place: str) -> tuple[str, ...]:
    """Return the packages that uv has locked from one feed."""
    document = _read(environment, configuration, "uv.lock")
    packages = document.data.get("package") if document else None
    if configuration.installation.tool != "uv" or not isinstance(packages, list):
        return ()
    return tuple(
        normal(str(each.get("name")))
        for each in packages
        if isinstance(each, dict) and feed(_registry(each)) == place
    )


def has_hashes(environment: Environment, configuration: Configuration) -> bool:
    """Say whether pip takes only files whose hashes it was given."""
    if configuration.installation.tool != "pip":
        return False
    words = pip.parsed(configuration.command.words).all("requirement")
    return any(each.hashed for each in _required(environment, configuration, words))


def _registry(package: dict[str, object]) -> str:
    source = package.get("source")
    return str(source.get("registry", "")) if isinstance(source, dict) else ""


def _by_uv(environment: Environment, configuration: Configuration) -> Iterator[str]:
    """Yield what uv looks for in every index; what `tool.uv.sources` names comes from elsewhere."""
    arguments = uv.parsed(configuration.command.words)
    if arguments.command[:1] == ("pip",):
        yield from filter(None, map(named, arguments.words))
        files = arguments.options.get("requirements", ())
        yield from chain(*(each.names for each in _required(environment, configuration, files)))
    elif document := _read(environment, configuration, "pyproject.toml"):
        pinned = {normal(each) for each in section(document, "tool", "uv", "sources")}
        yield from (each for each in of_project(document.data) if each not in pinned)


def _by_pip(environment: Environment, configuration: Configuration) -> Iterator[str]:
    """Yield what pip looks for: nothing where hashes say what it is to be."""
    arguments = pip.parsed(configuration.command.words)
    if has_hashes(environment, configuration):
        return
    yield from filter(None, map(named, arguments.words))
    files = arguments.all("requirement")
    yield from chain(*(each.names for each in _required(environment, configuration, files)))
    is_meant = not configuration.command.given or "." in arguments.words
    if is_meant and (document := _read(environment, configuration, "pyproject.toml")):
        yield from of_project(document.data)


def _required(
    environment: Environment, configuration: Configuration, words: tuple[str, ...]
) -> Iterator[Required]:
    """Read requirements files: those of the command, else the usual ones.

    One that can't be read is a problem of the survey already.
    """
    if not configuration.command.given:
        words = tuple(fnmatch.filter(environment.machine.names(environment.folder), USUAL))
    for word in words:
        if "://" not in word and not word.endswith(".toml"):
            try:
                yield of_requirements(environment, environment.folder / word)
            except ConfigError:
                continue


def _read(
    environment: Environment, configuration: Configuration, name: str
) -> toml.Document | None:
    try:
        return toml.read(environment, configuration.project / name)
    except ConfigError:
        return None
