"""What pdm asks a keyring for an index, in which order, when, and what ends its search.

The rules are models/auth.py and _types.py of pdm, auth.py of unearth.
"""

from collections.abc import Iterator

from keydex.model import Access, Api, Installation, Lookup, Version, Via, When
from keydex.model import Source as Login
from keydex.nouns import dataclass
from keydex.secret import userinfo
from keydex.tools.pdm import releases, urls
from keydex.tools.pdm.logins import Netrc
from keydex.tools.pdm.releases import Unearth
from keydex.tools.pdm.sources import PYPI, Source

ANYONE = "__token__"
# keyring 15.2 has `get_credential`; before, there is only a password for a username.
KEYRING_NAMES_USERS: Version = (15, 2)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to look up, in as many questions as that takes."""

    service: str
    username: str | None
    when: When = When.BEFORE


@dataclass(frozen=True, slots=True)
class Search:
    """How the search for the login of one URL goes, as if nothing were found."""

    questions: tuple[Question, ...] = ()
    settled_by: Login | None = None
    sent_first: Login | None = None

    overridden_by: Login | None = None
    """A login in a URL, which is sent although a keyring was asked by name (2.22.0)."""


@dataclass(frozen=True, slots=True)
class Asker:
    """pdm's session, by release of pdm and unearth: the indexes and logins it knows."""

    version: Version
    unearth: Version
    known: tuple[Source, ...]
    netrc: Netrc
    default: Source
    """The default index by itself."""

    def search(self, source: Source, package: str) -> Search:
        """Follow the first request to an index, and the refusal that answers it."""
        url = source.bare if source.is_links else urls.page(source.bare, package)
        url = urls.sent(url, drops_port=self.version >= releases.SENDS_BY_HTTPX)
        matched, is_exact = self._matched(url)
        user, login = matched.login() if matched else (None, None)
        if self.version < releases.NAMES_USERS and matched:
            user, login = userinfo(matched.expanded)[1], matched.login_of_url()
        first = source.login_of_url()
        early = tuple(self._early(source, matched, url))
        if login:
            other = first if first and first.kind != login.kind else None
            return Search(early, login, other, login if login.kind == "url" else None)
        found = self.netrc.login(url)
        if found and self.unearth < Unearth.NETRC_FIRST:
            return Search(early, found, first)
        user = user if self.unearth >= Unearth.KNOWS_USER else None
        late = tuple(self._late(url, matched, user, is_exact=is_exact))
        return Search((*early, *late), sent_first=first or found)

    def refused(self, url: str) -> tuple[Question, ...]:
        """Name what is asked where a page is refused that is of no index."""
        url = urls.sent(url, drops_port=True)
        matched, is_exact = self._matched(url)
        user, login = matched.login() if matched else (None, None)
        if login or self.netrc.login(url):
            return ()
        user = user if self.unearth >= Unearth.KNOWS_USER else None
        return tuple(self._late(url, matched, user, is_exact=is_exact))

    def _matched(self, url: str) -> tuple[Source | None, bool]:
        """Return the index whose login counts for a URL, and whether the URL is its very own."""
        known = self.known
        if self.version < releases.NAMES_USERS:
            known = tuple(each for each in known if not each.is_links)
        same = [each for each in known if urls.netloc(each.bare) == urls.netloc(url)]
        if not self._is_nearest:
            return next(iter(same), None), False
        for each in same:
            if urls.slashed(each.bare) == urls.slashed(url):
                return each, True
        target = urls.slashed(url)
        near = max(
            same, key=lambda each: urls.common(urls.slashed(each.bare), target), default=None
        )
        return near, False

    @property
    def _is_nearest(self) -> bool:
        """Whether the path counts for it; pdm 2.4 to 2.9 has a rule of its own."""
        if self.version < releases.NAMES_USERS:
            return self.unearth >= Unearth.NEAREST_INDEX
        return self.version >= releases.NEAREST_SOURCE

    def _early(self, source: Source, matched: Source | None, url: str) -> Iterator[Question]:
        """Yield what is asked by name ahead of any request (2.7 to 2.22.1)."""
        if not releases.ASKS_BY_NAME <= self.version < releases.ASKS_LAST:
            return
        if self.version >= releases.TAKES_BOTH:
            if source.name == PYPI:
                yield from by_name(self.default)
            yield from by_name(source)
            return
        for each in self._passed(url) if self._is_nearest else (matched,):
            if each and each.user and each.password is None:
                yield Question(_service(each), each.user)

    def _passed(self, url: str) -> Iterator[Source]:
        """Yield the indexes that are held against a URL, wherever they are, up to its very own.

        Each is asked for its password on the way (models/auth.py, 2.10 to 2.21).
        """
        for each in self.known:
            yield each
            if urls.slashed(each.bare) == urls.slashed(url):
                return

    def _late(
        self, url: str, matched: Source | None, user: str | None, *, is_exact: bool
    ) -> Iterator[Question]:
        """Yield what is asked at a refusal: the URL of the index, the host, the name."""
        when = When.ON_401
        if Unearth.AFTER_ANY_REFUSAL <= self.unearth < Unearth.NETRC_FIRST:
            when = When.ON_REFUSAL
        if matched:
            written = matched.expanded
            yield Question(urls.slashed(written) if self._is_nearest else written, user, when)
        yield Question(urls.netloc(url), user, when)
        if matched and not is_exact and self.version >= releases.ASKS_LAST:
            yield from by_name(matched, when)


def by_name(source: Source, when: When = When.BEFORE) -> Iterator[Question]:
    """Yield what is asked by the name of an index (_types.py, populate_keyring_auth)."""
    if source.user is None or source.password is None:
        yield Question(_service(source), source.user, when)


def _service(source: Source) -> str:
    return f"pdm-{PYPI}-{source.name}"


def lookups(
    questions: tuple[Question, ...], access: Access, installation: Installation, unearth: Version
) -> Iterator[Lookup]:
    """Yield the lookups that each question takes: a credential first, then a password."""
    keyring = installation.keyring_version
    is_old = bool(keyring) and keyring < KEYRING_NAMES_USERS
    for each in dict.fromkeys(questions):
        if access.via is Via.IMPORT:
            yield from _imported(each, unearth, is_old=is_old)
        else:
            yield from _run(each, unearth)


def _imported(question: Question, unearth: Version, *, is_old: bool) -> Iterator[Lookup]:
    """Ask the package (`KeyringModuleProvider`)."""
    service, user, when = question.service, question.username, question.when
    if not is_old:
        yield Lookup(service, user, Via.IMPORT, Api.GET_CREDENTIAL, when=when)
    if is_old or unearth >= Unearth.ASKS_TWICE:
        user = ANYONE if user is None else user
        yield Lookup(service, user, Via.IMPORT, Api.GET_PASSWORD, when=when)


def _run(question: Question, unearth: Version) -> Iterator[Lookup]:
    """Run the command (`KeyringCliProvider`); with modes, nobody's credential is asked as `""`."""
    service, when = question.service, question.when
    given = question.username
    user = ANYONE if given is None else given
    if unearth >= Unearth.HAS_MODES:
        argv = ("--mode=creds", "get", service, given or "")
        yield Lookup(service, given or "", Via.SUBPROCESS, Api.CREDS, argv, when)
        argv = ("--mode=password", "get", service, user)
        yield Lookup(service, user, Via.SUBPROCESS, Api.GET, argv, when)
    elif given is not None or unearth >= Unearth.COMMAND_FOR_ANYONE:
        yield Lookup(service, user, Via.SUBPROCESS, Api.GET, ("get", service, user), when)
