"""Which file is the manifest of the workspace: that decides which folder is the project."""

from collections.abc import Iterator
from pathlib import Path

from keydex.config import toml
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Key, Version
from keydex.tools.pixi import releases
from keydex.tools.pixi.arguments import Arguments
from keydex.tools.pixi.settings import home
from keydex.tools.uv.settings import Layer

PYPROJECT = "pyproject.toml"
NAMES = ("pixi.toml", PYPROJECT, "mojoproject.toml")
WORKSPACE = ("workspace", "project")
"""The tables of which a manifest has one; a package without is none."""


def found(environment: Environment, arguments: Arguments, version: Version) -> Layer | None:
    """Find the manifest of the workspace, and read it. Raises ConfigError.

    The rule is `locate` of crates/pixi_core/src/workspace/discovery.rs (0.77).
    """
    shell = environment.variables.get("PIXI_PROJECT_MANIFEST")
    active = environment.folder / shell if shell else None
    if chosen := _chosen(environment, arguments, version):
        return _first(environment, _above(environment, environment.folder / chosen, version))
    is_inside = "PIXI_IN_SHELL" in environment.variables
    if active and is_inside and version < releases.LOCAL_MANIFEST:
        return _read(environment, active)
    local = _first(environment, _upwards(environment, environment.folder, version))
    return local or (_read(environment, active) if active else None)


def _chosen(environment: Environment, arguments: Arguments, version: Version) -> str | None:
    """Return the manifest that the command line chooses, by its path or by the workspace's name."""
    name = arguments.options.get("workspace")
    if not name or version < releases.NAMES_WORKSPACES:
        return arguments.options.get("manifest-path")
    path = home(environment) / "workspaces.toml"
    document = toml.read(environment, path)
    chosen = toml.value_at(document.data, ("named-workspaces", name)) if document else None
    if not isinstance(chosen, str):
        raise ConfigError(f"it has no workspace {name}", path)
    return chosen


def _above(environment: Environment, chosen: Path, version: Version) -> Iterator[Path]:
    """Yield the manifest that is chosen, by itself or by its folder, then those around it."""
    if environment.machine.is_folder(chosen):
        yield from _upwards(environment, chosen, version)
    else:
        yield chosen
        yield from _upwards(environment, chosen.parent.parent, version)


def _upwards(environment: Environment, start: Path, version: Version) -> Iterator[Path]:
    """Yield what may be a manifest in each folder: the first of the names that is there."""
    names = NAMES if version >= releases.MOJO_MANIFEST else NAMES[:2]
    for folder in (start, *start.parents):
        paths = (folder / name for name in names)
        yield from [each for each in paths if environment.machine.is_file(each)][:1]


def _first(environment: Environment, paths: Iterator[Path]) -> Layer | None:
    return next((layer for path in paths if (layer := _read(environment, path))), None)


def _read(environment: Environment, path: Path) -> Layer | None:
    """Read a manifest; None where it is none of a workspace."""
    document = toml.read(environment, path)
    if document is None:
        raise ConfigError("there is no such file", path)
    prefix: Key = ("tool", "pixi") if path.name == PYPROJECT else ()
    table = toml.value_at(document.data, prefix)
    if not isinstance(table, dict) or not any(name in table for name in WORKSPACE):
        return None
    return Layer(document, table, prefix)
