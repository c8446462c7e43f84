"""The indexes of pdm: of the project, of the configuration files, and the default one."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.config import toml
from keydex.model import Credential, Index, Key, Origin, Role, Version
from keydex.model import Source as Login
from keydex.nouns import dataclass
from keydex.secret import Secret, userinfo
from keydex.tools.pdm import releases, urls
from keydex.tools.pdm.settings import Setting, Settings, table, value

NAME = "pdm"
PYPI = "pypi"
DEFAULT = "https://pypi.org/simple"
LINKS = "find_links"
SOURCES: Key = ("tool", "pdm", "source")
FIELDS = ("url", "username", "password", "type")


@dataclass(frozen=True, slots=True)
class Source:
    """An index as it is configured; `expanded` is its URL with variables filled in."""

    name: str
    url: Setting | None = None
    username: Setting | None = None
    password: Setting | None = None
    type: Setting | None = None
    expanded: str = ""

    @property
    def bare(self) -> str:
        """The URL without its login."""
        return userinfo(self.expanded)[0]

    @property
    def is_links(self) -> bool:
        """Whether it is a page of links."""
        return self.type is not None and self.type.text == LINKS

    @property
    def user(self) -> str | None:
        """The username of its own keys, None where there is none."""
        return self.username.text if self.username else None

    def login(self) -> tuple[str | None, Login | None]:
        """Return the username of an index and, if it has a password too, where it is.

        Keys with a username replace the login in the URL (models/auth.py).
        """
        if not self.user:
            return userinfo(self.expanded)[1], self.login_of_url()
        password = self.password
        if password is None:
            return self.user, None
        kind = "env" if password.origin.variable else "config"
        credential = Credential(self.user, Secret(password.text))
        return self.user, Login(kind, password.origin, credential)

    def login_of_url(self) -> Login | None:
        """Return the login in the URL, if it has a password."""
        _, user, password = userinfo(self.expanded)
        if password is None or self.url is None:
            return None
        return Login("url", self.url.origin, Credential(user or "", password))


def index(source: Source, role: Role | None = None) -> Index:
    """Tell of a source as an index; a URL that nobody wrote down has no origin."""
    _, user, password = userinfo(source.expanded)
    begun = "variable" if source.url and "${" in source.url.text.partition("@")[0] else "url"
    username_from = begun if user is not None else None
    if source.username and source.username.text:
        user = source.username.text
        username_from = "key" if source.username.origin.path else "variable"
    if source.password:
        password = Secret(source.password.text)
    settings = (source.url, source.username)
    origins = [each.origin for each in settings if each and each.origin != Origin()]
    usual = Role.DEFAULT if source.name == PYPI else Role.EXTRA
    usual = Role.FIND_LINKS if source.is_links else usual
    return Index(
        NAME,
        source.name or None,
        source.bare,
        role or usual,
        tuple(dict.fromkeys(origins)),
        user,
        username_from,
        password,
        username_at=_username_at(source),
        password_at=source.password.origin if source.password else None,
    )


def _username_at(source: Source) -> Origin | None:
    """Return where the username stands, or is to be: beside the URL."""
    if source.username and source.username.origin.path:
        return replace(source.username.origin, line=None)
    origin = source.url.origin if source.url else Origin()
    key = origin.key or ""
    if origin.path is None or not key.endswith("url"):
        return None
    return Origin(origin.path, None, f"{key.removesuffix('url')}username")


def sources(settings: Settings, version: Version) -> tuple[Source, ...]:
    """Gather the indexes in the order in which they are asked (project/core.py, `sources`)."""
    found = list(of_project(settings, version))
    ignores = settings.flag((PYPI, "ignore_stored_index"), "PDM_IGNORE_STORED_INDEX")
    stored = (*of_files(settings.local, PYPI), *of_files(settings.own, PYPI))
    usual = default(settings, version)
    if version < releases.NAMES_USERS:
        found = _with_default(found, usual, fills=False)
    elif version >= releases.DEFAULT_LAST:
        found = _merged(found, stored, adds=not ignores)
        if not ignores or any(each.name == PYPI for each in found):
            found = _with_default(found, usual)
    elif version >= releases.MERGES_SOURCES and not ignores:
        found = _merged(_with_default(found, usual), stored)
    elif not ignores:
        found = [*_with_default(found, usual, fills=False), *_merged([], stored)]
    return tuple(each for each in (_expanded(settings, one, version) for one in found) if each)


def of_files(documents: tuple[toml.Document, ...], prefix: str) -> tuple[Source, ...]:
    """Read the tables below `prefix`, the strongest file first; a table hides a weaker one."""
    found: dict[str, Source] = {}
    for document in reversed(documents):
        for name, content in table(document, (prefix,)).items():
            if isinstance(content, dict) and content:
                found[name] = of_table(document, (prefix, name), name)
    return tuple(found.values())


def of_table(document: toml.Document, key: Key, name: str) -> Source:
    """Read one index; what is no text is left out."""
    url, username, password, kind = (value(document, (*key, field)) for field in FIELDS)
    return Source(name, url, username, password, kind)


def updated(source: Source, other: Source) -> Source:
    """Complete a source by another (_types.py, passive_update)."""
    return replace(
        source,
        url=source.url or other.url,
        username=source.username or other.username,
        password=source.password or other.password,
        type=source.type or other.type,
    )


def of_project(settings: Settings, version: Version) -> Iterator[Source]:
    """Yield the indexes of the project, as they stand."""
    document = settings.pyproject
    tables = toml.value_at(document.data, SOURCES) if document else None
    for at, each in enumerate(tables if isinstance(tables, list) else []):
        if document is None or not isinstance(each, dict):
            continue
        name = each.get("name")
        found = of_table(document, (*SOURCES, at), name if isinstance(name, str) else "")
        if version < releases.NAMES_USERS:
            found = replace(found, username=None, password=None)
        yield found


def default(settings: Settings, version: Version) -> Source:
    """Read the default index, whatever the project makes of it."""
    url = settings.first((PYPI, "url"), "PDM_PYPI_URL") or Setting(DEFAULT)
    if version < releases.NAMES_USERS:
        return Source(PYPI, url)
    username = settings.first((PYPI, "username"), "PDM_PYPI_USERNAME")
    password = settings.first((PYPI, "password"), "PDM_PYPI_PASSWORD")
    return Source(PYPI, url, username, password)


def _with_default(found: list[Source], usual: Source, *, fills: bool = True) -> list[Source]:
    """Put the default index first, or let it complete the one that has its name."""
    if all(each.name != PYPI for each in found):
        return [usual, *found]
    return [updated(each, usual) if fills and each.name == PYPI else each for each in found]


def _merged(found: list[Source], others: tuple[Source, ...], *, adds: bool = True) -> list[Source]:
    named = {each.name: each for each in found}
    for other in others:
        if other.name in named:
            named[other.name] = updated(named[other.name], other)
        elif adds:
            named[other.name] = other
    return list(named.values())


def _expanded(settings: Settings, source: Source, version: Version) -> Source | None:
    """Fill in the variables of a URL; nothing where none is there, or it is none."""
    if source.url is None or not source.url.text:
        return None
    try:
        variables = settings.environment.variables
        url = urls.expanded(source.url.text, variables, settings.root, version)
    except ValueError:
        return None
    return replace(source, expanded=url) if urls.is_remote(url) else None
