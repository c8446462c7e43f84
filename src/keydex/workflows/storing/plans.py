"""Find the fewest entries by which every tool finds a credential."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from keydex import hosts
from keydex.asking import found, is_unknown
from keydex.errors import KeyringError, UsageError
from keydex.model import Access, Configuration, Lookup, Report
from keydex.nouns import dataclass
from keydex.secret import Secret, masked
from keydex.survey import PACKAGE, Survey

UNLOCK = "unlock it and try again"


class NobodysError(UsageError):
    """A tool takes anyone's entry, and nothing says whose it is; a person may know."""

    def __init__(self, hint: str = "") -> None:
        super().__init__("nobody says whose it is", hint)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry to be: in which keyring, under which names, for which tools."""

    access: Access
    service: str
    username: str
    tools: tuple[str, ...]
    shared_with: tuple[str, ...] = ()
    """Other feeds whose tools will find this entry too."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The entries that serve the chosen tools, and the tools that no entry can serve."""

    feed: str
    entries: tuple[Entry, ...]
    unserved: tuple[tuple[str, str], ...] = ()
    secrets: tuple[Secret, ...] = ()

    @property
    def username(self) -> str:
        """Return whose secret it is that a person is asked for."""
        return self.entries[0].username


@dataclass(frozen=True, slots=True)
class Need:
    """What one tool must find, for an index or for its files: the questions that still count."""

    configuration: Configuration
    lookups: tuple[Lookup, ...]

    def is_met(self, entry: Entry) -> bool:
        """Say whether the tool would find an entry in its keyring."""
        return self.configuration.access == entry.access and self.asks_for(entry)

    def asks_for(self, entry: Entry) -> bool:
        """Say whether the tool asks for the names of an entry, in whatever keyring."""
        return any(
            each.service == entry.service and each.username in {None, entry.username}
            for each in self.lookups
        )


def plan(survey: Survey, feed: str, username: str | None = None) -> Plan:
    """Find the fewest entries by which every tool finds the credential of a feed.

    An entry must be found before any that is there now, which may be an old one; the survey has
    the answers. With a username, only questions that it answers count. Raises NobodysError where
    it lacks one, UsageError where there is no entry, KeyringError where a keyring did not answer.
    """
    reports = survey.feeds()[feed]
    for configuration, report in reports:
        known(configuration, report)
    secrets = tuple(secret for _, report in reports for secret in report.secrets)
    needs = list(_needs(reports, username))
    entries = tuple(_covering(survey, feed, needs, username or username_of(reports)))
    served = {tool for entry in entries for tool in entry.tools}
    unserved = tuple(
        (configuration.installation.tool, masked(_why(report, username), report.secrets))
        for configuration, report in reports
        if configuration.installation.tool not in served
    )
    if not entries:
        if username is None and is_nobodys(reports):
            raise NobodysError
        reasons = " ".join(reason for _, reason in unserved).removesuffix(".")
        raise UsageError(f"no entry serves {masked(feed, secrets)}: {reasons}", _hint(reports))
    return Plan(feed, entries, unserved, secrets)


def known(configuration: Configuration, report: Report) -> None:
    """Go on only where a keyring has answered; raises KeyringError where it has not."""
    for answer in report.answers:
        if is_unknown(answer):
            tool = configuration.installation.tool
            raise KeyringError(f"{tool}'s keyring gives no answer: {answer.reason}", UNLOCK)


def named(plan: Plan) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """Yield each entry once, in however many keyrings, with all tools that it is for."""
    found: dict[tuple[str, str], tuple[Entry, tuple[str, ...]]] = {}
    for entry in plan.entries:
        name = entry.service, entry.username
        known, tools = found.get(name, (entry, ()))
        found[name] = known, tuple(dict.fromkeys((*tools, *entry.tools)))
    yield from found.values()


def _needs(reports: Sequence[tuple[Configuration, Report]], username: str | None) -> Iterator[Need]:
    """Yield what must be found: for each tool the index, and the files that it asks about."""
    for configuration, report in reports:
        known = {None, username or report.index.username}
        for about in dict.fromkeys(each.about for each in report.lookups):
            lookups = tuple(
                each for each in _before_any_hit(report, about) if each.username in known
            )
            if lookups:
                yield Need(configuration, lookups)


def _why(report: Report, username: str | None) -> str:
    """Say why no entry serves a tool."""
    if report.silence:
        return report.silence.reason
    asks = " or ".join(dict.fromkeys(each.username or "anyone" for each in report.lookups))
    return f"it asks as {asks}, not as {username}." if username else f"it asks as {asks}."


def _before_any_hit(report: Report, about: str | None) -> tuple[Lookup, ...]:
    """Return the questions up to the first that is answered now; a later one is not reached."""
    hit = found(report, about)
    lookups = [each for each in report.lookups if each.about == about]
    return tuple(lookups[: lookups.index(hit[0]) + 1] if hit else lookups)


def username_of(reports: Sequence[tuple[Configuration, Report]]) -> str | None:
    """Return the username to store under where a tool asks for anyone's."""
    names = [report.index.username for _, report in reports if report.index.username]
    kind = hosts.kind(reports[0][1].index.url)
    return names[0] if names else kind.username if kind else None


def is_nobodys(reports: Sequence[tuple[Configuration, Report]]) -> bool:
    """Say whether a tool takes anyone's entry, and nothing says whose it is."""
    asks_anyone = any(each.username is None for _, report in reports for each in report.lookups)
    return asks_anyone and username_of(reports) is None


def _covering(
    survey: Survey, feed: str, needs: list[Need], username: str | None
) -> Iterator[Entry]:
    """Yield entries until every need is met: those that no other feed shares first.

    Of these the names that serve most, in however many keyrings, and of equals the most specific.
    """
    while needs:
        candidates = [
            entry for need in needs for entry in _candidates(survey, feed, need, username)
        ]
        if not candidates:
            return
        best = max(
            candidates,
            key=lambda entry: (
                not entry.shared_with,
                sum(need.asks_for(entry) for need in needs),
            ),
        )
        met = [need for need in needs if need.asks_for(best)]
        for access in dict.fromkeys(need.configuration.access for need in met):
            entry = replace(best, access=access)
            yield replace(entry, tools=_tools(met, entry))
        needs = [need for need in needs if not need.asks_for(best)]


def _tools(needs: list[Need], entry: Entry) -> tuple[str, ...]:
    names = [need.configuration.installation.tool for need in needs if need.is_met(entry)]
    return tuple(dict.fromkeys(names))


def _candidates(survey: Survey, feed: str, need: Need, username: str | None) -> Iterator[Entry]:
    """Yield the entries that would meet a need, the most specific first."""
    access = need.configuration.access
    for lookup in need.lookups:
        user = lookup.username if lookup.username is not None else username
        # Up to uv 0.6.17 the page of one package is asked for: an entry there serves no other.
        if user is not None and f"/{PACKAGE}/" not in lookup.service:
            others = survey.asking(lookup.service, user) - {feed}
            yield Entry(access, lookup.service, user, (), tuple(sorted(others)))


def _hint(reports: Sequence[tuple[Configuration, Report]]) -> str:
    fixes = [report.silence.fix for _, report in reports if report.silence and report.silence.fix]
    return fixes[0] if fixes else ""
