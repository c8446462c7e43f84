"""Where pip looks for a package: its indexes and find-links, in the order in which it asks them."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from keydex.config import requirements
from keydex.config.requirements import Option
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Index, Origin, Problem, Role, Version
from keydex.nouns import dataclass
from keydex.secret import userinfo
from keydex.tools.pip import lock, releases, urls
from keydex.tools.pip.arguments import Arguments
from keydex.tools.pip.settings import Setting, Settings

PYPI = "https://pypi.org/simple"
SECOND_URL = re.compile(r"\s+(?=\S+://)")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a command looks, and `known`, the indexes whose logins pip's session has."""

    indexes: tuple[Index, ...] = ()
    links: tuple[Index, ...] = ()
    known: tuple[Index, ...] = ()
    trusted: tuple[str, ...] = ()
    no_index: bool = False
    problems: tuple[Problem, ...] = ()
    locked: frozenset[str] = frozenset()
    """The URLs of files in locks."""
    is_locked: bool = False
    """Whether everything comes from locks."""

    def asked(self, version: Version) -> tuple[Index, ...]:
        """Return indexes and links in the order in which they are asked."""
        found = (*self.indexes, *self.links)
        if version >= releases.LINKS_FIRST:
            found = (*self.links, *self.indexes)
        return tuple(each for each in found if urls.is_remote(each.url))


def gathered(
    environment: Environment, arguments: Arguments, settings: Settings, version: Version
) -> Scope:
    """Gather what the settings name, then what constraints and requirements files change."""
    extras = [_index(each, Role.EXTRA, version) for each in settings.all("extra-index-url")]
    first = settings.last("index-url") or Setting(PYPI, Origin())
    no_index = settings.flag("no-index") is not None
    known = [*([] if no_index else [_index(first, Role.DEFAULT, version)]), *extras]
    scope = Scope(
        indexes=() if no_index else tuple(known),
        links=tuple(_index(each, Role.FIND_LINKS, version) for each in settings.all("find-links")),
        known=tuple(each for each in known if urls.is_remote(each.url)),
        trusted=tuple(each.value for each in settings.all("trusted-host")),
        no_index=no_index,
    )
    for each in settings.all("constraint"):
        scope = _with_file(environment, scope, each.value, version)
    words = tuple(each.value for each in settings.all("requirement"))
    scope, only_locks = _with_requirements(environment, scope, words, version)
    return replace(scope, is_locked=only_locks and not arguments.names_packages)


def _with_requirements(
    environment: Environment, scope: Scope, words: tuple[str, ...], version: Version
) -> tuple[Scope, bool]:
    """Add the files behind -r; say whether they are locks, all of them."""
    only_locks = bool(words)
    for word in words:
        path = lock.path_of(environment, word) if version >= releases.READS_LOCKS else None
        if path:
            scope = _with_lock(environment, scope, path)
        else:
            scope = _with_file(environment, scope, word, version)
            only_locks = False
    return scope, only_locks


def _index(setting: Setting, role: Role, version: Version) -> Index:
    # What pip makes of two URLs in one value is of use to nobody, and could show a password.
    value = SECOND_URL.split(setting.value.lstrip())[0].replace("\n", "")
    if setting.value[:1].isspace() and version < releases.STRIPS_URLS:
        value = f" {value}"
    url, username, password = userinfo(value)
    sends = username is not None and password is None and version >= releases.SENDS_USERNAME
    return Index(
        "pip",
        None,
        url,
        role,
        () if setting.origin == Origin() else (setting.origin,),
        username,
        None if username is None else "url",
        password,
        {"sends_empty_password": sends},
    )


def _with_file(environment: Environment, scope: Scope, word: str, version: Version) -> Scope:
    """Add what a requirements file says; one behind a URL is not fetched."""
    if "://" in word:
        return scope
    path = environment.folder / word
    try:
        options = requirements.options(environment, path, expand=environment.variables.get)
    except ConfigError as error:
        return _with_problem(scope, error)
    for _, line in itertools.groupby(options, lambda each: (each.path, each.line)):
        scope = _with_line(scope, tuple(line), version)
    return scope


def _with_lock(environment: Environment, scope: Scope, path: Path) -> Scope:
    try:
        files = filter(urls.is_remote, lock.files(environment, path))
    except ConfigError as error:
        return _with_problem(scope, error)
    return replace(scope, locked=scope.locked | frozenset(files))


def _with_problem(scope: Scope, error: ConfigError) -> Scope:
    problem = Problem(error.path, error.reason, error.line, error.key)
    return replace(scope, problems=(*scope.problems, problem))


def _with_line(scope: Scope, options: Iterable[Option], version: Version) -> Scope:
    """Add what one line says (req/req_file.py, `handle_option_line`).

    An index-url takes away every index before it. Of several find-links the first counts.
    """
    named: dict[str, list[Index]] = {}
    roles = {"index-url": Role.DEFAULT, "find-links": Role.FIND_LINKS}
    trusted = list(scope.trusted)
    for each in options:
        origin = Origin(each.path, each.line, f"--{each.name}")
        role = roles.get(each.name, Role.EXTRA)
        named.setdefault(each.name, []).append(_index(Setting(each.value, origin), role, version))
        if each.name == "trusted-host":
            trusted.append(each.value)
    is_off = "no-index" in named
    stays = version >= releases.NO_INDEX_STAYS and (is_off or scope.no_index)
    indexes = named["index-url"][-1:] if "index-url" in named else list(scope.indexes)
    if is_off or stays:
        indexes = []
    if not stays:
        indexes += named.get("extra-index-url", ())
    known = tuple(each for each in indexes if urls.is_remote(each.url))
    return replace(
        scope,
        indexes=tuple(indexes),
        links=(*scope.links, *named.get("find-links", ())[:1]),
        known=known if version >= releases.KNOWS_FILE_INDEXES else scope.known,
        trusted=tuple(trusted),
        no_index=stays,
    )
