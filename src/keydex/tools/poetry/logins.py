"""The logins of netrc, which requests takes by itself, below poetry."""

from pathlib import Path
from urllib.parse import urlsplit

from keydex.config import netrc
from keydex.environment import Environment
from keydex.model import Credential, Origin, Problem, Source
from keydex.nouns import dataclass


@dataclass(frozen=True, slots=True)
class Netrc:
    """A netrc file as it was read; `ignored` says why it is as good as none."""

    path: Path | None
    logins: tuple[netrc.Login, ...]
    ignored: Problem | None

    def source(self, url: str) -> Source | None:
        """Return the login for the host of a URL; of several the last counts."""
        found = {each.machine: each for each in self.logins}
        login = found.get(urlsplit(url).hostname) or found.get(None)
        if login is None:
            return None
        credential = Credential(login.login, login.password)
        return Source("netrc", Origin(self.path, login.line), credential)


def read(environment: Environment) -> Netrc:
    """Read the file that requests looks into."""
    return Netrc(*netrc.of_requests(environment))
