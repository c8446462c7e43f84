"""URLs as pdm reads, matches and sends them."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlparse, urlsplit, urlunparse

from keydex.model import Version
from keydex.tools.pdm import releases

VARIABLE = re.compile(r"\$\{(.+?)\}")
PORTS = {"http": 80, "https": 443}


def expanded(url: str, variables: Mapping[str, str], root: Path, version: Version) -> str:
    """Put variables into a URL (utils.py, expand_env_vars_in_auth; models/backends.py).

    In its login they are quoted; `root` is the project. Raises ValueError where it is none.
    """
    safe = "" if version >= releases.QUOTES_SLASHES else "/"

    def value(found: re.Match[str]) -> str:
        return variables.get(found[1], "" if version >= releases.DROPS_UNSET else found[0])

    parts = urlparse(url)
    login, at, host = parts.netloc.partition("@")
    if at:
        login = VARIABLE.sub(lambda each: quote(value(each), safe=safe, errors="replace"), login)
        parts = parts._replace(netloc=f"{login}@{host}")
    written = urlunparse(parts)
    if version < releases.EXPANDS_ALL:
        return written
    written = written.replace("file:///${PROJECT_ROOT}", root.as_uri())
    return VARIABLE.sub(value, written)


def is_remote(url: str) -> bool:
    """Say whether a server is asked for this URL."""
    try:
        parts = urlsplit(url)
        return parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def slashed(url: str) -> str:
    """Write a URL with one slash at its end."""
    return f"{url.rstrip('/')}/"


def page(bare: str, package: str) -> str:
    """Return the URL of a package's page in an index (unearth/finder.py)."""
    return f"{bare if bare.endswith('/') else f'{bare}/'}{package}/"


def audience(url: str) -> str:
    """Return where the host of an upload is asked about OIDC (publish/repository.py)."""
    return urlunparse(urlparse(url)._replace(path="/_/oidc/audience"))


def sent(bare: str, *, drops_port: bool) -> str:
    """Write a URL as it is sent: host in lower case and as punycode.

    httpx drops the port that its scheme has anyway, requests keeps it.
    """
    parts = urlsplit(bare)
    host = parts.hostname or ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    is_usual = drops_port and parts.port == PORTS.get(parts.scheme)
    netloc = host if parts.port is None or is_usual else f"{host}:{parts.port}"
    return parts._replace(netloc=netloc).geturl()


def netloc(url: str) -> str:
    """Return what stands between scheme and path."""
    return urlsplit(url).netloc


def common(url: str, other: str) -> int:
    """Return where the last slash is that two paths have in common (unearth/utils.py)."""
    path, theirs = urlsplit(url).path, urlsplit(other).path
    pairs = zip(path, theirs, strict=False)
    length = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(path), len(theirs)))
    return path[:length].rfind("/")
