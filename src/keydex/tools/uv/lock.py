"""What a uv.lock spares and what it leads to: the files that are fetched, without an index page."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from keydex.config import toml
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Problem, Version
from keydex.nouns import dataclass
from keydex.tools.uv import releases, urls, workspace
from keydex.tools.uv.arguments import Arguments
from keydex.tools.uv.indexes import Entry, Indexes, known_url
from keydex.tools.uv.settings import Settings

# Commands that work from the lock as long as it fits the project, and install from it.
INSTALL = frozenset({"sync", "run"})
ONLY_LOCK = frozenset({"export", "lock", "tree", "remove"})
# A command that reads the lock, but does not work from it.
WRITE = frozenset({"add"})
# A command that, frozen, changes pyproject.toml only.
EDIT = frozenset({"add", "remove"})
# Flags that make uv resolve anew.
AGAIN = frozenset({"upgrade", "U"})
NAME = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*\(?([^;)]*)\)?\s*(?:;.*)?$")


@dataclass(frozen=True, slots=True)
class Lock:
    """The files of a lock by the URL of their index; `fits` the project or not."""

    files: Mapping[str, tuple[str, ...]]
    fits: bool
    stop: Problem | None = None
    """What uv stops at, before it asks anything."""


def read(
    environment: Environment,
    arguments: Arguments,
    settings: Settings,
    indexes: Indexes,
    version: Version,
) -> Lock | None:
    """Read the lock that the command works from; None where it works from none."""
    first = arguments.command[0] if arguments.command else ""
    frozen = "frozen" in arguments.flags or environment.flag("UV_FROZEN")
    if settings.is_of_script or not _is_read(first, arguments, frozen=frozen):
        return None
    try:
        document = toml.read(environment, settings.project / "uv.lock")
    except ConfigError as error:
        return _stop(Problem(error.path, error.reason, error.line), version)
    if document is None:
        return None
    listed = document.data.get("package")
    packages = (
        [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    )
    try:
        files = _by_index(packages, indexes) if first in INSTALL else {}
        fits = _has_indexes(packages, indexes, version) and _fits(document, packages, settings)
    except (AttributeError, KeyError, TypeError):  # A value is of another type than in any lock.
        return _stop(Problem(document.path, "it is no lock of uv"), version)
    again = bool(AGAIN & arguments.flags) and not frozen
    is_unused = first in WRITE or again or arguments.options.get("upgrade-package")
    return None if is_unused else Lock(files, frozen or fits)


def _is_read(first: str, arguments: Arguments, *, frozen: bool) -> bool:
    """Say whether a command reads the lock of the project at all."""
    if first == "run":
        return not arguments.flags & {"no-project", "no-sync"}
    return first in INSTALL | ONLY_LOCK | WRITE and not (frozen and first in EDIT)


def _stop(problem: Problem, version: Version) -> Lock | None:
    """Say that uv stops at a lock that it can't parse; one is ignored before LOCK_MUST_PARSE."""
    return Lock({}, fits=False, stop=problem) if version >= releases.LOCK_MUST_PARSE else None


def _by_index(packages: list[dict[str, Any]], indexes: Indexes) -> dict[str, tuple[str, ...]]:
    """Return the files by the index that they were locked from, or else one on their host."""
    found: dict[str, tuple[str, ...]] = {}
    for registry, files in _files(packages):
        for file in files:
            known = (*indexes.asked, *indexes.known)
            own = [each for each in known if _same(each.url, registry)]
            near = [each for each in known if urls.realm(each.url) == urls.realm(file)]
            for each in (own or near)[:1]:
                found[each.url] = (*found.get(each.url, ()), file)
    return found


def hidden(lock: Lock | None, indexes: Indexes) -> tuple[Entry, ...]:
    """Return the indexes that are not asked, but whose logins count for files of the lock."""
    if lock is None or not lock.fits:
        return ()
    asked = {each.url for each in indexes.asked}
    found = {each.url: each for each in reversed(indexes.known) if each.url in lock.files}
    return tuple(each for url, each in found.items() if url not in asked)


def _same(url: str, other: str) -> bool:
    return urls.normalised(url).rstrip("/") == urls.normalised(other).rstrip("/")


def _has_indexes(packages: list[dict[str, Any]], indexes: Indexes, version: Version) -> bool:
    """Say whether every index of the lock is configured; without any, uv does not look.

    A slash more or less is another index (crates/uv-resolver/src/lock/mod.rs, Lock::satisfies),
    also where a host stands alone.
    """
    configured = [each for each in indexes.known if each.matched]
    explicit = [each for each in configured if each.explicit]
    known = {known_url(each.url, version) for each in (*indexes.asked, *explicit)}
    locked = {
        known_url(each, version) if urls.segments(each) or each.endswith("/") else each
        for each, _ in _files(packages)
    }
    return not configured or locked <= known


def _files(packages: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each index that packages were locked from, with one file of each package."""
    found: dict[str, list[str]] = {}
    for package in packages:
        source = package.get("source")
        registry = source.get("registry") if isinstance(source, dict) else None
        if not isinstance(registry, str) or not urls.is_remote(registry):
            continue
        files = found.setdefault(registry, [])
        wheels = [each.get("url", "") for each in package.get("wheels", [])]
        best = [each for each in wheels if each.endswith("-none-any.whl")] or wheels
        sdist = package.get("sdist", {}).get("url", "")
        one = best[0] if best else sdist
        files += [one] if one and urls.is_valid(one) else []
    yield from ((registry, tuple(files)) for registry, files in found.items())


def _fits(document: toml.Document, packages: list[dict[str, Any]], settings: Settings) -> bool:
    """Say whether the lock was made for what the projects require now."""
    locked = {
        _name(str(package.get("name"))): sorted(
            (_name(each["name"]), "".join(str(each.get("specifier", "")).split()))
            for each in package.get("metadata", {}).get("requires-dist", [])
            if "extra" not in str(each.get("marker", ""))
        )
        for package in packages
    }
    for member in settings.members:
        project = workspace.section(member, "project")
        if "name" not in project:
            continue
        wanted = sorted(filter(None, map(_requirement, project.get("dependencies", []))))
        if locked.get(_name(project["name"])) != wanted:
            return False
    requires = workspace.section(settings.members[0], "project") if settings.members else {}
    return str(document.data.get("requires-python", "")).replace(" ", "") == str(
        requires.get("requires-python", document.data.get("requires-python", ""))
    ).replace(" ", "")


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _requirement(text: str) -> tuple[str, str] | None:
    """Return name and specifier of a requirement, as the lock has them."""
    found = NAME.match(text)
    return (_name(found[1]), "".join(found[3].split())) if found else None
