"""Which folder is the project of hatch (hatch/cli/__init__.py, hatch/project/core.py, 1.18)."""

from pathlib import Path

from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.secret import bare
from keydex.tools.hatch.settings import Settings, said
from keydex.tools.uploading import Given

AWARE, FIXED = "aware", "project"
"""The modes in which config.toml names the project: outside of any, and always."""


def project(outer: Given, settings: Settings) -> Path:
    """Find the project: the one that is named, or the nearest folder that holds one.

    Raises ConfigError where the command names one that config.toml does not know.
    """
    environment = outer.environment
    here = nearest(environment, environment.folder)
    if chosen := said(outer, "project", "HATCH_PROJECT"):
        found = _named(environment, settings, chosen.text)
        if found is None:
            raise ConfigError(f"it has no project {bare(chosen.text)}", settings.path)
        return nearest(environment, found) or found
    mode, usual = settings.value("mode"), settings.value("project")
    is_fixed = mode is not None and (mode.text == FIXED or (mode.text == AWARE and here is None))
    if is_fixed and usual and (found := _named(environment, settings, usual.text)):
        return nearest(environment, found) or found
    return here or environment.folder


def nearest(environment: Environment, start: Path) -> Path | None:
    """Return the nearest folder upwards that holds a project (`find_project_root`)."""
    is_file = environment.machine.is_file
    folders = (start, *start.parents)
    names = ("pyproject.toml", "setup.py")
    return next((each for each in folders if any(is_file(each / name) for name in names)), None)


def _named(environment: Environment, settings: Settings, name: str) -> Path | None:
    """Return the folder of a name: in `projects`, or below a folder of `dirs` (`from_config`).

    `~` and variables are not expanded there.
    """
    at = ("projects", name)
    if settings.at(*at) is not None:
        location = settings.value(*at) or settings.value(*at, "location")
        return environment.folder / location.text if location else None
    folders = settings.at("dirs", "project")
    names = folders if isinstance(folders, list) else []
    found = (environment.folder / each / name for each in names if each and isinstance(each, str))
    return next((each for each in found if environment.machine.is_folder(each)), None)
