"""What pixi asks for each index: as the uv that it is built with, unless rattler sends first."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.environment import Environment
from keydex.model import Access, Choice, Problem, Report, Source, Version
from keydex.nouns import dataclass
from keydex.tools import uploading
from keydex.tools.pixi import releases, silences
from keydex.tools.pixi.stores import Stored
from keydex.tools.uv import choosing
from keydex.tools.uv.arguments import parsed as arguments_of_uv
from keydex.tools.uv.asking import Asker
from keydex.tools.uv.indexes import Entry
from keydex.tools.uv.reports import FROM, Reporter
from keydex.tools.uv.settings import Settings
from keydex.tools.uv.sources import Cache, Stores

NAME = "pixi"


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of the indexes of one command, by release."""

    environment: Environment
    settings: Settings
    access: Access
    version: Version
    stored: Stored | None = None
    """What rattler sends; None where it has no say."""
    stop: Problem | None = None
    """What keeps pixi from sending anything."""

    def reports(self, entries: tuple[Entry, ...], choice: Choice, package: str) -> Iterator[Report]:
        """Say what is asked for each index, in order."""
        uv, environment = releases.uv(self.version), self.environment
        known = [each for each in entries if each.matched]
        seeds = known if self.version >= releases.SEEDS_LOGINS else []
        cache = Cache.seeded(environment, seeds, uv)
        asker = Asker(environment, uv, self.access, cache, Stores(environment, uv))
        reporter = Reporter(asker, arguments_of_uv(()), self.settings, package)
        for each in entries:
            told = choosing.told(reporter.report(each, None, given=True), choice, uv)
            report = self._of_pixi(told, self._sent(each))
            if self.stop:
                yield Report(report.index, silence=uploading.stops(NAME, self.stop))
            else:
                yield replace(report, silence=silences.said(report, self.access, self.version))

    def _sent(self, entry: Entry) -> Source | None:
        """Return what rattler adds to requests for an index that has no login of its own."""
        has_login = entry.username is not None or entry.password is not None
        return None if has_login or self.stored is None else self.stored.sent(entry.url)

    def _of_pixi(self, told: Report, sent: Source | None) -> Report:
        """Say of pixi what uv's rules say, but where rattler sends a login or a token."""
        index = replace(told.index, tool=NAME)
        if sent is None:
            return replace(told, index=index)
        who = sent.credential.username if sent.credential else None
        origin = FROM[sent.kind] if who is not None else None
        index = replace(index, username=who, username_from=origin)
        return replace(told, index=index, lookups=(), settled_by=sent)
