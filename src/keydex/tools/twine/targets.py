"""Where twine uploads to: a URL, or a repository in .pypirc."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlparse, urlunparse

from keydex.config import pypirc
from keydex.config.pypirc import Value
from keydex.errors import ConfigError
from keydex.model import Index, Origin, Version
from keydex.nouns import dataclass
from keydex.secret import bare
from keydex.tools import uploading
from keydex.tools.uploading import Given

LEAVES_URL: Version = (5, 0)  # A URL that is given is sent as it is,
SPLITS_URL: Version = (5, 1)  # and from here on its login is taken out.
# Hosts that are only asked by https (twine/utils.py, `_HOSTNAMES`).
HOSTS = frozenset({"pypi.python.org", "testpypi.python.org", "upload.pypi.org", "test.pypi.org"})


@dataclass(frozen=True, slots=True)
class Target:
    """Where twine uploads to, the service it asks for, and the login that comes with it."""

    index: Index
    service: str
    username: Value | None = None
    password: Value | None = None

    @property
    def is_pypi(self) -> bool:
        """Say whether tokens are the only way in (auth.py, `is_pypi`)."""
        return self.service.startswith((pypirc.PYPI, pypirc.TEST_PYPI))


def name_of(given: Given) -> str:
    """Return the name that is asked for; an empty one counts."""
    chosen = given.value("repository", "TWINE_REPOSITORY")
    return "pypi" if chosen is None else chosen.text


def target(given: Given, version: Version) -> Target:
    """Find the repository: a URL wins over a name in .pypirc. Raises ConfigError."""
    url = given.value("repository-url", "TWINE_REPOSITORY_URL")
    if url is not None and url.text:
        return _of_url(url, version)
    name, path = name_of(given), _path(given)
    file = pypirc.read(given.environment, path)
    found = pypirc.of_twine(file).get(name)
    if found is None or found.url is None:
        raise ConfigError(f"it has no repository {bare(name)} with a URL", path)
    index = uploading.index("twine", name, found.url, *origins(found)[:1])
    index = replace(index, username_at=uploading.username_at(name, found.url))
    return Target(index, _normalised(found.url.text), found.username, found.password)


def origins(repository: pypirc.Repository) -> tuple[Origin, ...]:
    """Return where a repository is written down: its URL, else its login."""
    found = (repository.url, repository.username, repository.password)
    return tuple(each.origin for each in found if each and each.origin != Origin())


def _path(given: Given) -> Path:
    """Return the .pypirc file; one that is named must be there. Raises ConfigError."""
    home, chosen = given.environment.home, given.options.get("config-file", "~/.pypirc")
    path = home / chosen[2:] if chosen.startswith("~/") else given.environment.folder / chosen
    if chosen != "~/.pypirc" and not given.environment.machine.is_file(path):
        raise ConfigError("there is no such file", path)
    return path


def _of_url(url: Value, version: Version) -> Target:
    """Take a URL as it is, or from 5.1 on its login out of it (`_config_from_repository_url`)."""
    index = uploading.index("twine", None, url)
    service = url.text if LEAVES_URL <= version < SPLITS_URL else _normalised(url.text)
    login, _, _ = url.text.partition("://")[2].partition("/")[0].rpartition("@")
    username, colon, password = login.partition(":")
    if version < SPLITS_URL or not username:
        return Target(index, service)
    # Neither is decoded.
    secret = Value(password, url.origin) if colon else None
    return Target(index, _normalised(_lowered(index.url)), Value(username, url.origin), secret)


def _lowered(url: str) -> str:
    """Write a URL as rfc3986 puts it together again: the host in lower case, the port a number."""
    try:
        parts = urlparse(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    host = f"[{host}]" if ":" in host else host
    return urlunparse(parts._replace(netloc=host if port is None else f"{host}:{port}"))


def _normalised(url: str) -> str:
    """Force https for the hosts of PyPI (twine/utils.py, `normalize_repository_url`)."""
    try:
        parts = urlparse(url)
    except ValueError:
        return url
    return urlunparse(parts._replace(scheme="https") if parts.netloc in HOSTS else parts)


def is_valid(target: Target, given: Given) -> bool:
    """Say whether twine takes a URL; one in .pypirc is not looked at."""
    flagged = any(each.flag or each.variable for each in target.index.origins)
    url = target.index.url
    try:
        # rfc3986 finds no host behind an empty login (4.0.2 to 7.0.0).
        has_host = bool(urlparse(url).hostname) and "://@" not in target.service
        return not flagged or (url.startswith(("http://", "https://")) and has_host)
    except ValueError:
        return False
