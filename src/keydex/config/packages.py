"""The packages that a project names: in requirements files and in its pyproject.toml."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from keydex.config import texts
from keydex.config.lines import COMMENT, lines
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.nouns import dataclass

# PEP 508, as far as a package comes from an index: what stands behind an @ comes from a URL.
NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\]\s*)?(?:$|[<>=!~;(])")
FILE = re.compile(r"\.(whl|zip|tgz|tar\.\w+)$", re.IGNORECASE)
NESTED = re.compile(r"(?:-r|--requirement)[ =]*(\S+)")
OPTION = re.compile(r"\s--?[a-z].*")


@dataclass(frozen=True, slots=True)
class Required:
    """The packages of a requirements file, and whether it says which hashes they have."""

    names: tuple[str, ...]
    hashed: bool = False


def normal(name: str) -> str:
    """Write a name as indexes do (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirement: str) -> str | None:
    """Return the package that a requirement takes from an index; None where it takes none."""
    found = NAME.match(requirement.strip())
    return normal(found[1]) if found and not FILE.search(found[1]) else None


def of_project(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the packages that a pyproject.toml depends on."""
    project = _table(document.get("project"))
    groups = [project.get("dependencies")]
    groups += _table(project.get("optional-dependencies")).values()
    groups += _table(document.get("dependency-groups")).values()
    for group in groups:
        for each in group if isinstance(group, list) else []:
            if isinstance(each, str) and (name := named(each)):
                yield name


def of_requirements(environment: Environment, path: Path) -> Required:
    """Read a requirements file, and those that it names. Raises ConfigError."""
    names: dict[str, None] = {}
    hashed = False
    waiting, seen = [path], set()
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen.add(one)
        text = texts.read(environment, one, marks=True)
        if text is None:
            raise ConfigError("there is no such file", one)
        for line in lines(text):
            words = COMMENT.sub("", line.text).strip()
            hashed = hashed or "--hash" in words
            nested = NESTED.match(words)
            if nested and "://" not in nested[1]:
                waiting.append(one.parent / nested[1])
            elif name := named(OPTION.sub("", words)):
                names[name] = None
    return Required(tuple(names), hashed)


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
