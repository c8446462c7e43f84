"""The repositories that hatch knows."""

from keydex.config.pypirc import PYPI, TEST_PYPI, Value
from keydex.errors import ConfigError
from keydex.model import dotted
from keydex.nouns import dataclass
from keydex.tools.hatch.settings import TABLE, Settings, said
from keydex.tools.uploading import Given

FIXED = {"main": PYPI, "test": TEST_PYPI}


@dataclass(frozen=True, slots=True)
class Target:
    """A repository: its name or a URL in place of one, its URL, and its login in config.toml."""

    name: str
    url: Value
    user: Value | None = None
    auth: Value | None = None


def target(given: Given, settings: Settings) -> Target:
    """Find the repository (hatch/publish/index.py, `get_repos`). Raises ConfigError.

    What stands in `[publish.index]` is the default of every repository that has a name.
    """
    _check(settings)
    chosen = said(given, "repo", "HATCH_INDEX_REPO") or settings.value(*TABLE, "repo")
    name = chosen.text if chosen else "main"
    if name not in FIXED and name not in settings.names:
        return Target(name, chosen or Value(PYPI))
    url = _url(settings, name) or Value(PYPI)
    if name in FIXED:
        url = Value(FIXED[name], url.origin)
    return Target(name, url, _login(settings, name, "user"), _login(settings, name, "auth"))


def _check(settings: Settings) -> None:
    """Raise ConfigError where hatch stops: at any repository without a URL."""
    for name in settings.names:
        if settings.document and _url(settings, name) is None:
            table = (*TABLE, "repos", name)
            place = settings.document.path, settings.document.line(table), dotted(table)
            raise ConfigError("a repository must have a url", *place)


def _url(settings: Settings, name: str) -> Value | None:
    table = (*TABLE, "repos", name)
    return settings.value(*table, "url") or settings.value(*table)


def _login(settings: Settings, name: str, key: str) -> Value | None:
    """Return what a repository says, an empty text too, or else the default of all."""
    own = (*TABLE, "repos", name, key)
    found = own if settings.at(*own) is not None else (*TABLE, key)
    return settings.value(*found, keeps_empty=key == "auth")
