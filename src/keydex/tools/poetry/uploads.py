"""What poetry asks before it uploads: a token first, then a password."""

from collections.abc import Iterator

from keydex.config.pypirc import Value
from keydex.model import Credential, Lookup, Origin, Report, Role, Source
from keydex.nouns import dataclass
from keydex.secret import Secret
from keydex.tools.poetry import asking, releases, repositories, sources
from keydex.tools.poetry.arguments import Arguments
from keydex.tools.poetry.asking import TOKEN, Login
from keydex.tools.poetry.reports import Reporter
from keydex.tools.poetry.repositories import Repository
from keydex.tools.poetry.settings import Settings

URL = "https://upload.pypi.org/legacy/"
PYPI = "pypi"


@dataclass(frozen=True, slots=True)
class Uploader:
    """The session of an upload (publishing/publisher.py)."""

    settings: Settings
    given: Arguments
    reporter: Reporter

    def reports(self) -> Iterator[Report]:
        """Say what is asked for the repository of the command, if it is one that is defined."""
        name = self.given.options.get("repository") or PYPI
        url = self._url(name)
        if url is None or not self._is_package or not repositories.is_readable(url.text):
            return
        login, token = (
            asking.login(self.settings, name),
            self.settings.text("pypi-token", name),
        )
        places = [
            url.origin,
            *(each.origin for each in (token, login.username, login.password) if each),
        ]
        origins = tuple(dict.fromkeys(each for each in places if each != Origin()))
        index = self.reporter.index(name, url, Role.PUBLISH, login, origins)
        settled = self._given() or _of_token(token)
        yield self.reporter.report(index, settled, tuple(self._lookups(name, login)))

    @property
    def _is_package(self) -> bool:
        """Whether there is anything to publish."""
        project = self.settings.project
        says_no = project is not None and project.get("package-mode") is False
        return project is not None and not (
            says_no and self.settings.version >= releases.HAS_PACKAGE_MODE
        )

    def _url(self, name: str) -> Value | None:
        if not self.given.options.get("repository"):
            return Value(URL)
        if url := self.settings.text("repositories", name, "url"):
            return url
        found = (each.url for each in sources.of_project(self.settings) if each.name == name)
        return next(found, None)

    def _given(self) -> Source | None:
        """Return the login of the command line: without a password a username counts nothing."""
        username, password = map(self.given.options.get, ("username", "password"))
        if not username or not password:
            return None
        return Source("env", Origin(flag="--password"), Credential(username, Secret(password)))

    def _lookups(self, name: str, login: Login) -> Iterator[Lookup]:
        yield asking.password(name, TOKEN)
        repository = self._repository(name)
        if repository and login.password is None:
            yield from asking.questions(repository, login)

    def _repository(self, name: str) -> Repository | None:
        """Return what the session knows by that name; without it, only a token is asked for."""
        if name == PYPI:
            return Repository(name, Value(URL))
        return next(
            (each for each in repositories.known(self.settings) if each.name == name),
            None,
        )


def _of_token(token: Value | None) -> Source | None:
    """Return a token that is configured."""
    if token is None or not token.text:
        return None
    kind = "config" if token.origin.path else "env"
    return Source(kind, token.origin, Credential(TOKEN, Secret(token.text)))
