"""Choose the entries that get a new secret, and say what they serve and what can't be reached."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from keydex import hosts
from keydex.asking import found, is_unknown
from keydex.errors import KeyringError, UsageError
from keydex.model import Configuration, Report, Role
from keydex.nouns import dataclass
from keydex.rules.leaks import places
from keydex.secret import Secret, masked
from keydex.survey import Survey, word
from keydex.workflows.rotating.bench import Name
from keydex.workflows.rotating.holdings import MINTED, Held, Holdings
from keydex.workflows.rotating.unreached import silent, unreached


@dataclass(frozen=True, slots=True)
class Use:
    """One tool that finds an entry of the plan for an index, and the username that it sends."""

    configuration: Configuration
    report: Report
    username: str
    about: str | None = None
    """What the search is about, as in a lookup."""

    @property
    def tool(self) -> str:
        """Name the tool."""
        return self.configuration.installation.tool

    @property
    def feed(self) -> str:
        """Return the index, as a URL without userinfo."""
        return self.report.feed

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Return what must not show."""
        return self.report.secrets

    @property
    def is_upload(self) -> bool:
        """Say whether it is for uploads, which can't be tried."""
        return self.report.index.role is Role.PUBLISH


@dataclass(frozen=True, slots=True)
class Plan:
    """The entries that get one new secret, who uses them, and what is beyond reach."""

    survey: Survey
    entries: tuple[Held, ...]
    uses: tuple[Use, ...]
    unreached: tuple[str, ...]
    """In sentences, without anything secret."""
    pages: tuple[str, ...]
    """Where a new token is made, and the old one is revoked."""


def planned(held: Holdings, feeds: Collection[str], *, only: bool, any_of: bool = False) -> Plan:
    """Plan a new secret for what the tools find for some indexes.

    Unless `only`, for all that holds the same, too. `any_of` is where nobody named the indexes:
    then all must hold one secret. Raises UsageError where there is nothing, or several are;
    KeyringError where a keyring did not answer.
    """
    _answered(held.survey, feeds)
    chosen = [each for each in held.entries if {*each.serves} & {*feeds}]
    fit = [each for each in chosen if not each.obstacle]
    if not fit:
        raise UsageError(*_nothing(held, chosen, feeds))
    if any_of and len({each.secret for each in fit}) > 1:
        raise UsageError(_several(held, fit), "name those that get the same new one")
    known = {each.secret for each in fit}
    if not only:
        chosen = [each for each in held.entries if each in chosen or each.secret in known]
    entries = tuple(each for each in chosen if not each.obstacle)
    left = [each for each in chosen if each.obstacle]
    reached = tuple(dict.fromkeys(feed for each in entries for feed in each.feeds))
    pages = (hosts.token_page(each) for each in reached)
    return Plan(
        held.survey,
        entries,
        tuple(_uses(held.survey, entries)),
        (*(() if only else silent(held, feeds)), *unreached(held, entries, left, feeds)),
        tuple(dict.fromkeys(masked(each, held.secrets) for each in pages if each)),
    )


def called(survey: Survey, feed: str) -> str:
    """Name an index as a person does, by the name that any tool has for it."""
    reports = [report for _, report in survey.feeds()[feed]]
    return places.shown(next((each for each in reports if each.index.name), reports[0]))


def _answered(survey: Survey, feeds: Collection[str]) -> None:
    for configuration, report in survey.reports():
        for answer in report.answers if report.feed in feeds else ():
            if is_unknown(answer):
                tool = configuration.installation.tool
                raise KeyringError(
                    f"{tool}'s keyring gives no answer, so nothing is changed: {answer.reason}",
                    "unlock it and try again",
                )


def _nothing(held: Holdings, chosen: list[Held], feeds: Collection[str]) -> tuple[str, str]:
    """Say why there is nothing to rotate, and what to do instead."""
    names = ", ".join(called(held.survey, each) for each in feeds)
    for each in chosen:
        if each.obstacle == MINTED:
            logins = (host.login for feed in each.feeds if (host := hosts.kind(feed)))
            login = next(filter(None, logins), "")
            message = f"what is found for {names} is no entry: a plugin makes it at every login"
            return message, f"log in again: {login}" if login else ""
        return f"what is found for {names} is left alone: {each.obstacle}", ""
    first = f" {word(held.survey, next(iter(feeds)))}" if len(feeds) == 1 else ""
    return f"no tool finds an entry for {names}", f"store one with keydex set{first}"


def _several(held: Holdings, fit: list[Held]) -> str:
    """Name the groups of indexes that hold one secret each."""
    groups: dict[Secret, dict[str, None]] = {}
    for each in fit:
        names = (called(held.survey, feed) for feed in each.serves)
        groups.setdefault(each.secret, {}).update(dict.fromkeys(names))
    lists = "; ".join(", ".join(names) for names in groups.values())
    return f"there are {len(groups)} different secrets, of these indexes: {lists}"


def _uses(survey: Survey, entries: Collection[Held]) -> Iterator[Use]:
    """Yield who finds one of the entries, and sends it."""
    keys = {each.key for each in entries}
    for configuration, report in survey.reports():
        for about in dict.fromkeys(each.about for each in report.lookups):
            hit = None if report.settled_by else found(report, about)
            if hit is None:
                continue
            lookup, credential = hit
            if (configuration.access, lookup.service, credential.username) in keys:
                name = credential.username if lookup.sends is None else lookup.sends
                yield Use(configuration, report, name, about)


def without(held: Holdings, names: Collection[Name]) -> Holdings:
    """Leave out the entries of some names, in whatever keyring."""
    entries = (each for each in held.entries if (each.service, each.username) not in names)
    return replace(held, entries=tuple(entries))
