"""What poetry does about an index: its questions, or the first reason for none."""

from dataclasses import replace

from keydex.config.pypirc import Value
from keydex.model import (
    Credential,
    Index,
    Installation,
    Lookup,
    Origin,
    Report,
    Role,
    Source,
    dotted,
)
from keydex.nouns import dataclass
from keydex.secret import Secret, userinfo
from keydex.tools import uploading
from keydex.tools.poetry import releases, silences
from keydex.tools.poetry.asking import Login
from keydex.tools.poetry.logins import Netrc
from keydex.tools.poetry.settings import Settings

NAME = "poetry"


@dataclass(frozen=True, slots=True)
class Reporter:
    """What settings, a release and netrc make of the questions for an index."""

    settings: Settings
    installation: Installation
    netrc: Netrc

    def report(self, index: Index, settled: Source | None, lookups: tuple[Lookup, ...]) -> Report:
        """Say what is asked for an index, or why nothing is."""
        report = Report(index, overridden_by=self._overriding(index))
        if problem := next(iter(self.settings.problems), None):
            return Report(index, silence=uploading.stops(NAME, problem))
        if settled:
            silence = silences.settled(settled, index)
            return replace(report, settled_by=settled, silence=silence)
        if silence_ := silences.general(self.installation, self.settings.off):
            found = None if index.username else self.netrc.source(index.url)
            return replace(report, settled_by=found, silence=silence_)
        last = None if report.overridden_by else self._last(index)
        return replace(report, lookups=lookups, falls_back=last)

    def _overriding(self, index: Index) -> Source | None:
        """Return what netrc puts in the place of whatever is found; an upload says who it is."""
        is_upload = index.role is Role.PUBLISH
        if is_upload or self.installation.version >= releases.NETRC_LAST:
            return None
        return self.netrc.source(index.url)

    def _last(self, index: Index) -> Source | None:
        """Return what netrc has for whoever has no login yet; a username alone is one to install.

        requests takes it where the session has none (`Session.prepare_request`).
        """
        is_login = index.username is not None and index.role is not Role.PUBLISH
        return None if is_login else self.netrc.source(index.url)

    def index(
        self,
        name: str,
        url: Value,
        role: Role,
        login: Login,
        origins: tuple[Origin, ...],
    ) -> Index:
        """Return an index as it is configured; a login in its URL hides every other."""
        bare, username, password = userinfo(url.text)
        index = Index(NAME, name, bare, role, origins, username, password=password)
        if username is not None and role is not Role.PUBLISH:
            return replace(index, username_from="url")
        own = login.password
        password = Secret(own.text) if own else password
        place = self._username_at(name, login) if origins else None
        index = replace(index, password_at=own.origin if own else None)
        if login.username is None:
            kind = None if username is None else "url"
            return replace(index, username_from=kind, password=password, username_at=place)
        return replace(
            index,
            username=login.username.text,
            username_from=uploading.username_from(login.username),
            password=password,
            username_at=place,
        )

    def _username_at(self, name: str, login: Login) -> Origin:
        """Say where the username stands, or is to be written: poetry writes to auth.toml."""
        if login.username and login.username.origin.path:
            return login.username.origin
        key = dotted(self.settings.key("http-basic", name, "username"))
        return Origin(self.settings.folder / "auth.toml", None, key)


def of_url(index: Index, origin: Origin) -> Source:
    """Return the login of a URL; without a password it is sent with an empty one."""
    password = index.password or Secret("")
    return Source("url", origin, Credential(index.username or "", password))
