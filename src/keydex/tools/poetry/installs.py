"""What poetry asks to resolve and to download, source by source."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from keydex.config.pypirc import Value
from keydex.model import Index, Lookup, Report
from keydex.model import Source as Settled
from keydex.nouns import dataclass
from keydex.tools.poetry import asking, releases, repositories, silences, sources
from keydex.tools.poetry.arguments import INSTALLS, Arguments
from keydex.tools.poetry.lock import Lock
from keydex.tools.poetry.reports import Reporter, of_url
from keydex.tools.poetry.repositories import Repository
from keydex.tools.poetry.settings import Settings
from keydex.tools.poetry.sources import Source

SINGLE_PAGE = re.compile(r".*\.(htm|html)$")
# An index that refuses is left out with a warning (repositories/http_repository.py).
REFUSALS = frozenset({401, 403, 404})
RESOLVE, DOWNLOAD = "resolve", "download"


@dataclass(frozen=True, slots=True)
class Installer:
    """The sessions of a command: one for each source, and one that downloads."""

    settings: Settings
    given: Arguments
    reporter: Reporter
    lock: Lock | None
    package: str

    def reports(self) -> Iterator[Report]:
        """Say what is asked to resolve, then what is asked to download.

        A source that is asked by other names to download stands there twice.
        """
        asked = self._asked()
        found = [(each, self._resolved(each, asked)) for each in asked]
        more = [self._downloaded(*each) for each in found]
        for (_, report), other in zip(found, more, strict=True):
            yield _in_phase(report, RESOLVE) if other else report
        yield from (_in_phase(each, DOWNLOAD) for each in more if each)

    def _asked(self) -> tuple[Source, ...]:
        """Return the sources that a command asks; an explicit one needs a package that names it."""
        found = tuple(
            each for each in sources.pool(self.settings) if repositories.is_readable(each.url.text)
        )
        if self.given.command == "search":
            is_asked = self.settings.version >= releases.SEARCHES_SOURCES
            return tuple(each for each in found if is_asked and not each.is_pypi)
        named = sources.chosen(self.settings) | {self.given.options.get("source", "").lower()}
        return tuple(
            each
            for each in found
            if each.priority != sources.EXPLICIT or each.name.lower() in named
        )

    def _resolved(self, source: Source, asked: tuple[Source, ...]) -> Report:
        """Follow the request for a page of a source (repositories/legacy_repository.py)."""
        index = self._index(source, asked)
        if self._is_spared(source):
            return replace(self.reporter.report(index, None, ()), silence=silences.locked())
        if index.username_from == "url":
            return self._told(index, of_url(index, source.url.origin), ())
        url = source.url.text if source.is_pypi else source.url.text.rstrip("/")
        own = Repository(source.name, Value(url, source.url.origin))
        known = repositories.with_own(repositories.known(self.settings), own)
        request = self._request(source, url)
        version = self.settings.version
        picked = repositories.picked(known, request, version) or own
        login = asking.login(self.settings, picked.name)
        again = request if version < releases.ASKS_ONCE else ""
        lookups = tuple(asking.questions(picked, login, again))
        return self._told(index, login.source(), lookups)

    def _downloaded(self, source: Source, report: Report) -> Report | None:
        """Follow the request for a file beside the pages (installation/executor.py).

        Nothing where it asks what was asked before, or by a URL that only the page tells.
        """
        if not self.given.downloads or not report.lookups:
            return None
        url = _of_file(source.url.text)
        known = repositories.known(self.settings)
        picked = repositories.picked(known, url, self.settings.version)
        if picked is None:
            return None
        lookups = tuple(asking.questions(picked, asking.login(self.settings, picked.name)))
        is_known = set(lookups) <= set(report.lookups)
        return None if is_known else replace(report, lookups=lookups)

    def _told(self, index: Index, settled: Settled | None, lookups: tuple[Lookup, ...]) -> Report:
        return replace(self.reporter.report(index, settled, lookups), goes_on=REFUSALS)

    def _is_spared(self, source: Source) -> bool:
        """Say whether no package of the lock comes from a source, or none is fetched at all."""
        if self.lock is None or self.given.command not in INSTALLS:
            return False
        return not self.given.downloads or not self.lock.uses(source)

    def _index(self, source: Source, asked: tuple[Source, ...]) -> Index:
        login = asking.login(self.settings, source.name)
        origins = (source.at,) if source.at else ()
        role = sources.role(source, asked)
        found = self.reporter.index(source.name, source.url, role, login, origins)
        return replace(found, settings={"priority": source.priority})

    def _request(self, source: Source, url: str) -> str:
        """Return the URL of the page that is asked for."""
        if self.given.command == "search":
            return f"{url}/"
        if source.is_pypi and self.lock and self.given.command in INSTALLS:
            release = self.lock.releases.get(self.package, "VERSION")
            return f"https://pypi.org/pypi/{self.package}/{release}/json"
        if SINGLE_PAGE.match(source.url.text):
            return url
        return f"{url.rstrip('/')}/{self.package}/"


def _of_file(url: str) -> str:
    """Return the URL of some file below an index; the host is in lower case by then."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.lower(), path=f"{parts.path}/file").geturl()


def _in_phase(report: Report, phase: str) -> Report:
    return replace(report, lookups=tuple(replace(each, phase=phase) for each in report.lookups))
