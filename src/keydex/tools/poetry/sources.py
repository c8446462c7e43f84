"""The sources of a project, in the order in which poetry asks them."""

from collections.abc import Iterator
from typing import Any

from keydex.config.pypirc import Value
from keydex.model import Key, Origin, Role, Version, dotted
from keydex.nouns import dataclass
from keydex.tools.poetry import releases
from keydex.tools.poetry.settings import Settings

SOURCES: Key = ("tool", "poetry", "source")
PYPI = "PyPI"
PYPI_URL = "https://pypi.org/simple/"
PRIORITIES = ("default", "primary", "secondary", "supplemental", "explicit")
DEFAULT, PRIMARY, SECONDARY, _, EXPLICIT = PRIORITIES


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
    """Yield the sources of the pyproject.toml, as they stand."""
    tables = (settings.project or {}).get("source")
    for at, each in enumerate(tables if isinstance(tables, list) else ()):
        name, url = _text(each, "name"), _text(each, "url")
        document = settings.pyproject
        if document is None or not name:
            continue
        key = (*SOURCES, at, "url" if url else "name")
        origin = Origin(document.path, document.line(key), dotted(key))
        priority = _priority(each, settings.version)
        if name.lower() == PYPI.lower():
            if settings.version >= releases.HAS_PRIORITIES:
                yield Source(PYPI, Value(PYPI_URL), priority, origin)
        elif url:
            yield Source(name, Value(url, origin), priority, origin)


def _text(table: Any, key: str) -> str:
    found = table.get(key) if isinstance(table, dict) else None
    return found if isinstance(found, str) else ""


def _priority(table: dict[str, Any], version: Version) -> str:
    """Return the priority of a source; before there was one, two keys said it."""
    found = _text(table, "priority").lower() if version >= releases.HAS_PRIORITIES else ""
    if version < releases.DROPS_OLD_KEYS:
        for each in (DEFAULT, SECONDARY):
            if table.get(each):
                return each
    return found if found in PRIORITIES else PRIMARY


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
