"""The entry matrix of an index: a row an entry, asked for or there, and a column a tool."""

import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from threading import Event as Flag

from keydex.asking import Means, silences, turns
from keydex.asking import contents as contained
from keydex.errors import KeyringError
from keydex.keyrings import Contents
from keydex.model import Access, Answer, Api, Configuration, Index, Lookup, Report, Role, State, Via
from keydex.nouns import dataclass
from keydex.secret import Secret, bare, masked, pieces
from keydex.survey import PACKAGE, Survey, feed, secrets

FILE = "f"
Stocks = Mapping[Access, Contents]
Reports = Sequence[tuple[Configuration, Report]]


@dataclass(frozen=True, slots=True)
class Ask:
    """One tool's asking for an entry: which turn it is, and what came of it."""

    tool: str
    turn: str
    lookup: Lookup
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A service and a username, and how each tool asks for it; None where it does not.

    A tool that asks for anyone's stands at the entry that it finds, or that would serve it. `kept`
    are the keyrings that list it; an entry that no tool finds here is an orphan.
    """

    service: str
    username: str | None
    asks: tuple[Ask | None, ...]
    secrets: tuple[Secret, ...] = ()
    kept: tuple[Access, ...] = ()

    @property
    def shown(self) -> str:
        """Return the service as it may be shown."""
        return masked(self.service, self.secrets)

    @property
    def user(self) -> str:
        """Return the username as it may be shown."""
        if self.username is None:
            return "anyone"
        return masked(self.username, self.secrets) or "an empty name"

    @property
    def asked_by(self) -> tuple[str, ...]:
        """Name the tools that ask for it."""
        return tuple(ask.tool for ask in self.asks if ask)

    @property
    def found_by(self) -> tuple[str, ...]:
        """Name the tools that find it."""
        return tuple(
            ask.tool for ask in self.asks if ask and ask.answer and ask.answer.state is State.FOUND
        )

    @property
    def is_orphan(self) -> bool:
        """Say whether it is there, and no tool finds it here."""
        return not self.asked_by


def stocks(survey: Survey, means: Means, feeds: Collection[str] | None = None) -> Stocks:
    """List what the keyrings hold for the hosts and services of feeds, by default of all.

    It prompts for nothing: what is locked, or can't be listed, is not whole.
    """
    parts = tuple(dict.fromkeys(_parts(survey.only(survey.feeds() if feeds is None else feeds))))

    def listed(access: Access, done_with: Flag) -> Contents:
        try:
            return contained(survey, access, parts, replace(means, cancelled=done_with))
        except KeyringError:
            return Contents()

    silent = silences(survey)
    calls = {
        each.access: partial(listed, each.access)
        for each in survey.configurations
        if each.access.via is not Via.NONE and each.access not in silent
    }
    found = dict(turns.coming(calls, means.cancelled, means.headstart))
    return {**dict.fromkeys(silent, Contents()), **found}


def _parts(survey: Survey) -> Iterator[str]:
    """Yield what the services of entries for these feeds contain."""
    for _, report in survey.reports():
        yield pieces(report.feed).hostname or report.feed
        yield from (each.service for each in report.lookups if "://" not in each.service)


def entries(survey: Survey, feed: str, stocks: Stocks | None = None) -> tuple[Entry, ...]:
    """Return what is asked for about a feed, in the order of asking, then what nobody finds."""
    reports = survey.feeds().get(feed, [])
    tools = [each.installation.tool for each in survey.configurations]
    hidden = tuple(secret for _, report in reports for secret in report.secrets)
    asks = tuple(_asks(reports))
    users = _users(reports, asks)
    rows: dict[tuple[str, str | None], dict[str, Ask]] = {}
    for ask in asks:
        row = rows.setdefault((ask.lookup.service, _user(ask, users)), {})
        if row.get(ask.tool, ask).lookup.username != ask.lookup.username:
            row = rows.setdefault((ask.lookup.service, None), {})
        row.setdefault(ask.tool, ask)
    asked = tuple(
        Entry(service, user, tuple(found.get(tool) for tool in tools), hidden)
        for (service, user), found in rows.items()
    )
    return (*asked, *orphans(survey, feed, stocks or {}))


def _asks(reports: Reports) -> Iterator[Ask]:
    for one, report in reports:
        answers: tuple[Answer | None, ...] = report.answers or (None,) * len(report.lookups)
        number = 0
        for lookup, answer in zip(report.lookups, answers, strict=True):
            number += not lookup.about
            turn = FILE if lookup.about else str(number)
            yield Ask(one.installation.tool, turn, lookup, answer)


def _users(reports: Reports, asks: Sequence[Ask]) -> dict[str, str]:
    """Say whose entry of a service serves those who ask for anyone's: that of the index first."""
    own = {report.index.username for _, report in reports}
    named = [(each.lookup.service, each.lookup.username) for each in asks]
    known = sorted((pair for pair in named if pair[1] is not None), key=lambda pair: pair[1] in own)
    return {service: user for service, user in known if user is not None}


def _user(ask: Ask, users: Mapping[str, str]) -> str | None:
    """Say whose entry a question is for: the one that was found, where it is for anyone's."""
    if ask.lookup.username is not None:
        return ask.lookup.username
    if ask.answer and ask.answer.credential:
        return ask.answer.credential.username
    return users.get(ask.lookup.service)


def orphans(survey: Survey, feed: str, stocks: Stocks) -> Iterator[Entry]:
    """Yield what the keyrings hold for a feed and no tool finds: not here, at any rate."""
    kept: dict[tuple[str, str], list[Access]] = {}
    for access, contents in stocks.items():
        for name in contents.names:
            kept.setdefault(name, []).append(access)
    reached = frozenset(_reached(survey))
    columns = (None,) * len(survey.configurations)
    for (service, user), accesses in kept.items():
        is_reached = {(service, user), (service, None)} & reached
        if not is_reached and feed in _feeds(survey, service):
            index = Index("", None, bare(service), Role.EXTRA, username=user, username_from="url")
            yield Entry(service, user, columns, secrets(index, [service]), tuple(accesses))


def _reached(survey: Survey) -> Iterator[tuple[str, str | None]]:
    """Yield what is asked for; of a question for anyone's, what was found once that is known."""
    for ask in _asks(tuple(survey.reports())):
        if ask.lookup.username is not None or ask.answer is None:
            yield ask.lookup.service, ask.lookup.username
        elif ask.answer.credential:
            yield ask.lookup.service, ask.answer.credential.username


def _feeds(survey: Survey, service: str) -> tuple[str, ...]:
    """Return the feeds that an entry may be meant for: at its host, with the most of its path."""
    place = pieces(feed(service if "://" in service else f"https://{service}"))
    there = (each for each in survey.feeds() if pieces(each).netloc == place.netloc)
    near = {each: _common(place.path, pieces(each).path) for each in there}
    # With a path it is of the index only where that begins alike: a host may have many owners.
    at = {
        each: count
        for each, count in near.items()
        if count > 1 or not place.path or not pieces(each).path
    }
    return tuple(each for each, count in at.items() if count == max(at.values()))


def _common(path: str, other: str) -> int:
    """Count the segments with which two paths begin alike."""
    count = 0
    for one, two in zip(path.split("/"), other.split("/"), strict=False):
        if one != two:
            break
        count += 1
    return count


def serving(
    survey: Survey, feed: str, found: Sequence[Entry]
) -> tuple[Entry, tuple[str, ...]] | None:
    """Return the entry that would serve the most tools, the first of several, and those tools.

    Up to uv 0.6.17 the page of one package is asked for: an entry there serves no other.
    """
    reports = survey.feeds()[feed]
    fits = (each for each in found if each.asked_by and f"/{PACKAGE}/" not in each.service)
    served = [(each, tuple(_served(each, reports))) for each in fits]
    return max(served, key=lambda pair: len(pair[1]), default=None)


def _served(entry: Entry, reports: Reports) -> Iterator[str]:
    """Yield the tools that an entry would serve in all that they do: each phase, each lock."""
    wanted: dict[str, list[bool]] = {}
    for one, report in reports:
        for about in dict.fromkeys(each.about for each in report.lookups):
            asks = (each for each in report.lookups if each.about == about)
            is_asked = any(
                each.service == entry.service and each.username in {None, entry.username}
                for each in asks
            )
            wanted.setdefault(one.installation.tool, []).append(is_asked)
    yield from (tool for tool, each in wanted.items() if all(each))


def commands(entry: Entry) -> dict[str, list[str]]:
    """Return each command line by which it is asked for, with the tools that ask so."""
    found: dict[str, list[str]] = {}
    for ask in entry.asks:
        if ask:
            found.setdefault(masked(_command(ask.lookup), entry.secrets), []).append(ask.tool)
    return found


def _command(lookup: Lookup) -> str:
    if lookup.argv is not None:
        return shlex.join(("keyring", *lookup.argv))
    call = "get_credential" if lookup.api is Api.GET_CREDENTIAL else "get_password"
    return f"keyring.{call}({lookup.service!r}, {lookup.username!r})"
