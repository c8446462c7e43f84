"""What poetry asks a keyring, in which order, and which login ends its search."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from keydex.config.pypirc import Value
from keydex.model import Api, Credential, Lookup, Source, Via
from keydex.nouns import dataclass
from keydex.secret import Secret
from keydex.tools import uploading
from keydex.tools.poetry import releases
from keydex.tools.poetry.repositories import Repository
from keydex.tools.poetry.settings import Settings

NOBODY = "__poetry_source_empty_username__"
"""What stands for no username (password_manager.py)."""
TOKEN = "__token__"  # noqa: S105 - a username.
CHECK = Lookup("python-poetry-check", "python-poetry", Via.IMPORT, Api.GET_PASSWORD)


@dataclass(frozen=True, slots=True)
class Login:
    """What is configured for a repository, as a release takes it; `asks` as whom it asks."""

    username: Value | None = None
    password: Value | None = None
    asks: str | None = None

    @property
    def who(self) -> str | None:
        """The username, None where there is none."""
        return self.username.text if self.username else None

    def source(self) -> Source | None:
        """Return the login that ends a search, if there is a password."""
        if self.password is None:
            return None
        origin = self.password.origin
        credential = Credential(self.who or "", Secret(self.password.text))
        return Source(uploading.kind(origin), origin, credential)


def login(settings: Settings, name: str) -> Login:
    """Return what is configured for a repository (password_manager.py, get_http_auth)."""
    version, at = settings.version, ("http-basic", name)
    username, password = settings.text(*at, "username"), settings.text(*at, "password")
    if version < releases.READS_EACH_KEY:
        table = settings.in_files(settings.key(*at))
        if table and table[0]:
            return _of_table(settings, name)
        return Login(username, password) if _is_set(username, password) else Login()
    if version < releases.NEEDS_USERNAME:
        return _with_either(username, password)
    if version < releases.TAKES_NO_USERNAME:
        if username is None or not username.text:
            return Login()
        return Login(username, password, username.text if password is None else None)
    who = username if username and username.text else None
    given = password if password and password.text else None
    asks = who.text if who else NOBODY
    return Login(who, given, asks if password is None else None)


def _is_set(*values: Value | None) -> bool:
    return any(each and each.text for each in values)


def _with_either(username: Value | None, password: Value | None) -> Login:
    if not _is_set(username, password):
        return Login()
    if _is_set(password):
        return Login(username, password)
    return Login(username, None, username.text if username else None)


def _of_table(settings: Settings, name: str) -> Login:
    """Return what a file says: no variable counts beside it."""
    at = settings.key("http-basic", name)
    username, password = (
        _of_file(settings, *at, "username"),
        _of_file(settings, *at, "password"),
    )
    asks = username.text if username and password is None else None
    return Login(username, password, asks)


def _of_file(settings: Settings, *key: str) -> Value | None:
    found = settings.in_files(key)
    return Value(found[0], found[1]) if found and isinstance(found[0], str) else None


def questions(
    repository: Repository, found: Login, request: str = "", phase: str | None = None
) -> Iterator[Lookup]:
    """Yield what is asked of a keyring for a repository (authenticator.py).

    By its name, then by its URL and host; `request` is the URL of a page that is asked for after.
    """
    if found.asks is not None:
        yield password(repository.name, found.asks, phase)
    services = [repository.url.text, repository.netloc]
    if request:
        services += [request, urlsplit(request).netloc]
    for service in dict.fromkeys(services):
        yield Lookup(service, found.who, Via.IMPORT, Api.GET_CREDENTIAL, phase=phase)


def password(name: str, who: str, phase: str | None = None) -> Lookup:
    """Ask for the password of a repository by its name."""
    service, sends = f"poetry-repository-{name}", "" if who == NOBODY else None
    return Lookup(service, who, Via.IMPORT, Api.GET_PASSWORD, phase=phase, sends=sends)
