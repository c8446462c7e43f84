"""URLs as pip's requests writes them, and as pip compares them."""

import ipaddress
import re
from urllib.parse import quote, urlsplit, urlunsplit

ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
# What stays as it is in a path (requests/utils.py, requote_uri).
SAFE = "!#$%&'()*+,/:;=?@[]~"


def is_remote(url: str) -> bool:
    """Say whether pip asks a server for this URL: neither a folder nor something unreadable."""
    try:
        parts = urlsplit(url)
        is_there = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_there and url.lower().startswith(("http:", "https:"))


def plain(bare: str) -> str:
    """Write a URL as urllib puts it together again: the scheme in lower case."""
    return urlunsplit(urlsplit(bare))


def sent(bare: str) -> str:
    """Write a URL as it is sent: host in lower case and as punycode, the path encoded once."""
    parts = urlsplit(bare)
    return urlunsplit(parts._replace(netloc=_netloc(bare), path=_path(parts.path)))


def _netloc(bare: str) -> str:
    """Return host and port; a port stays even where it is the scheme's own."""
    parts = urlsplit(bare)
    host = _ascii(parts.hostname or "")
    shown = f"[{host}]" if ":" in host else host
    return shown if parts.port is None else f"{shown}:{parts.port}"


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


def _path(path: str) -> str:
    """Resolve dots and encode once (urllib3/util/url.py, requests' requote_uri)."""
    found: list[str] = []
    for part in path.split("/"):
        if part == "..":
            found = found[:-1]
        elif part != ".":
            found.append(part)
    if path.startswith("/") and (not found or found[0]):
        found.insert(0, "")
    if path.endswith(("/.", "/..")):
        found.append("")
    return quote(ENCODED.sub(_decoded, "/".join(found)), safe=SAFE, errors="replace")


def _decoded(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return letter if UNRESERVED.fullmatch(letter) else match[0].upper()


def netloc(url: str) -> str:
    """Return what stands between scheme and path."""
    return urlsplit(url).netloc


def host(url: str) -> str:
    """Return the host in lower case, without brackets and port."""
    return urlsplit(url).hostname or ""


def page(bare: str, package: str) -> str:
    """Return the URL of a package's page in an index."""
    return f"{bare}{package}/" if bare.endswith("/") else f"{bare}/{package}/"


def parts(url: str) -> tuple[str, ...]:
    """Return what stands between scheme and path, and the folders of the path."""
    found = urlsplit(url)
    return found.netloc, *found.path.split("/")


def is_trusted(url: str, trusted: tuple[str, ...], *, by_port: bool) -> bool:
    """Say whether pip asks a server at all: https, this machine, or named behind --trusted-host.

    The rule is `is_secure_origin` of network/session.py; `by_port` is whether a port may be named.
    """
    parts = urlsplit(url)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return True
    try:
        if ipaddress.ip_address(parts.hostname or "").is_loopback:
            return True
    except ValueError:
        pass
    if not by_port:
        return parts.hostname in {word.lower() for word in trusted}
    return any(_names(word, parts.hostname, parts.port) for word in trusted)


def _names(word: str, host: str | None, port: int | None) -> bool:
    """Say whether a word means a server; without a port it means every port."""
    is_bare = word.count(":") > 1 and "[" not in word
    try:
        named = urlsplit(f"//[{word}]" if is_bare else f"//{word}")
        ports = {None, port} if named.hostname == host else set()
        is_named = named.port in ports
    except ValueError:
        return False
    return is_named
