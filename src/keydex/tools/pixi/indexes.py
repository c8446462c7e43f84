"""The indexes that pixi gives to uv's crates, in the order in which they are asked."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.config.toml import value_at
from keydex.model import Choice, Key, Origin, Version
from keydex.tools.pixi import features, releases
from keydex.tools.pixi.arguments import Arguments
from keydex.tools.pixi.features import OPTIONS, SHARED, Group
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

    Since 0.27 there is no PyPI where there are find-links only (crates/pixi_uv_conversions).
    """
    keys = _keys(manifest, group, version)
    links = list(_links(manifest, keys))
    main = next(_values(manifest, keys, "index-url"), None)
    found = [entry(url, at) for url, at in _urls(manifest, keys)]
    found += [entry(*main, default=True)] if main else []
    yield from (replace(entry(url, at), find_links=True) for url, at in links if url)
    if version >= releases.PACKAGE_INDEX:
        for url, at in features.package_indexes(manifest, group):
            yield _explicit(url, at)
    are_alone = bool(links) and not found and version >= releases.LINKS_ALONE
    yield from effective(found, no_index=are_alone)


def _keys(manifest: Layer, group: Group, version: Version) -> Group:
    """Return the tables that have options, in the order in which their lists are joined."""
    workspace = tuple(each for each in SHARED if features.has_own_options(manifest, each))
    own = [(key, features.has_own_options(manifest, key)) for key in group]
    if version >= releases.JOINS_OPTIONS:
        return (*workspace, *(key for key, is_there in own if is_there))
    found = [each for key, is_there in own for each in ((key,) if is_there else workspace)]
    return tuple(dict.fromkeys(found))


def _explicit(url: str, origin: Origin) -> Entry:
    """Return the index of one package, which uv's client does not know as an index."""
    return entry(url, origin, explicit=True, matched=False)


def _values(manifest: Layer, keys: Group, name: str) -> Iterator[tuple[str, Origin]]:
    """Yield an option, where it is a text; that of a feature wins over the workspace's."""
    for key in sorted(keys, key=SHARED.__contains__):
        where = (*key, OPTIONS, name)
        value = value_at(manifest.table, where)
        if isinstance(value, str):
            yield value, manifest.origin(*where)


def _items(manifest: Layer, keys: Group, name: str) -> Iterator[tuple[object, Key]]:
    """Yield what a list of options holds."""
    for key in keys:
        where = (*key, OPTIONS, name)
        value = value_at(manifest.table, where)
        for position, each in enumerate(value if isinstance(value, list) else ()):
            yield each, (*where, position)


def _urls(manifest: Layer, keys: Group) -> Iterator[tuple[str, Origin]]:
    for each, where in _items(manifest, keys, "extra-index-urls"):
        if isinstance(each, str):
            yield each, manifest.origin(*where)


def _links(manifest: Layer, keys: Group) -> Iterator[tuple[str, Origin]]:
    """Yield the find-links; a folder has no URL."""
    for each, where in _items(manifest, keys, "find-links"):
        url = each.get("url") if isinstance(each, dict) else None
        yield str(url or ""), manifest.origin(*where, "url")


def choice(manifest: Layer, version: Version) -> Choice:
    """Return the strategy of the default environment; all that begin with `unsafe-` mix."""
    keys = _keys(manifest, features.groups(manifest)[0], version)
    value, origin = next(_values(manifest, keys, "index-strategy"), ("first-index", None))
    return Choice(value.startswith("unsafe-"), value, origin)
