"""What pdm stops at, although its files can be read."""

from keydex.model import Problem, Version, dotted
from keydex.tools.pdm import releases
from keydex.tools.pdm.settings import Settings, table
from keydex.tools.pdm.sources import PYPI, SOURCES, of_project
from keydex.tools.pdm.uploads import REPOSITORY


def fault(settings: Settings, version: Version) -> Problem | None:
    """Find the first thing at which pdm stops."""
    return _nameless(settings, version) or _divided(settings)


def _nameless(settings: Settings, version: Version) -> Problem | None:
    """Find an index of the project without a name."""
    document = settings.pyproject
    for at, each in enumerate(of_project(settings, version)):
        if document and not each.name and version >= releases.MERGES_SOURCES:
            key = (*SOURCES, at)
            return Problem(document.path, "a source has no name", document.line(key), dotted(key))
    return None


def _divided(settings: Settings) -> Problem | None:
    """Find a name in config.toml with a dot in it: what stands before the dot counts as the name.

    project/config.py, `Config.__getitem__` (2.22.4 and 2.29.3).
    """
    for document in settings.own:
        for prefix in (PYPI, REPOSITORY):
            tables = table(document, (prefix,))
            for name, content in tables.items():
                first, dot, _ = name.partition(".")
                if dot and first not in tables and isinstance(content, dict) and content:
                    key = (prefix, name)
                    reason = f"there is no {prefix} named {first}, the part before the dot"
                    return Problem(document.path, reason, document.line(key), dotted(key))
    return None
