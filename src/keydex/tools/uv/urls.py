"""URLs as uv reads them: normalised as the WHATWG has it, then compared by realm and path."""

import re
from urllib.parse import quote, urlsplit

from keydex.secret import Secret, userinfo

PORTS = {"http": 80, "https": 443}
# What stays as it is in a path; everything else is percent-encoded.
PLAIN = "%/:;@!$&'()*+,=~[]|^\\-._"

Realm = tuple[str, str, int | None]


def is_remote(url: str) -> bool:
    """Say whether uv sends a request for this URL, rather than reading a folder.

    A scheme in capitals is none to uv (crates/uv-pep508/src/verbatim_url.rs, Scheme::parse).
    """
    return url.startswith(("http://", "https://")) and is_valid(url)


def is_valid(url: str) -> bool:
    """Say whether a URL has a host and a port that can be; what is no URL is a path."""
    try:
        scheme, port = urlsplit(url).scheme, urlsplit(url).port or 0
    except ValueError:
        return False
    where = re.split(r"[/?#]", url.partition(":")[2].lstrip("/"), maxsplit=1)[0]
    host = where.rpartition("@")[2].partition(":")[0]
    return scheme not in PORTS or (bool(host) and port >= 0)


def split(url: str) -> tuple[str, str | None, Secret | None]:
    """Split a URL into itself without userinfo, username and password.

    An empty username counts as none, unless a password stands behind it; an empty password
    counts as none (`crates/uv-auth/src/credentials.rs`, from_url).
    """
    bare, username, password = userinfo(url)
    password = password or None
    return bare, username or ("" if password else None), password


def normalised(bare: str) -> str:
    """Write a URL without userinfo as the Rust `url` crate does.

    Scheme and host in lower case, IDNA as punycode, no default port, dot segments resolved, at
    least a `/` as path; path case, query and fragment stay.
    """
    parts = urlsplit(bare.strip())
    scheme = parts.scheme.lower()
    path = quote(_resolved(parts.path), safe=PLAIN, errors="replace")
    asked = quote(parts.query, safe=f"{PLAIN}?", errors="replace")
    query = f"?{asked}" if "?" in bare.partition("#")[0] else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{scheme}://{netloc(bare)}{path or '/'}{query}{fragment}"


def _resolved(path: str) -> str:
    """Resolve `.` and `..`, also where they are percent-encoded."""
    segments: list[str] = []
    words = path.split("/")[1:]
    for position, segment in enumerate(words):
        plain = segment.lower().replace("%2e", ".")
        if plain in {".", ".."}:
            if plain == "..":
                segments = segments[:-1]
            if position == len(words) - 1:
                segments.append("")
        else:
            segments.append(segment)
    return "/" + "/".join(segments) if words else ""


def netloc(bare: str) -> str:
    """Return the host, and the port where it is not the scheme's own."""
    shown, port = host(bare), realm(bare)[2]
    own = PORTS.get(urlsplit(bare).scheme.lower())
    return shown if port in {None, own} else f"{shown}:{port}"


def host(bare: str) -> str:
    """Return the host without a port, an address of IPv6 in its brackets."""
    name = realm(bare)[1]
    return f"[{name}]" if ":" in name else name


def realm(bare: str) -> Realm:
    """Return scheme, host and port (`crates/uv-auth/src/realm.rs`)."""
    parts = urlsplit(bare.strip())
    scheme = parts.scheme.lower()
    try:
        port = parts.port
    except ValueError:
        port = None
    return scheme, _ascii(parts.hostname or ""), port or PORTS.get(scheme)


def _ascii(name: str) -> str:
    """Write a host as punycode where it is not ASCII."""
    if name.isascii():
        return name.lower()
    try:
        return name.encode("idna").decode().lower()
    except UnicodeError:
        return name.lower()


def segments(bare: str) -> tuple[str, ...]:
    """Return the parts of the path that are not empty."""
    return tuple(part for part in urlsplit(normalised(bare)).path.split("/") if part)


def root(bare: str, *, plus_simple: bool) -> str:
    """Return what an index URL covers: itself without a last `simple`.

    `+simple` too since 0.7.10 (astral-sh/uv#13743).
    """
    parts = urlsplit(normalised(bare))
    words = parts.path.removesuffix("/").split("/")
    if words[-1].lower() in ({"simple", "+simple"} if plus_simple else {"simple"}):
        return f"{parts.scheme}://{parts.netloc}{'/'.join(words[:-1]) or '/'}"
    return normalised(bare)


def covers(base: str, url: str, *, by_segment: bool) -> bool:
    """Say whether a URL lies below a root.

    Path segments are compared whole since 0.11.9 (astral-sh/uv#19154; crates/uv-auth/src/index.rs,
    is_path_prefix); a bare prefix before. A slash more is another folder.
    """
    if realm(base) != realm(url):
        return False
    prefix, path = urlsplit(normalised(base)).path, urlsplit(normalised(url)).path
    ends = not by_segment or path == prefix or prefix.endswith("/")
    return path.startswith(prefix) and (ends or path[len(prefix)] == "/")


def page(bare: str, package: str) -> str:
    """Return the URL of a package's page in an index; query and fragment stay at its end."""
    parts = urlsplit(normalised(bare))
    folder = parts.path.removesuffix("/")
    return parts._replace(path=f"{'' if folder == '/' else folder}/{package}/").geturl()
