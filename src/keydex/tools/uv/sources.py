"""Where uv finds a credential before it asks a keyring: logins it knows, netrc, its own store."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from pathlib import Path
from typing import Self

from keydex.config import netrc, toml
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Credential, Origin, Source, Version
from keydex.nouns import dataclass
from keydex.secret import Secret
from keydex.tools.uv import releases, urls
from keydex.tools.uv.indexes import Entry


@dataclass(frozen=True, slots=True)
class Login:
    """A username, with or without a password, and where it is from."""

    username: str | None
    password: Secret | None
    source: Source

    @property
    def is_complete(self) -> bool:
        """Say whether it can be sent as it is."""
        return self.password is not None


def login_of(entry: Entry) -> Login | None:
    """Return the login in the URL of an index."""
    if entry.username is None and entry.password is None:
        return None
    return _login(entry.username, entry.password, "url", entry.origin or Origin())


def _login(username: str | None, password: Secret | None, kind: str, origin: Origin) -> Login:
    credential = Credential(username or "", password) if password else None
    return Login(username or None, password, Source(kind, origin, credential))


def variable_of(index: str, part: str, version: Version) -> str:
    """Name the variable from which uv takes the USERNAME or PASSWORD of a named index."""
    name = index.upper()
    if version >= releases.MANGLES_NAMES:
        name = "".join(each if each.isalnum() else "_" for each in name)
    stem = "UV_INDEX_" if version >= releases.INDEX_VARIABLES else "UV_HTTP_BASIC_"
    return f"{stem}{name}_{part}"


def from_variables(environment: Environment, entry: Entry, version: Version) -> Login | None:
    """Return the login that variables give to a named index; one of the two is enough.

    They take the place of the URL's, and are never merged with it
    (crates/uv-distribution-types/src/index.rs, raw_credentials).
    """
    if entry.name is None or version < releases.BASIC_VARIABLES:
        return None
    name, of_password = (
        variable_of(entry.name, part, version) for part in ("USERNAME", "PASSWORD")
    )
    username = environment.variables.get(name)
    password = environment.variables.get(of_password)
    if username is None and password is None:
        return None
    variable = name if password is None else of_password
    secret = Secret(password) if password is not None else None
    return _login(username, secret, "env", Origin(variable=variable))


@dataclass(slots=True)
class Cache:
    """The logins that uv knows before its first request (crates/uv-auth/src/cache.rs)."""

    by_path: dict[tuple[urls.Realm, tuple[str, ...]], Login] = field(default_factory=dict)
    by_realm: dict[tuple[urls.Realm, str | None], Login] = field(default_factory=dict)

    @classmethod
    def seeded(cls, environment: Environment, entries: Iterable[Entry], version: Version) -> Self:
        """Fill it with the logins of indexes; the first index is written last and wins."""
        cache = cls()
        for entry in reversed(list(entries)):
            login = from_variables(environment, entry, version) or login_of(entry)
            if login is None or (login.username is None and login.password is None):
                continue
            if version >= releases.SEEDS_ROOTS:
                cache.add(_root(entry.url, version), login)
            cache.add(entry.url, login)
        return cache

    def add(self, url: str, login: Login) -> None:
        """Remember a login for what lies below a URL, and for its realm."""
        realm = urls.realm(url)
        self.by_path[realm, urls.segments(url)] = login
        for username in {login.username, None}:
            known = self.by_realm.get((realm, username))
            if login.is_complete or known is None or not known.is_complete:
                self.by_realm[realm, username] = login

    def at(self, url: str, username: str | None = None) -> Login | None:
        """Return the login for a URL: the shallowest counts, whatever lies deeper.

        For a username, only its own login, and only a complete one.
        """
        realm, parts = urls.realm(url), urls.segments(url)
        for depth in range(len(parts) + 1):
            if login := self.by_path.get((realm, parts[:depth])):
                fits = username is None or (login.username == username and login.is_complete)
                return login if fits else None
        return None

    def in_realm(self, url: str, username: str | None) -> Login | None:
        """Return the login for a realm; for a username, only a complete one."""
        login = self.by_realm.get((urls.realm(url), username))
        return login if login and (username is None or login.is_complete) else None


def _root(url: str, version: Version) -> str:
    return urls.root(url, plus_simple=version >= releases.PLUS_SIMPLE_ROOT)


@dataclass(frozen=True, slots=True)
class Stores:
    """The files and variables that uv looks into before the keyring."""

    environment: Environment
    version: Version

    def find(self, url: str, username: str | None) -> Source | None:
        """Return the first source that has a credential for a URL (fetch_credentials)."""
        return next(self._found(url, username), None)

    def _found(self, url: str, username: str | None) -> Iterator[Source]:
        yield from self._providers(url)
        yield from self._netrc(url, username)
        if self.version >= releases.TEXT_STORE:
            yield from self._text_store(url, username)

    def _providers(self, url: str) -> Iterator[Source]:
        """Yield tokens and signatures that variables give to certain hosts."""
        variables = self.environment.variables
        hugging = urls.realm(url) == ("https", "huggingface.co", 443)
        if (
            hugging
            and variables.get("HF_TOKEN")
            and "UV_NO_HF_TOKEN" not in variables
            and self.version >= releases.HUGGING_FACE
        ):
            yield Source("env", Origin(variable="HF_TOKEN"))
        for variable, since in releases.SIGNS.items():
            endpoint = variables.get(variable, "")
            if self.version < since or not urls.is_remote(endpoint):
                continue
            scheme, host, port = urls.realm(url)
            own = urls.realm(endpoint)
            below = host == own[1] or host.endswith(f".{own[1]}")
            if (scheme, port) == (own[0], own[2]) and below:
                yield Source("env", Origin(variable=variable))

    def _netrc(self, url: str, username: str | None) -> Iterator[Source]:
        """Yield the netrc login of a host, or the default; port and path do not count.

        Of several for one host the last counts.
        """
        path = self._netrc_path()
        try:
            logins = netrc.read(self.environment, path) if path else ()
        except ConfigError:
            return  # uv ignores a netrc that it can't read.
        by_host = [each for each in logins if each.machine == urls.host(url)]
        for login in (by_host or [each for each in logins if each.machine is None])[-1:]:
            if username in {None, login.login}:
                origin = Origin(path, login.line)
                yield Source("netrc", origin, Credential(login.login, login.password))

    def _netrc_path(self) -> Path | None:
        """Name the netrc: the one in $NETRC, else the one at home."""
        environment = self.environment
        names = [".netrc", "_netrc"] if environment.platform == "win32" else [".netrc"]
        paths = [environment.home / name for name in names]
        if chosen := environment.variables.get("NETRC"):
            if chosen.startswith("~/") and self.version >= releases.NETRC_KNOWS_HOME:
                chosen = str(environment.home / chosen[2:])
            falls_back = self.version >= releases.NETRC_FALLS_BACK
            paths = [environment.folder / chosen, *(paths if falls_back else ())]
        return next((each for each in paths if environment.machine.is_file(each)), None)

    def _text_store(self, url: str, username: str | None) -> Iterator[Source]:
        """Yield the entry of uv's own store that fits best (crates/uv-auth/src/store.rs)."""
        path = self.store_folder() / "credentials.toml"
        try:
            document = toml.read(self.environment, path)
        except ConfigError:
            return
        found: dict[tuple[str, object], tuple[int, int]] = {}
        entries = (document.data if document else {}).get("credential", [])
        for position, each in enumerate(entries if isinstance(entries, list) else []):
            service = each.get("service", "") if isinstance(each, dict) else ""
            if not urls.is_remote(service) or username not in {None, each.get("username")}:
                continue
            whole = self.version >= releases.WHOLE_SEGMENTS
            if urls.covers(service, url, by_segment=whole):
                key = (urls.normalised(service), each.get("username"))
                found[key] = (len(urls.segments(service)), position)
        deepest = max(found.values(), default=(0, 0))[0]
        best = [position for depth, position in found.values() if depth == deepest]
        if not best or (len(best) > 1 and self.version >= releases.AMBIGUOUS_IS_NONE):
            return
        entry = entries[best[0]]
        line = document.line(("credential", best[0])) if document else None
        secret = Secret(str(entry.get("password") or entry.get("token") or ""))
        credential = Credential(str(entry.get("username") or ""), secret)
        yield Source("store", Origin(path, line, f"credential[{best[0]}]"), credential)

    def store_folder(self) -> Path:
        """Name the folder of uv's own store of credentials (`uv auth dir`)."""
        environment = self.environment
        variables = environment.variables
        if chosen := variables.get("UV_CREDENTIALS_DIR"):
            return environment.folder / chosen
        if environment.platform == "win32":
            base = Path(variables.get("APPDATA") or environment.home / "AppData/Roaming") / "uv"
            return base / "data" / "credentials"
        data = variables.get("XDG_DATA_HOME", "")
        base = Path(data) if data.startswith("/") else environment.home / ".local/share"
        return base / "uv" / "credentials"
