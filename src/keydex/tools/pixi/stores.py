"""What `pixi auth login` stored, and rattler's netrc: sent where a URL has no login (0.54).

Rattler looks for the host of a request in each of its stores, then for wildcards over it
(rattler_networking, authentication_storage/storage.rs). Since 0.60 uv's crates see the request
after it; before, they see a refusal, and have no username to ask for. What it keeps in the keyring
of the system, as service `rattler`, no file tells, and no `keyring` command finds.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from keydex.config import netrc, texts
from keydex.config.json import parsed
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Credential, Origin, Source
from keydex.nouns import dataclass
from keydex.secret import Secret
from keydex.tools.pixi.arguments import Arguments
from keydex.tools.uv import urls
from keydex.tools.uv.settings import Settings

ADDRESS = re.compile(r"[\d.]+|\[.*\]")


@dataclass(frozen=True, slots=True)
class Stored:
    """What rattler's files hold, by host, the strongest first."""

    environment: Environment
    files: tuple[tuple[Path, str, Mapping[str, Any]], ...] = ()

    def sent(self, url: str) -> Source | None:
        """Return the credential that rattler adds to requests for a URL."""
        for name in _names(urls.host(url)):
            for path, text, stored in self.files:
                if name in stored:
                    line = texts.line_at(text, text.find(json.dumps(name)))
                    return _sent(stored[name], Origin(path, line, name))
            if source := _of_netrc(self.environment, name):
                return source
        return None


def read(environment: Environment, arguments: Arguments, settings: Settings) -> Stored:
    """Read rattler's files. Raises ConfigError: without one of them pixi sends nothing."""
    paths = _files(environment, arguments, settings)
    return Stored(environment, tuple((path, *_content(environment, path)) for path in paths))


def _names(host: str) -> Iterator[str]:
    """Yield the names under which a host may be stored, the most specific first."""
    yield host
    labels = [] if ADDRESS.fullmatch(host) else host.split(".")
    yield from (f"*.{'.'.join(labels[skip:])}" for skip in range(len(labels)))


def _files(environment: Environment, arguments: Arguments, settings: Settings) -> Iterator[Path]:
    """Yield rattler's files in order (crates/pixi_auth/src/lib.rs, get_auth_store)."""
    if chosen := environment.variables.get("RATTLER_AUTH_FILE"):
        yield environment.folder / chosen
    configured = settings.first("authentication-override-file")
    override = arguments.options.get("auth-file") or (configured[0] if configured else None)
    if isinstance(override, str):
        yield environment.folder / override
    yield environment.home / ".rattler" / "credentials.json"


def _content(environment: Environment, path: Path) -> tuple[str, Mapping[str, Any]]:
    """Return the text of a file, and what it holds by host."""
    text = texts.read(environment, path)
    if text is None:
        return "", {}
    tree = parsed(text, path)
    if not isinstance(tree, dict):
        raise ConfigError("it is no JSON object", path)
    return text, tree


def _sent(stored: object, origin: Origin) -> Source | None:
    """Return a login or a token that is sent with a request.

    A conda token goes into the path of the URL, keys of S3 nowhere: an index is asked as before.
    """
    kinds = stored if isinstance(stored, Mapping) else {}
    login = kinds.get("BasicHTTP")
    if isinstance(login, Mapping):
        secret = Secret(str(login.get("password", "")))
        return Source("store", origin, Credential(str(login.get("username", "")), secret))
    return Source("store", origin) if {"BearerToken", "OAuth"} & kinds.keys() else None


def _of_netrc(environment: Environment, name: str) -> Source | None:
    """Return the login of a netrc, for that very name; the default counts for none."""
    chosen = environment.variables.get("NETRC")
    own = environment.home / ("_netrc" if environment.platform == "win32" else ".netrc")
    path = own if chosen is None else environment.folder / chosen
    try:
        logins = netrc.read(environment, path)
    except ConfigError:
        return None  # pixi warns, and goes on without.
    for login in [each for each in logins if each.machine == name][-1:]:
        credential = Credential(login.login, login.password)
        return Source("netrc", Origin(path, login.line), credential)
    return None
