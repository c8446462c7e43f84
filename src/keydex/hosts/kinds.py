"""The table of kinds of package index, the specific before the general, and what it tells."""

import re
from urllib.parse import urlsplit

from keydex.hosts.clouds import CLOUDS
from keydex.hosts.forges import FORGES
from keydex.hosts.host import Host
from keydex.hosts.servers import SERVERS
from keydex.hosts.services import PYPI, SERVICES
from keydex.secret import VARIABLE

HOSTS: tuple[Host, ...] = (*PYPI, *CLOUDS, *FORGES, *SERVICES, *SERVERS)
PUBLIC = frozenset({"pypi", "testpypi"})


def kind(url: str) -> Host | None:
    """Return the kind of index that a URL without userinfo leads to."""
    found = place(url)
    return next((host for host in HOSTS if re.match(host.pattern, found)), None)


def place(url: str) -> str:
    """Return host and path of a URL in lower case; nothing of what is no URL."""
    try:
        parts = urlsplit(url.lower())
    except ValueError:  # It has a bracket too few, or a letter that no host has.
        return ""
    return f"{parts.hostname or ''}{parts.path or '/'}"


def is_fixed(username: str) -> bool:
    """Say whether a username is nobody's own.

    Then some kind of index has it for everyone, or it is a variable that each person sets.
    """
    names = {name for host in HOSTS for name in (host.username, *host.other_usernames)}
    return username in names or VARIABLE.fullmatch(username) is not None


def token_page(url: str) -> str | None:
    """Return the page on which a person makes a token for an index, known without userinfo.

    It is opened in a browser, never fetched. None where there is none, or the URL does not tell.
    """
    host = kind(url)
    if host is None or host.page is None:
        return None
    parts = urlsplit(url)  # Of a known kind, so it is one.
    found = re.match(host.place, f"{parts.netloc}{parts.path or '/'}", re.IGNORECASE)
    words = {name: value or "" for name, value in found.groupdict().items()} if found else {}
    try:
        return host.page.format(host=parts.netloc, **words)
    except KeyError:
        return None


def corrected(url: str, *, publishes: bool) -> tuple[str, str] | None:
    """Return the URL that is to stand in place of one that serves the other purpose, and advice.

    None where the URL is not known to be wrong. The other is empty where only advice helps.
    """
    host = kind(url)
    for address in (host.indexes if publishes else host.uploads) if host else ():
        if found := re.fullmatch(address.pattern, url, re.IGNORECASE):
            return found.expand(address.instead), address.advice
    return None
