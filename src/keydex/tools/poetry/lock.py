"""poetry.lock: from which sources the packages of a project come, once it is written."""

from typing import Any

from keydex.config import toml
from keydex.errors import ConfigError
from keydex.model import Problem
from keydex.nouns import dataclass
from keydex.tools import uploading
from keydex.tools.poetry import sources
from keydex.tools.poetry.settings import Settings


@dataclass(frozen=True, slots=True)
class Lock:
    """The sources that locked packages name, and the release of each package from PyPI."""

    names: frozenset[str]
    releases: dict[str, str]

    def uses(self, source: sources.Source) -> bool:
        """Say whether a package comes from a source."""
        return source.name.lower() in self.names


def read(settings: Settings) -> tuple[Lock | None, Problem | None]:
    """Read the lock of a project; nothing where there is none, or it can't be read."""
    try:
        document = toml.read(settings.environment, settings.root / "poetry.lock")
    except ConfigError as error:
        return None, uploading.problem(error)
    if document is None:
        return None, None
    found = document.data.get("package")
    packages = found if isinstance(found, list) else []
    tables = [each for each in packages if isinstance(each, dict)]
    names = frozenset(name for each in tables if (name := _source(each)))
    own = [each for each in tables if _source(each) == sources.PYPI.lower()]
    return Lock(names, {str(each.get("name")): str(each.get("version")) for each in own}), None


def _source(package: dict[str, Any]) -> str:
    """Name the source of a package; empty for a path, a URL or a repository of git."""
    found = package.get("source")
    if not isinstance(found, dict):
        return sources.PYPI.lower()
    return str(found.get("reference", "")).lower() if found.get("type") == "legacy" else ""
