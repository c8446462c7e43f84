"""What uv will ask for each index of a command, or why it asks nothing."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.model import (
    Credential,
    Index,
    Lookup,
    Origin,
    Report,
    Role,
    Silence,
    Source,
    Via,
)
from keydex.nouns import dataclass
from keydex.tools.uv import publishing, releases, urls
from keydex.tools.uv.access import NO_COMMAND
from keydex.tools.uv.arguments import Arguments
from keydex.tools.uv.asking import Asker, Outcome, Request
from keydex.tools.uv.indexes import Entry
from keydex.tools.uv.lock import Lock
from keydex.tools.uv.settings import Settings
from keydex.tools.uv.sources import Cache

FROM = {"url": "url", "env": "variable", "netrc": "file", "store": "file"}


@dataclass(frozen=True, slots=True)
class Reporter:
    """Follows the requests of one command and reports on each index."""

    asker: Asker
    arguments: Arguments
    settings: Settings
    package: str
    known: tuple[Entry, ...] = ()

    def report(self, entry: Entry, locked: Lock | None, *, given: bool) -> Report:
        """Say what uv asks for one index: for its pages, and for the files of the lock.

        From a lock that fits, a command that was `given` asks for the files only; of the usual
        command both are told, since the next `uv lock` asks for the pages.
        """
        policy = self._policy(entry)
        outcome = self.asker.outcome(self._page(entry), _matched(entry), policy)
        service = self.asker.index_service(entry, self.package)
        lookups = tuple(self.asker.lookups(outcome, service, policy))
        if locked is not None:
            files = [self._file(entry, each) for each in locked.files.get(entry.url, ())]
            asked = tuple(dict.fromkeys(each for _, found in files for each in found))
            if locked.fits and given and not entry.find_links:
                outcome = files[0][0] if files else Outcome(silence=_locked())
                lookups = asked
            elif locked.fits or not given:
                lookups += tuple(each for each in asked if each.about)
        return _made(entry, outcome, lookups, policy)

    def uploads(self, known: tuple[Entry, ...]) -> Iterator[Report]:
        """Say what an upload asks, and the check for what is there already.

        The check comes first, unless there is something to ask before anything is sent.
        """
        asker = self.asker
        if asker.version < releases.PUBLISHES:
            return
        target = publishing.target(asker, self.arguments, self.settings, known)
        if not all(urls.is_valid(each.url) for each in (target.upload, target.check) if each):
            return
        if target.check is None:  # Only the client of the check brings logins of indexes with it.
            asker = replace(asker, cache=Cache())
        if conflict := publishing.conflict(target, asker.version):
            yield _made(target.upload, Outcome(target.username, silence=conflict), (), "auto")
            return
        outcome, lookups = publishing.upload(asker, target)
        made = _made(target.upload, outcome, lookups, "auto")
        index = replace(made.index, role=Role.PUBLISH, username=outcome.username)
        uploaded = replace(made, index=index, silence=made.silence or publishing.silence())
        is_first = any(publishing.beforehand(asker, target))
        if is_first:
            yield uploaded
        if target.check and urls.is_remote(target.check.url):
            yield self.report(target.check, None, given=True)
        if not is_first:
            yield uploaded

    def explained(self, report: Report) -> Report:
        """Give a report without questions its reason, and only such a one."""
        if stop := self._stop():
            return replace(report, lookups=(), settled_by=None, silence=stop)
        if report.lookups:
            return replace(report, silence=None)
        reasons = (
            self._settled(report),
            self._of_release(report),
            self._ignored(),
            self._no_keyring(),
            report.silence,
            _no_username(report),
        )
        return replace(report, silence=next(each for each in reasons if each))

    def _page(self, entry: Entry) -> Request:
        """Return the request for a page of an index."""
        url = urls.normalised(entry.url)
        if not entry.find_links:
            url = urls.page(entry.url, self.package)
        login = Credential(entry.username or "", entry.password) if entry.password else None
        source = Source("url", entry.origin or Origin(), login)
        return Request(url, entry.username, entry.password, source)

    def _policy(self, entry: Entry) -> str:
        """Return the `authenticate` that counts for an index, by release."""
        since = releases.HAS_POLICY
        if self.arguments.command[:1] == ("pip",):
            since = releases.PIP_HAS_POLICY
        if entry.explicit:
            since = releases.EXPLICIT_HAS_POLICY
        counts = entry.matched and self.asker.version >= since
        return entry.authenticate if counts else "auto"

    def _file(self, entry: Entry, url: str) -> tuple[Outcome, tuple[Lookup, ...]]:
        """Follow the download of a locked file: below the index root it counts as the index."""
        asker = self.asker
        matched = (each for each in (entry, *self.known) if each.matched)
        found = (each for each in matched if asker.covers(each, url))
        index = next(found, None)
        policy = self._policy(index) if index else "auto"
        request = Request(urls.normalised(url))
        if index and asker.version >= releases.ASKS_FOR_INDEX:
            outcome = asker.outcome(request, index, policy)
            service = asker.index_service(index, self.package)
            return outcome, tuple(asker.lookups(outcome, service, policy))
        outcome = self.asker.outcome(request, None, policy)
        return outcome, tuple(self.asker.lookups(outcome, request.url, policy, about="file"))

    def _stop(self) -> Silence | None:
        """Say at which file uv stops before it asks anything."""
        where = self.settings.stop
        if where is None:
            return None
        place = f"{where.path.name}{f':{where.line}' if where.line else ''}"
        reason = f"uv stops: {where.reason} ({place})."
        origin = Origin(where.path, where.line, where.key)
        return Silence("settings-ignored", reason, f"mend {place}", origin)

    def _settled(self, report: Report) -> Silence | None:
        source = report.settled_by
        return Silence("settled", f"A credential comes from {_place(source)}.") if source else None

    def _of_release(self, report: Report) -> Silence | None:
        if self.asker.version < releases.OLDEST:
            reason = f"{self.asker.access.reason}."
            return Silence("unsupported-version", reason, "uv self update")
        told = report.silence
        return told if told and told.code in {"unsupported-version", "locked"} else None

    def _ignored(self) -> Silence | None:
        where = self.settings.ignored
        if where is None:
            return None
        reason = f"uv ignores [tool.uv] of {where.path.name}: {where.key}: {where.reason}."
        fix = f"mend line {where.line} of {where.path.name}"
        return Silence("settings-ignored", reason, fix, Origin(where.path, where.line, where.key))

    def _no_keyring(self) -> Silence | None:
        access = self.asker.access
        if access.via is not Via.NONE:
            return None
        if access.reason == NO_COMMAND:
            return Silence("no-keyring", f"{access.reason}.", "uv tool install keyring")
        reason = f"uv asks no keyring: {access.reason}."
        fix = 'set keyring-provider = "subprocess"'
        return Silence("provider-disabled", reason, fix, access.origin)


def _matched(entry: Entry) -> Entry | None:
    return entry if entry.matched else None


def _locked() -> Silence:
    return Silence("locked", "All comes from uv.lock; this index is not asked.")


def _no_username(report: Report) -> Silence:
    if not report.index.origins:
        return Silence("no-username", "PyPI is public, and its URL has no username.")
    name = report.index.name or urls.netloc(report.index.url)
    reason = f"uv asks no keyring for {name}: its URL has no username."
    return Silence("no-username", reason, "put a username into the URL")


def _place(source: Source) -> str:
    """Say where a credential is from, in words."""
    origin = source.origin
    if origin.variable or origin.flag:
        return str(origin.variable or origin.flag)
    line = f":{origin.line}" if origin.line else ""
    return f"{origin.path.name if origin.path else 'the URL'}{line}"


def _made(entry: Entry, outcome: Outcome, lookups: tuple[Lookup, ...], policy: str) -> Report:
    """Put the report of one index together."""
    kind = outcome.username_from.kind if outcome.username_from else ""
    index = Index(
        "uv",
        entry.name,
        entry.url,
        entry.role,
        (entry.origin,) if entry.origin else (),
        username=outcome.username,
        username_from=FROM.get(kind) if outcome.username is not None else None,
        password=entry.password,
        settings={"authenticate": policy, "ignore-error-codes": entry.ignores},
    )
    return Report(index, lookups, outcome.silence, outcome.settled_by)
