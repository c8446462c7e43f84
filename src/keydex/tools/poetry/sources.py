"""The sources of a project, in the order in which poetry asks them."""

from collections.abc import Iterator
from typing import Any

from keydex.config import toml
from keydex.config.pypirc import Value
from keydex.model import Key, Origin, Problem, Role, Version, dotted
from keydex.nouns import dataclass
from keydex.tools.poetry import releases
from keydex.tools.poetry.settings import Settings

SOURCES: Key = ("tool", "poetry", "source")
PYPI = "PyPI"
PYPI_URL = "https://pypi.org/simple/"
PRIORITIES = ("default", "primary", "secondary", "supplemental", "explicit")
DEFAULT, PRIMARY, SECONDARY, _, EXPLICIT = PRIORITIES
NEEDED = ("name", "version")
ALWAYS = (*NEEDED, "description", "authors")
"""What a package must have, and had to have before 2.0."""
KEYS = frozenset({"indexed", "links", "name", "url"})
OLD_KEYS = frozenset({DEFAULT, SECONDARY})


@dataclass(frozen=True, slots=True)
class Source:
    """An index of the project; PyPI has no URL of its own."""

    name: str
    url: Value
    priority: str = PRIMARY
    at: Origin | None = None
    """Where it is declared."""

    @property
    def is_pypi(self) -> bool:
        """Whether it is PyPI, by whatever spelling."""
        return self.name.lower() == PYPI.lower()


def pool(settings: Settings) -> tuple[Source, ...]:
    """Return all sources in the order in which they are asked (factory.py, create_pool)."""
    found: dict[str, Source] = {}
    for each in of_project(settings):
        found.setdefault(each.name.lower(), each)
    if pypi := _implicit(tuple(found.values()), settings.version):
        found[PYPI.lower()] = pypi
    return tuple(sorted(found.values(), key=lambda each: PRIORITIES.index(each.priority)))


def role(source: Source, asked: tuple[Source, ...]) -> Role:
    """Say what a source is for: the first is asked before all others."""
    if source.priority == EXPLICIT:
        return Role.EXPLICIT
    return Role.DEFAULT if source == asked[0] else Role.EXTRA


def chosen(settings: Settings) -> frozenset[str]:
    """Name the sources that a dependency of the project chooses for itself."""
    return frozenset(each.lower() for each in _named(settings.project or {}))


def _named(tree: Any) -> Iterator[str]:
    """Yield each `source` of a dependency, wherever its group stands."""
    for name, content in tree.items() if isinstance(tree, dict) else ():
        for each in content if isinstance(content, list) else [content]:
            if name == "source" and isinstance(each, str):
                yield each
            yield from _named(each)


def of_project(settings: Settings) -> Iterator[Source]:
    """Yield the sources of the pyproject.toml, as they stand; what poetry stops at is left out."""
    for table, key, document in _tables(settings):
        if wrong(table, settings.version):
            continue
        at = (*key, "url" if "url" in table else "name")
        origin = Origin(document.path, document.line(at), dotted(at))
        is_pypi = table["name"].lower() == PYPI.lower()
        url = Value(PYPI_URL) if is_pypi else Value(table["url"], origin)
        yield Source(PYPI if is_pypi else table["name"], url, _priority(table), origin)


def fault(settings: Settings) -> Problem | None:
    """Find what a project lacks, or the first source at which poetry stops."""
    if settings.pyproject and (missing := _missing(settings)):
        return Problem(settings.pyproject.path, f"the project has no {missing}")
    for table, key, document in _tables(settings):
        if reason := wrong(table, settings.version):
            return Problem(document.path, reason, document.line(key), dotted(key))
    return None


def _missing(settings: Settings) -> str | None:
    """Name a key that a package must have (poetry-core, Factory.validate)."""
    own = settings.project
    if own is None or settings.pyproject is None or own.get("package-mode", True) is False:
        return None
    if settings.version < releases.NEEDS_LESS:
        return next((key for key in ALWAYS if key not in own), None)
    tables = (toml.value_at(settings.pyproject.data, ("project",)), own)
    return next((key for key in NEEDED if not any(_text(one, key) for one in tables)), None)


def wrong(table: dict[str, Any], version: Version) -> str:
    """Say what is wrong with a source; empty where nothing is.

    json/schemas/poetry.json, and create_package_source of factory.py.
    """
    has_priorities = version >= releases.HAS_PRIORITIES
    drops_old = version >= releases.DROPS_OLD_KEYS
    known = KEYS | ({"priority"} if has_priorities else set())
    known |= set() if drops_old else OLD_KEYS
    if unknown := sorted(table.keys() - known):
        return f"a source may not have the key {unknown[0]}"
    if table.get("priority", PRIMARY) not in set(PRIORITIES) - (OLD_KEYS if drops_old else set()):
        return "a source has a priority that poetry does not know"
    if not _text(table, "name"):
        return "a source has no name"
    if has_priorities and table["name"].lower() == PYPI.lower():
        return "PyPI may have no URL of its own" if "url" in table else ""
    return "" if _text(table, "url") else "a source has no URL"


def _tables(settings: Settings) -> Iterator[tuple[dict[str, Any], Key, toml.Document]]:
    found, document = (settings.project or {}).get("source"), settings.pyproject
    for at, each in enumerate(found if isinstance(found, list) and document else ()):
        if document and isinstance(each, dict):
            yield each, (*SOURCES, at), document


def _text(table: Any, key: str) -> str:
    found = table.get(key) if isinstance(table, dict) else None
    return found if isinstance(found, str) else ""


def _priority(table: dict[str, Any]) -> str:
    """Return the priority of a source; two older keys say it as well."""
    old = (each for each in (DEFAULT, SECONDARY) if table.get(each))
    return next(old, table.get("priority", PRIMARY))


def _implicit(found: tuple[Source, ...], version: Version) -> Source | None:
    """Return PyPI as it is added where the project does not say what it is."""
    priorities = {each.priority for each in found}
    if DEFAULT in priorities or any(each.is_pypi for each in found):
        return None
    if PRIMARY not in priorities:
        priority = PRIMARY if version >= releases.PYPI_STEPS_BACK else DEFAULT
        return Source(PYPI, Value(PYPI_URL), priority)
    if version >= releases.PYPI_STEPS_BACK:
        return None
    return Source(PYPI, Value(PYPI_URL), SECONDARY)
