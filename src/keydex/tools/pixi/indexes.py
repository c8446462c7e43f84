"""The indexes that pixi gives to uv's crates, in the order in which they are asked."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.config.toml import value_at
from keydex.model import Choice, Key, Origin, Version
from keydex.tools.pixi import features, releases
from keydex.tools.pixi.arguments import Arguments
from keydex.tools.pixi.features import OPTIONS, Group
from keydex.tools.pixi.manifests import WORKSPACE
from keydex.tools.uv.indexes import Entry, effective, entry, remote
from keydex.tools.uv.settings import Layer


def asked(
    manifest: Layer, arguments: Arguments, version: Version, *, given: bool
) -> tuple[Entry, ...]:
    """Return the indexes of all that is solved, each once.

    The usual command, not `given`, tells those that no package needs as yet, too.
    """
    found: dict[tuple[str, str | None], Entry] = {}
    adds = arguments.adds
    for group in features.groups(manifest):
        is_used = features.has_packages(manifest, group)
        is_used |= adds is not None and features.named(adds) in group
        if is_used or (not given and features.has_options(manifest, group)):
            for each in _of_group(manifest, group, version):
                found.setdefault((each.url, each.username), each)
    if adds and (url := arguments.options.get("index")):
        own = _explicit(url, Origin(flag="--index"))
        found.setdefault((own.url, own.username), own)
    return tuple(remote(found.values(), releases.uv(version)))


def _of_group(manifest: Layer, group: Group, version: Version) -> Iterator[Entry]:
    """Yield find-links, indexes of packages, extra indexes, then the main one or PyPI.

    Where there are find-links only, there is no PyPI (crates/pixi_uv_conversions, 0.77).
    """
    links = list(_links(manifest, group))
    main = next(_values(manifest, (*group, *_workspace()), "index-url"), None)
    found = [entry(url, at) for url, at in _urls(manifest, group)]
    found += [entry(*main, default=True)] if main else []
    yield from (replace(entry(url, at), find_links=True) for url, at in links if url)
    if version >= releases.PACKAGE_INDEX:
        for url, at in features.package_indexes(manifest, group):
            yield _explicit(url, at)
    yield from effective(found, no_index=bool(links) and not found)


def _explicit(url: str, origin: Origin) -> Entry:
    """Return the index of one package, which uv's client does not know as an index."""
    return entry(url, origin, explicit=True, matched=False)


def _workspace() -> Group:
    return tuple((name,) for name in WORKSPACE)


def _values(manifest: Layer, keys: Group, name: str) -> Iterator[tuple[str, Origin]]:
    """Yield an option of several tables, where it is a text."""
    for key in keys:
        where = (*key, OPTIONS, name)
        value = value_at(manifest.table, where)
        if isinstance(value, str):
            yield value, manifest.origin(*where)


def _items(manifest: Layer, group: Group, name: str) -> Iterator[tuple[object, Key]]:
    """Yield what a list of options holds: of the workspace, then of each feature."""
    for key in (*_workspace(), *group):
        where = (*key, OPTIONS, name)
        value = value_at(manifest.table, where)
        for position, each in enumerate(value if isinstance(value, list) else ()):
            yield each, (*where, position)


def _urls(manifest: Layer, group: Group) -> Iterator[tuple[str, Origin]]:
    for each, where in _items(manifest, group, "extra-index-urls"):
        if isinstance(each, str):
            yield each, manifest.origin(*where)


def _links(manifest: Layer, group: Group) -> Iterator[tuple[str, Origin]]:
    """Yield the find-links; a folder has no URL."""
    for each, where in _items(manifest, group, "find-links"):
        url = each.get("url") if isinstance(each, dict) else None
        yield str(url or ""), manifest.origin(*where, "url")


def choice(manifest: Layer) -> Choice:
    """Return the strategy of the default environment; all that begin with `unsafe-` mix."""
    group = features.groups(manifest)[0]
    found = next(_values(manifest, (*group, *_workspace()), "index-strategy"), None)
    value, origin = found or ("first-index", None)
    return Choice(value.startswith("unsafe-"), value, origin)
