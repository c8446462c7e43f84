"""What pdm does about each index of a command: its questions, or the reason for none."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.model import (
    Access,
    Index,
    Installation,
    Origin,
    Report,
    Role,
    Silence,
    Version,
    When,
    dotted,
)
from keydex.nouns import dataclass
from keydex.tools.pdm import asking, releases, silences, sources, uploads, urls
from keydex.tools.pdm.arguments import RESOLVES, Arguments
from keydex.tools.pdm.asking import Search
from keydex.tools.pdm.logins import Netrc
from keydex.tools.pdm.releases import Unearth
from keydex.tools.pdm.settings import Setting, Settings, own_files
from keydex.tools.pdm.sources import Source

# An index that refuses is left out with a warning (unearth/collector.py).
REFUSALS = frozenset({401, 403, 404})
UNAUTHORIZED = frozenset({401})


@dataclass(frozen=True, slots=True)
class Teller:
    """What settings, releases and the way to a keyring make of an index."""

    settings: Settings
    installation: Installation
    unearth: Version
    access: Access

    @property
    def version(self) -> Version:
        """The release of pdm."""
        return self.installation.version

    def installs(self, given: Arguments, netrc: Netrc, package: str) -> Iterator[Report]:
        """Say for each index what is asked, or the first reason for nothing."""
        asker = self._asker(netrc)
        uv = self._uv(given)
        # Before 2.17 a 401 ends the run; a person is only asked where -v is given.
        goes_on = REFUSALS if self.version >= releases.GOES_ON else REFUSALS - UNAUTHORIZED
        for source in self._asked(asker.known):
            search = asker.search(source, package)
            if uv:
                search = self._ahead_of_uv(source, search, given)
            index = replace(sources.index(source), own_username_at=self._own(source, given))
            report = self._report(index, search, uv)
            may_ask = given.last("verbose") is not None and uv is None
            yield replace(report, goes_on=goes_on, asks_person=may_ask)

    def _own(self, source: Source, given: Arguments) -> Origin | None:
        """Say where a person's file would complete an index (project/core.py, merge_sources).

        It does not where the user is named under a key already, and up to 2.17 where stored
        indexes are ignored.
        """
        ignores = self.settings.flag(
            (sources.PYPI, "ignore_stored_index"), "PDM_IGNORE_STORED_INDEX"
        )
        is_read = self.version >= (releases.DEFAULT_LAST if ignores else releases.MERGES_SOURCES)
        if not is_read or source.username is not None or source.name in {"", sources.PYPI}:
            return None
        own = own_files(self.settings.environment, given)[0]
        return Origin(own, None, dotted((sources.PYPI, source.name, "username")))

    def uploads(self, given: Arguments, netrc: Netrc) -> Iterator[Report]:
        """Say what is asked for an upload: before it, and where its host refuses OIDC."""
        if source := uploads.target(self.settings, given, self.version):
            index = sources.index(source, Role.PUBLISH)
            search = uploads.search(source, self.version)
            if not search.settled_by and self.version >= releases.ASKS_AUDIENCE:
                refused = self._asker(netrc).refused(urls.audience(source.bare))
                search = replace(search, questions=(*search.questions, *refused))
            yield self._report(index, search, None)

    def _asker(self, netrc: Netrc) -> asking.Asker:
        known = sources.sources(self.settings, self.version)
        default = sources.default(self.settings, self.version)
        return asking.Asker(self.version, self.unearth, known, netrc, default)

    def _uv(self, given: Arguments) -> Setting | None:
        """Return the setting that leaves a command to uv, if one does."""
        if self.version < releases.RUNS_UV or given.command not in RESOLVES | {"build"}:
            return None
        return self.settings.flag(("use_uv",), "PDM_USE_UV")

    def _ahead_of_uv(self, source: Source, search: Search, given: Arguments) -> Search:
        """Keep what pdm asks by name, for the command line of uv (installers/uv.py)."""
        if given.command in RESOLVES and self.version >= releases.GIVES_TO_UV:
            questions = tuple(asking.by_name(source))
            return Search(questions, None if questions else source.login()[1])
        return Search(tuple(each for each in search.questions if each.when is When.BEFORE))

    def _asked(self, known: tuple[Source, ...]) -> tuple[Source, ...]:
        """Return the indexes in order; unearth's own default comes first where pdm leaves it."""
        is_left = self.version < releases.FINDS_IN_SOURCES and self.unearth >= Unearth.ADDS_PYPI
        is_there = any(each.bare.rstrip("/") == sources.DEFAULT for each in known)
        if is_there or not is_left:
            return known
        default = Source("", Setting(sources.DEFAULT), expanded=sources.DEFAULT)
        return (default, *known)

    def _report(self, index: Index, search: Search, uv: Setting | None) -> Report:
        report = Report(index, sent_first=search.sent_first)
        if problem := next(iter(self.settings.problems), None):
            return replace(report, silence=silences.stopped(problem))
        if search.settled_by and not search.questions:
            silence = silences.settled(search.settled_by)
            return replace(report, settled_by=search.settled_by, silence=silence)
        if off := silences.general(self.installation, self.access):
            return replace(report, settled_by=search.settled_by, silence=off)
        asked = asking.lookups(search.questions, self.access, self.installation, self.unearth)
        if found := tuple(asked):
            return replace(report, lookups=found, overridden_by=search.overridden_by)
        return replace(report, silence=self._nothing(search, uv))

    def _nothing(self, search: Search, uv: Setting | None) -> Silence:
        """Say why there is no question, although there could be."""
        if uv:
            return silences.left_to_uv(uv)
        if search.questions:
            return silences.no_username()
        return silences.needs_person(self.version)
