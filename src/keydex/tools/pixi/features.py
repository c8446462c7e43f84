"""The environments of a workspace: which features each has, and what those say of packages."""

from collections.abc import Iterator, Mapping
from typing import Any

from keydex.config.toml import value_at
from keydex.model import Key, Origin
from keydex.tools.pixi.manifests import WORKSPACE
from keydex.tools.uv.settings import Layer

DEFAULT: Key = ()
"""What stands at the top is the feature `default`."""
OPTIONS, PACKAGES = "pypi-options", "pypi-dependencies"

Group = tuple[Key, ...]
"""The features of what is solved together, each by the key of its table."""
SHARED: Group = tuple((each,) for each in WORKSPACE)
"""The tables of the workspace itself."""


def named(name: str) -> Key:
    """Return the key of the table of a feature."""
    return DEFAULT if name == "default" else ("feature", name)


def groups(manifest: Layer) -> tuple[Group, ...]:
    """Return what is solved together: an environment, or all of one solve-group.

    There is always an environment `default`, and it is the first
    (crates/pixi_manifest/src/toml/environment.rs).
    """
    tables = _table(manifest.table.get("environments"))
    joined: dict[tuple[bool, object], dict[Key, None]] = {}
    for name in dict.fromkeys(("default", *tables)):
        label = _table(tables.get(name)).get("solve-group")
        is_joined = isinstance(label, str)
        group = joined.setdefault((is_joined, label if is_joined else name), {})
        group |= dict.fromkeys(_features(name, tables.get(name)))
    return tuple(tuple(each) for each in joined.values())


def _features(name: str, value: object) -> Iterator[Key]:
    """Yield the features of an environment: its own content, those that it names, the default."""
    table = _table(value)
    if {OPTIONS, PACKAGES, "target"} & table.keys():
        yield ("environments", name)
    names = table.get("features", value)
    yield from (named(each) for each in _list(names) if isinstance(each, str))
    if table.get("no-default-feature") is not True:
        yield DEFAULT


def has_packages(manifest: Layer, group: Group) -> bool:
    """Say whether any feature takes a package from an index: without, no index is asked.

    The rule is in crates/pixi_core/src/lock_file/update.rs (0.77).
    """
    return any(_of_project(manifest, key) or any(_packages(manifest, key)) for key in group)


def has_options(manifest: Layer, group: Group) -> bool:
    """Say whether any feature, or the workspace, has options for indexes."""
    return any(has_own_options(manifest, key) for key in (*SHARED, *group))


def has_own_options(manifest: Layer, key: Key) -> bool:
    """Say whether a table has options for indexes itself."""
    return value_at(manifest.table, (*key, OPTIONS)) is not None


def package_indexes(manifest: Layer, group: Group) -> Iterator[tuple[str, Origin]]:
    """Yield the index of each package that has one of its own, and where it stands."""
    for key in group:
        for where, packages in _packages(manifest, key):
            for name, package in packages.items():
                index = _table(package).get("index")
                if isinstance(index, str):
                    yield index, manifest.origin(*where, name, "index")


def _packages(manifest: Layer, key: Key) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    """Yield the tables of packages of a feature, for every platform, that are not empty."""
    targets = _table(value_at(manifest.table, (*key, "target")))
    for each in ((), *(("target", name) for name in targets)):
        where = (*key, *each, PACKAGES)
        if packages := _table(value_at(manifest.table, where)):
            yield where, packages


def _of_project(manifest: Layer, key: Key) -> bool:
    """Say whether the [project] of a pyproject.toml brings packages to a feature.

    Its extras and groups are features of that name (crates/pixi_manifest/src/pyproject.rs).
    """
    data = manifest.document.data
    if not manifest.prefix:
        return False
    if key == DEFAULT:
        return bool(value_at(data, ("project", "dependencies")))
    places: tuple[Key, ...] = (("project", "optional-dependencies"), ("dependency-groups",))
    return key[0] == "feature" and any(value_at(data, (*place, key[1])) for place in places)


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
