"""What uv asks a keyring, in which order, when, and what ends its search before."""

from collections.abc import Iterator

from keydex.environment import Environment
from keydex.model import Access, Api, Lookup, Silence, Source, Version, Via, When, spelled
from keydex.nouns import dataclass
from keydex.secret import Secret
from keydex.tools.uv import releases, urls
from keydex.tools.uv.indexes import Entry, known_url
from keydex.tools.uv.sources import Cache, Stores

NOBODY = "oauth2accesstoken"  # The user that uv before 0.1.33 asked for.


@dataclass(frozen=True, slots=True)
class Request:
    """A request that uv sends: its URL without login, and the login that it carries."""

    url: str
    username: str | None = None
    password: Secret | None = None
    login_from: Source | None = None
    must_login: bool = False
    """Whether nothing is sent without a credential: an upload."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the search for a credential ends: settled, silent, or with a question to a keyring."""

    username: str | None = None
    username_from: Source | None = None
    when: When = When.BEFORE
    settled_by: Source | None = None
    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """uv's middleware for requests (crates/uv-auth/src/middleware.rs), by release."""

    environment: Environment
    version: Version
    access: Access
    cache: Cache
    stores: Stores

    def outcome(self, request: Request, index: Entry | None, policy: str) -> Outcome:
        """Follow one request up to the keyring, as if nothing were found and it were refused."""
        if request.password:
            return Outcome(request.username, request.login_from, settled_by=request.login_from)
        if policy == "never":
            return Outcome(request.username, request.login_from, silence=_never())
        if self.version < releases.NEEDS_USERNAME:
            return self._first_releases(request)
        if (
            request.username
            and releases.ASKS_AFTER_REFUSAL <= self.version < releases.ASKS_FOR_URL_LOGINS
        ):
            return Outcome(request.username, request.login_from, silence=self._too_old())
        if request.username:
            known = self._known(request, index)
            if known:
                return Outcome(request.username, known, settled_by=known)
            outcome = Outcome(request.username, request.login_from)
        else:
            outcome = self._without_username(request, index, policy)
        return self._searched(request, outcome)

    def _known(self, request: Request, index: Entry | None) -> Source | None:
        """Return the source of a complete login that is already known for the username."""
        if index and self.version >= releases.ASKS_FOR_INDEX:
            login = self.cache.at(index.url, request.username)
            if login is None and self.version >= releases.CHECKS_ROOT:
                login = self.cache.at(_root(index, self.version), request.username)
        else:
            login = self.cache.in_realm(request.url, request.username)
        login = login or self.cache.at(request.url, request.username)
        return login.source if login else None

    def _without_username(self, request: Request, index: Entry | None, policy: str) -> Outcome:
        """Follow a request that carries no login: what is known of the URL, then of its realm."""
        login = self.cache.at(request.url)
        if login and login.is_complete:
            return Outcome(login.username, login.source, settled_by=login.source)
        dependabot = self.environment.variables.get("DEPENDABOT") == "true"
        eager = policy == "always" and not (dependabot and self.version >= releases.DEPENDABOT)
        when = When.BEFORE if eager or request.must_login else When.ON_REFUSAL
        username = login.username if login else None
        better = None
        if index and self.version >= releases.ASKS_FOR_INDEX:
            better = self.cache.at(index.url, username)
            if better is None and self.version >= releases.FALLS_BACK_TO_REALM:
                better = self.cache.in_realm(request.url, username)
        else:
            better = self.cache.in_realm(request.url, username)
        if better is None and self.version >= releases.REMEMBERS_USERNAMES:
            better = login
        when = When.BEFORE if self.version < releases.ASKS_AFTER_REFUSAL else when
        if better is None:
            return Outcome(when=when)
        if better.is_complete:
            return Outcome(better.username, better.source, when, settled_by=better.source)
        return Outcome(better.username, better.source, when)

    def _searched(self, request: Request, outcome: Outcome) -> Outcome:
        """Look into the sources that come before the keyring."""
        if outcome.settled_by or outcome.silence:
            return outcome
        if source := self.stores.find(request.url, outcome.username):
            username = source.credential.username if source.credential else outcome.username
            return Outcome(username, source, outcome.when, settled_by=source)
        return outcome

    def _first_releases(self, request: Request) -> Outcome:
        """Follow a request as 0.1.19 to 0.1.32 did: no keyring where any login is known."""
        stored = self.cache.in_realm(request.url, None)
        if request.username or (stored and self.version >= releases.STORES_URL_LOGINS):
            return Outcome(request.username, request.login_from, silence=self._too_old())
        if source := self.stores.find(request.url, None):
            return Outcome(settled_by=source)
        return Outcome(NOBODY)

    def _too_old(self) -> Silence:
        """Say that this release never asks where a URL has a username."""
        reason = f"uv {spelled(self.version)} asks no keyring for a URL with a username."
        return Silence("unsupported-version", reason, "uv self update")

    def lookups(
        self, outcome: Outcome, url: str, policy: str, *, about: str | None = None
    ) -> Iterator[Lookup]:
        """Yield the questions about a URL, if nothing stands in their way."""
        user = outcome.username
        creds = not user and policy == "always"
        if self.access.via is Via.NONE or outcome.settled_by or outcome.silence:
            return
        if not user and not (creds and self.version >= releases.ASKS_WITHOUT_USERNAME):
            return
        for service in self.services(url):
            argv = ("get", service, *(("--mode", "creds") if creds else (user or "",)))
            api = Api.CREDS if creds else Api.GET
            yield Lookup(
                service, user or None, Via.SUBPROCESS, api, argv, outcome.when, about=about
            )

    def services(self, url: str) -> Iterator[str]:
        """Name the keyring services that uv asks for, the most specific first."""
        yield url
        if self.version < releases.NEEDS_USERNAME:
            return
        has_port = self.version >= releases.HOST_HAS_PORT
        host = urls.netloc(url) if has_port else urls.host(url)
        yield host
        if not url.startswith("https://") and self.version >= releases.ASKS_FOR_ORIGIN:
            yield f"{url.partition('://')[0]}://{host}"

    def covers(self, index: Entry, url: str) -> bool:
        """Say whether a URL lies below the root of an index."""
        whole = self.version >= releases.WHOLE_SEGMENTS
        return urls.covers(_root(index, self.version), url, by_segment=whole)

    def index_service(self, entry: Entry, package: str) -> str:
        """Return the URL that uv asks about for a page of an index."""
        if entry.matched and self.version >= releases.ASKS_FOR_INDEX:
            return known_url(entry.url, self.version, required=entry.required)
        return urls.normalised(entry.url) if entry.find_links else urls.page(entry.url, package)


def _root(entry: Entry, version: Version) -> str:
    return urls.root(entry.url, plus_simple=version >= releases.PLUS_SIMPLE_ROOT)


def _never() -> Silence:
    return Silence(
        "authenticate-never",
        'uv looks for no credential: authenticate is "never" for this index.',
        'set authenticate to "auto" or "always"',
    )
