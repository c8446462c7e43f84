"""What netrc says of a host, as requests or Python's netrc module reads it for unearth."""

from pathlib import Path
from urllib.parse import urlsplit

from keydex.config import netrc
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Credential, Origin, Problem, Source, Version
from keydex.nouns import dataclass
from keydex.tools.pdm.releases import Unearth

OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Netrc:
    """The logins of a netrc file, and why it is not used, if it is there and is not."""

    path: Path | None
    logins: tuple[netrc.Login, ...] = ()
    ignored: Problem | None = None

    def login(self, url: str) -> Source | None:
        """Return the login for the host of a URL."""
        found = {each.machine: each for each in self.logins}  # The last of several counts.
        login = found.get(urlsplit(url).hostname, found.get(None))
        if login is None:
            return None
        origin = Origin(self.path, login.line)
        return Source("netrc", origin, Credential(login.login, login.password))


def read(environment: Environment, unearth: Version) -> Netrc:
    """Read the file in NETRC, else `~/.netrc`, which nobody else may read (Lib/netrc.py)."""
    if unearth < Unearth.OWN_NETRC:
        return Netrc(*netrc.of_requests(environment))
    chosen = environment.variables.get("NETRC")
    if chosen == "":
        return Netrc(None)
    path = environment.folder / chosen if chosen else environment.home / ".netrc"
    try:
        logins = netrc.read(environment, path)
    except ConfigError as error:
        return Netrc(path, (), Problem(error.path, error.reason, error.line, error.key))
    named = next((each for each in logins if each.login != "anonymous"), None)
    if chosen or environment.platform == "win32" or named is None:
        return Netrc(path, logins)
    if _is_open(environment, path):
        return Netrc(path, (), Problem(path, "others may read it", named.line))
    return Netrc(path, logins)


def _is_open(environment: Environment, path: Path) -> bool:
    """Say whether others may read a file; one that is gone meanwhile nobody can."""
    try:
        return bool(environment.machine.mode(path) & OTHERS)
    except OSError:
        return False
