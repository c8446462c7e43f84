"""Which folder is the project, and who belongs to its workspace."""

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Any

from keydex.config import toml
from keydex.environment import Environment

Read = Callable[[Path], toml.Document | None]


def discovered(
    read: Read, environment: Environment, folder: Path
) -> tuple[Path, tuple[toml.Document, ...]]:
    """Return the folder where uv's search for settings starts, and the projects that belong to it.

    The folder is the root of the workspace, or where there is no workspace the folder of the
    project, or the one that was given (crates/uv-workspace/src/workspace.rs, Workspace::discover).
    """
    own = _nearest(environment, folder)
    document = read(own / "pyproject.toml") if own else None
    if own is None or document is None or section(document, "tool", "uv").get("managed") is False:
        return folder, ()
    if "workspace" in section(document, "tool", "uv"):
        return own, tuple(_members(read, environment, document))
    if "project" not in document.data:
        return folder, ()
    above = _nearest(environment, own.parent) if own.parent != own else None
    root = read(above / "pyproject.toml") if above else None
    if root and _includes(root, own):
        return root.path.parent, tuple(_members(read, environment, root))
    return own, (document,)


def _nearest(environment: Environment, folder: Path) -> Path | None:
    """Return the nearest folder upwards that has a pyproject.toml."""
    for each in (folder, *folder.parents):
        if environment.machine.is_file(each / "pyproject.toml"):
            return each
    return None


def section(document: toml.Document, *key: str) -> Mapping[str, Any]:
    """Return a table of a document, or an empty one."""
    value: Any = document.data
    for part in key:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def _patterns(root: toml.Document, name: str) -> list[str]:
    found = section(root, "tool", "uv", "workspace").get(name, [])
    return [each.strip("/") for each in found if isinstance(each, str)]


def _includes(root: toml.Document, member: Path) -> bool:
    """Say whether a workspace counts a folder among its members."""
    try:
        parts = member.relative_to(root.path.parent).parts
    except ValueError:
        return False
    return any(_fits(parts, each.split("/")) for each in _patterns(root, "members")) and not any(
        _fits(parts, each.split("/")) for each in _patterns(root, "exclude")
    )


def _fits(parts: tuple[str, ...], pattern: list[str]) -> bool:
    """Say whether a relative path fits a glob in which `**` stands for any folders."""
    if not pattern:
        return not parts
    if pattern[0] in {".", ""}:
        return _fits(parts, pattern[1:])
    if pattern[0] == "**":
        return any(_fits(parts[skip:], pattern[1:]) for skip in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _members(read: Read, environment: Environment, root: toml.Document) -> Iterator[toml.Document]:
    """Yield the root, then each member, whose folders are looked for once a look."""
    yield root
    found = partial(_files, environment, root)
    for path in environment.once((_members, root.path), lambda: tuple(found())):
        if document := read(path):
            yield document


def _files(environment: Environment, root: toml.Document) -> Iterator[Path]:
    """Yield where the members of a workspace have their files."""
    base = root.path.parent
    excluded = [each.split("/") for each in _patterns(root, "exclude")]
    for pattern in _patterns(root, "members"):
        for folder in _found(environment, base, pattern.split("/")):
            if folder == base or (excluded and _excludes(excluded, folder.relative_to(base).parts)):
                continue
            yield folder / "pyproject.toml"


def _excludes(excluded: list[list[str]], parts: tuple[str, ...]) -> bool:
    return any(_fits(parts, each) for each in excluded)


def _found(environment: Environment, folder: Path, pattern: list[str]) -> Iterator[Path]:
    """Yield the folders below `folder` that fit a glob."""
    if not pattern:
        yield folder
        return
    word, rest = pattern[0], pattern[1:]
    if word in {".", ""}:
        yield from _found(environment, folder, rest)
    elif not any(sign in word for sign in "*?["):
        yield from _found(environment, folder / word, rest)
    else:
        if word == "**":
            yield from _found(environment, folder, rest)
        for name in environment.machine.names(folder):
            if name.startswith(".") or not (word == "**" or fnmatchcase(name, word)):
                continue
            inner = folder / name
            # Whoever reads a file in what is no folder finds none.
            if word == "**" and environment.machine.is_folder(inner):
                yield from _found(environment, inner, pattern)
            elif word != "**" and (not rest or environment.machine.is_folder(inner)):
                yield from _found(environment, inner, rest)
