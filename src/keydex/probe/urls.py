"""Which URL is asked, and where a credential may go."""

from unicodedata import category

import httpx

from keydex.model import Credential
from keydex.probe.trial import Trial
from keydex.probe.ways import Way, is_loopback
from keydex.secret import userinfo

PORTS = {"http": 80, "https": 443}

Origin = tuple[str, str, int]
"""Scheme, host and port."""


def target(trial: Trial) -> httpx.URL:
    """Return the URL that is asked: the file, or the index with exactly one slash at its end."""
    url = httpx.URL(userinfo(trial.url)[0]).copy_with(userinfo=b"", fragment=None)
    if trial.file:
        return url
    path, mark, query = url.raw_path.partition(b"?")
    return url.copy_with(raw_path=path.rstrip(b"/") + b"/" + mark + query)


def flaw(trial: Trial) -> str:
    """Say why nothing can be sent, if so."""
    try:
        url = target(trial)
    except (httpx.InvalidURL, UnicodeError):
        return "its URL can't be read"
    if url.scheme not in PORTS:
        return "its URL begins with neither https:// nor http://"
    if not host(url) or not 0 < port(url) < 2**16:
        return "its URL names no host and port that there can be"
    return _unfit(trial.credential) if trial.credential else ""


def _unfit(credential: Credential) -> str:
    """Say why a credential can't be sent by Basic authentication (RFC 7617), if so."""
    username, password = credential.username, credential.password.reveal()
    if ":" in username:
        return "a username with a colon can't be sent"
    for name, text in ("username", username), ("password", password):
        kinds = set(map(category, text))
        if "Cc" in kinds:
            return f"the {name} holds a control character, maybe a line break, which can't be sent"
        if "Cs" in kinds:
            return f"the {name} is not valid Unicode and can't be sent"
    return ""


def host(url: httpx.URL) -> str:
    """Return the host as it is asked for, in ASCII; `URL.host` fails on a wrong xn-- name."""
    return url.raw_host.decode("ascii")


def port(url: httpx.URL) -> int:
    """Return the port, where it is not named the scheme's."""
    return PORTS.get(url.scheme, 0) if url.port is None else url.port


def origin(url: httpx.URL) -> Origin:
    """Return the origin of a URL."""
    return url.scheme, host(url), port(url)


def shares_origin(here: httpx.URL, there: httpx.URL) -> bool:
    """Say whether a credential for one URL may go to the other.

    The way from http to https on the same host counts where both ports are the usual ones.
    """
    before, after = (here.scheme, port(here)), (there.scheme, port(there))
    upgrades = (before, after) == (("http", 80), ("https", 443))
    return host(here) == host(there) and (before == after or upgrades)


def is_private(url: httpx.URL, way: Way) -> bool:
    """Say whether nobody between can read what is sent: by TLS, or without leaving the machine."""
    return url.scheme == "https" or (is_loopback(host(url)) and way.stays_here)


def place(here: httpx.URL, there: httpx.URL) -> str:
    """Name the origin that a redirect leads to."""
    netloc = there.netloc.decode("ascii")
    return netloc if netloc and here.scheme == there.scheme else f"{there.scheme}://{netloc}"
