"""The repositories that a session of poetry knows, and the one it takes for a request."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from urllib.parse import urlsplit

from keydex.config import toml
from keydex.config.pypirc import Value
from keydex.model import Origin, Version
from keydex.nouns import dataclass
from keydex.tools.poetry import releases, sources
from keydex.tools.poetry.settings import Settings

OF_VARIABLE = re.compile(r"POETRY_REPOSITORIES_(?P<name>[A-Z_]+)_URL")


@dataclass(frozen=True, slots=True)
class Repository:
    """A name and a URL, userinfo included (authenticator.py, AuthenticatorRepositoryConfig)."""

    name: str
    url: Value

    @property
    def netloc(self) -> str:
        """What stands between scheme and path, as it is written."""
        return urlsplit(self.url.text).netloc


def known(settings: Settings) -> tuple[Repository, ...]:
    """Return what a session knows: what is configured, and the sources of other names.

    Where a variable names a repository, only those of variables count (Config.get).
    """
    if of_variables := dict(_of_variables(settings)):
        return _readable(of_variables)
    found = configured(settings)
    for each in sources.of_project(settings):
        if not each.is_pypi and each.name not in found:
            found[each.name] = settings.text("repositories", each.name, "url") or each.url
    return _readable(found)


def configured(settings: Settings) -> dict[str, Value]:
    """Return the repositories of variables and files, the weakest file first."""
    found = dict(_of_variables(settings))
    for document in reversed(settings.files):
        tables = toml.value_at(document.data, ("repositories",))
        for name in tables if isinstance(tables, dict) else ():
            if url := settings.text("repositories", name, "url"):
                found.setdefault(name, url)
    return found


def _of_variables(settings: Settings) -> Iterator[tuple[str, Value]]:
    for variable, url in settings.environment.variables.items():
        if match := OF_VARIABLE.match(variable):
            name = match["name"].lower().replace("_", "-")
            yield name, Value(url, Origin(variable=variable))


def _readable(found: dict[str, Value]) -> tuple[Repository, ...]:
    every = (Repository(name, url) for name, url in found.items())
    return tuple(each for each in every if is_readable(each.url.text))


def is_readable(url: str) -> bool:
    """Say whether a URL names a host and can be taken apart."""
    try:
        return bool(urlsplit(url).netloc)
    except ValueError:
        return False


def with_own(known: tuple[Repository, ...], own: Repository) -> tuple[Repository, ...]:
    """Return what the session of one source knows (authenticator.py, add_repository)."""
    if all(each.name != own.name for each in known):
        return (*known, own)
    return tuple(own if each.name == own.name else each for each in known)


def picked(known: Iterable[Repository], url: str, version: Version) -> Repository | None:
    """Return the repository whose login counts for a request: of its host, the nearest.

    The first of several that are equally near (`_get_repository_config_for_url`).
    """
    parts = urlsplit(url)
    same = [each for each in known if each.netloc == parts.netloc]
    if version >= releases.BY_SEGMENTS:
        secure = parts.scheme == "https"
        same = [each for each in same if secure or urlsplit(each.url.text).scheme != "https"]
        return max(same, key=lambda each: _folders(each, parts.path), default=None)
    return max(same, key=lambda each: _letters(each, parts.path), default=None)


def _folders(repository: Repository, path: str) -> tuple[int, bool]:
    """Count the folders in common, and say whether the path is below the repository."""
    own = [part for part in urlsplit(repository.url.text).path.split("/") if part]
    other = [part for part in path.split("/") if part]
    count = _common(own, other)
    return count, count == len(own)


def _letters(repository: Repository, path: str) -> tuple[bool, int]:
    """Count the letters in common; a path that has none comes after one that has."""
    own = urlsplit(repository.url.text).path
    count = _common(own, path)
    return path.startswith(own) or bool(count), count


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
