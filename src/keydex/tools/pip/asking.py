"""What pip asks a keyring, in which order, when, and what ends its search (network/auth.py)."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from keydex.config.netrc import Login
from keydex.model import (
    Access,
    Api,
    Credential,
    Index,
    Installation,
    Lookup,
    Origin,
    Role,
    Source,
    Version,
    Via,
    When,
)
from keydex.nouns import dataclass
from keydex.secret import Secret
from keydex.tools.pip import releases, urls

# keyring 15.2 has `get_credential`; before, there is only a password for a username.
KEYRING_NAMES_USERS: Version = (15, 2)


@dataclass(frozen=True, slots=True)
class Search:
    """How the search for the credential of one URL goes, as if nothing were found."""

    services: tuple[str, ...] = ()
    username: str | None = None
    when: When = When.ON_401
    settled_by: Source | None = None
    sent_first: Source | None = None


@dataclass(frozen=True)
class Asker:
    """pip's session (`MultiDomainBasicAuth`), by release: the logins it knows, and netrc's."""

    version: Version
    known: tuple[Index, ...]
    netrc_path: Path | None
    logins: tuple[Login, ...]

    def search(self, index: Index, package: str, sent: dict[str, Source]) -> Search:
        """Follow the first request to an index.

        `sent` holds by host the login that was sent there before; this one is added.
        """
        url = urls.plain(index.url)
        if index.role is not Role.FIND_LINKS:
            url = urls.page(url, package)
        url = urls.sent(url)
        matched = self._matched(url)
        services = (*([self._service(matched)] if matched else ()), urls.netloc(url))
        if self.version < releases.ASKS_AFTER_401:
            return self._before(index, matched, url, services, sent)
        return self._after_401(index, matched, url, services)

    def _before(
        self,
        index: Index,
        matched: Index | None,
        url: str,
        services: tuple[str, ...],
        sent: dict[str, Source],
    ) -> Search:
        """Follow the releases that ask ahead of a request, and send one login to a whole host."""
        if first := sent.get(urls.netloc(url)):
            return Search(settled_by=first)
        login = matched if matched and matched.username is not None else index
        login = index if index.password is not None else login
        if login.username is not None:
            sent[urls.netloc(url)] = _of_url(login)
        if login.password is not None:
            return Search(settled_by=_of_url(login))
        if found := self._netrc(url, index):
            sent[urls.netloc(url)] = found
            return Search(settled_by=found)
        return Search(services, login.username, When.BEFORE)

    def _after_401(
        self, index: Index, matched: Index | None, url: str, services: tuple[str, ...]
    ) -> Search:
        """Follow a request and the 401 that answers it.

        The login in the URL itself is no longer there by then: the username is that of the index
        that the URL is matched to.
        """
        if matched and matched.password is not None:
            return Search(settled_by=_of_url(matched))
        first = _of_url(index) if index.password is not None else None
        if not releases.NETRC_AFTER_401 <= self.version < releases.NETRC_FIRST_AGAIN:
            first = first or self._netrc(url, index)
        elif found := self._netrc(url, None):
            return Search(settled_by=found, sent_first=first)
        return Search(services, matched.username if matched else None, sent_first=first)

    def takes(self, index: Index, url: str) -> bool:
        """Say whether a file is asked for with the login of an index."""
        return self._matched(urls.sent(url)) == index

    def _matched(self, url: str) -> Index | None:
        """Return the index whose login counts for a URL (`_get_index_url`)."""
        if self.version < releases.NEAREST_INDEX:
            found = (each for folder, each in self._folders.items() if url.startswith(folder))
            return next(found, None)
        url = f"{url.rstrip('/')}/"
        parts = urls.parts(url)
        ways = (parts[:end] for end in range(len(parts), 0, -1))
        near = next((way for way in ways if way in self._nearest), None)
        return self._folders.get(url) or (self._nearest[near] if near else None)

    @cached_property
    def _folders(self) -> dict[str, Index]:
        """Each URL with a slash behind it, and the first index that has it."""
        found: dict[str, Index] = {}
        for index in self.known:
            found.setdefault(_folder(index), index)
        return found

    @cached_property
    def _nearest(self) -> dict[tuple[str, ...], Index]:
        """Each folder of each host, and the first index in it."""
        found: dict[tuple[str, ...], Index] = {}
        for index in self.known:
            parts = urls.parts(_folder(index))
            for end in range(1, len(parts) + 1):
                found.setdefault(parts[:end], index)
        return found

    def _service(self, index: Index) -> str:
        """Return the URL of an index as it is asked for: as written, then with one last slash."""
        return _folder(index) if self.version >= releases.ONE_SLASH else urls.plain(index.url)

    def _netrc(self, url: str, index: Index | None) -> Source | None:
        """Return what netrc says of a host (requests/utils.py, `get_netrc_auth`).

        Up to requests 2.32.3 a username in the URL is taken for a part of the host.
        """
        host = urls.host(url)
        if self.version < releases.NETRC_BY_HOST:
            user = f"{index.username}@" if index and index.username is not None else ""
            host = f"{user}{urls.netloc(url)}".split(":")[0]
        found = {login.machine: login for login in self.logins}  # The last of several counts.
        login = found.get(host, found.get(None))
        if login is None:
            return None
        credential = Credential(login.login, login.password)
        return Source("netrc", Origin(self.netrc_path, login.line), credential)


def _folder(index: Index) -> str:
    return f"{urls.plain(index.url).rstrip('/')}/"


def _of_url(index: Index) -> Source:
    password = index.password or Secret("")
    credential = Credential(index.username or "", password)
    return Source("url", index.origins[0] if index.origins else Origin(), credential)


def lookups(search: Search, access: Access, installation: Installation) -> Iterator[Lookup]:
    """Yield the questions of a search."""
    user, version, keyring = search.username, installation.version, installation.keyring_version
    for service in search.services:
        if access.via is Via.IMPORT:
            is_old = bool(keyring) and keyring < KEYRING_NAMES_USERS
            if not is_old or user is not None:
                api = Api.GET_PASSWORD if is_old else Api.GET_CREDENTIAL
                yield Lookup(service, user, access.via, api, when=search.when)
        elif access.via is Via.SUBPROCESS and version >= releases.ASKS_WITHOUT_USERNAME:
            who = (user,) if user is not None else ()
            argv = ("--mode=creds", "--output=json", "get", service, *who)
            yield Lookup(service, user, access.via, Api.CREDS, argv, search.when)
        elif access.via is Via.SUBPROCESS and user is not None:
            yield Lookup(service, user, access.via, Api.GET, ("get", service, user), search.when)
