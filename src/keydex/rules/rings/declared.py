"""Where a project names a package that it depends on."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from keydex.config import toml
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.versions.interpreters import normalised

NAME = re.compile(r"\s*([A-Za-z0-9][\w.-]*)")


def declared(environment: Environment, project: Path, package: str) -> list[str]:
    """Return the options with which `uv remove` takes a package out of each place."""
    try:
        document = toml.read(environment, project / "pyproject.toml")
    except ConfigError:
        return []
    found = _lists(document.data) if document else ()
    return [option for option, words in found if any(_is(each, package) for each in words)]


def _lists(data: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the lists of dependencies, each with its option."""
    project = _table(data, "project")
    yield "", _list(project.get("dependencies"))
    for extra, words in _table(project, "optional-dependencies").items():
        yield f"--optional {extra}", _list(words)
    for group, words in _table(data, "dependency-groups").items():
        yield f"--group {group}", _list(words)
    uv = _table(_table(data, "tool"), "uv")
    yield "--dev", _list(uv.get("dev-dependencies"))


def _is(word: object, package: str) -> bool:
    found = NAME.match(word) if isinstance(word, str) else None
    return found is not None and normalised(found[1]) == package


def _table(data: dict[str, Any], key: str) -> dict[str, Any]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
