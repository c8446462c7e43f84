"""Find which entries hold which secret: compared in memory, never shown or written."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from keydex.asking import Means, found, is_unknown, keyring
from keydex.errors import KeyringError
from keydex.matrix import Stocks, stocks
from keydex.model import (
    Access,
    Answer,
    Configuration,
    Credential,
    Index,
    Lookup,
    Report,
    Role,
    State,
)
from keydex.nouns import dataclass
from keydex.rules.leaks.copies import SHORTEST
from keydex.secret import Secret, bare, masked
from keydex.survey import Survey, secrets
from keydex.workflows.copying import is_minted
from keydex.workflows.deleting import unlisted
from keydex.workflows.storing import question

MINTED = "a plugin makes it"
HIDDEN = "its own name holds a secret, which no journal may"
Key = tuple[Access, str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """One entry that is there and what it holds, whom it serves, and why it can't be rotated."""

    access: Access
    service: str
    username: str
    secret: Secret
    tools: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    """The indexes that it is for."""
    serves: tuple[str, ...] = ()
    """Those for which a tool finds it first, and sends it."""
    obstacle: str = ""

    @property
    def key(self) -> Key:
        """Return what tells it from others."""
        return self.access, self.service, self.username


@dataclass(frozen=True, slots=True)
class Holdings:
    """Every entry that is there for a project; its survey has all answers."""

    survey: Survey
    entries: tuple[Held, ...]
    unlisted: tuple[str, ...] = ()
    """The tools whose keyring may hold more than what is asked for."""
    unread: tuple[str, ...] = ()
    """The entries that are listed, and about which a keyring gives no answer, as they may show."""

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Return what must not show."""
        return tuple({each for _, report in self.survey.reports() for each in report.secrets})


def holdings(survey: Survey, means: Means) -> Holdings:
    """Find what the tools find, and what the keyrings list beside that.

    The survey has all answers. Orphans are asked for; one that a store gives to nobody is none.
    """
    entries: dict[Key, Held] = {}
    for held in _found(survey):
        entries[held.key] = _joined(entries.get(held.key, held), held)
    listed = stocks(survey, means)
    hidden = tuple(secret for _, report in survey.reports() for secret in report.secrets)
    orphans = tuple(_orphaned(survey, means, listed, entries))
    for key, answer in orphans:
        if answer.credential:
            entries[key] = _orphan(survey, key, answer.credential.password)
    silent = [key for key, answer in orphans if is_unknown(answer)]
    unread = (masked(f"{key[1]} as {key[2]}", (*hidden, *_own(key))) for key in silent)
    seen = tuple(_looked_at(each, hidden) for each in entries.values())
    missing = tuple(dict.fromkeys(unlisted(survey, listed)))
    return Holdings(survey, seen, missing, tuple(dict.fromkeys(unread)))


def _found(survey: Survey) -> Iterator[Held]:
    """Yield what answers any question, as often as it does."""
    for configuration, report in survey.reports():
        firsts = {found(report, each.about) for each in report.lookups}
        for lookup, answer in zip(report.lookups, report.answers, strict=False):
            if answer.state is State.FOUND and answer.credential:
                is_first = (lookup, answer.credential) in firsts
                held = _held(configuration, report, lookup, answer.credential, is_first=is_first)
                is_made = is_minted(survey, held.access, lookup, answer.credential)
                yield replace(held, obstacle=MINTED) if is_made else held


def _held(
    configuration: Configuration,
    report: Report,
    lookup: Lookup,
    credential: Credential,
    *,
    is_first: bool,
) -> Held:
    return Held(
        configuration.access,
        lookup.service,
        credential.username,
        credential.password,
        (configuration.installation.tool,),
        (report.feed,),
        (report.feed,) if is_first and not report.settled_by else (),
    )


def _orphaned(
    survey: Survey, means: Means, listed: Stocks, known: Collection[Key]
) -> Iterator[tuple[Key, Answer]]:
    """Ask for what the keyrings list at the hosts of the indexes, and no tool finds.

    One store may be reached in several ways: what is found on one of them is no orphan on another.
    """
    reached = {key[1:] for key in known}
    hosts = {urlsplit(feed).hostname for feed in survey.feeds()}
    for access, contents in listed.items():
        names = [
            (service, username)
            for service, username in contents.names
            if username and (service, username) not in reached and _host(service) in hosts
        ]
        answers = _answers(survey, access, names, means) if names else ()
        for name, answer in zip(names, answers, strict=True):
            yield (access, *name), answer


def _answers(
    survey: Survey, access: Access, names: list[tuple[str, str]], means: Means
) -> tuple[Answer, ...]:
    try:
        return keyring(survey, access, means).answers([question(*each) for each in names])
    except KeyringError as error:
        return (Answer(State.FAILED, reason=error.message),) * len(names)


def _host(service: str) -> str | None:
    """Return the host that a service is at."""
    try:
        return urlsplit(service if "://" in service else f"https://{service}").hostname
    except ValueError:  # It has a bracket too few.
        return None


def _orphan(survey: Survey, key: Key, secret: Secret) -> Held:
    """Return an entry that no tool finds."""
    access, service, username = key
    name = f"{service}\n{username}"
    reason = HIDDEN if masked(name, _own(key)) != name else ""
    feeds = tuple(each for each in survey.feeds() if urlsplit(each).hostname == _host(service))
    return Held(access, service, username, secret, feeds=feeds, obstacle=reason)


def _own(key: Key) -> tuple[Secret, ...]:
    """Name what is secret in the names of an entry."""
    _, service, username = key
    index = Index("", None, bare(service), Role.EXTRA, username=username, username_from="url")
    return secrets(index, [service])


def _joined(one: Held, other: Held) -> Held:
    """Add to an entry whom else it serves."""
    return replace(
        one,
        tools=tuple(dict.fromkeys((*one.tools, *other.tools))),
        feeds=tuple(dict.fromkeys((*one.feeds, *other.feeds))),
        serves=tuple(dict.fromkeys((*one.serves, *other.serves))),
        obstacle=one.obstacle or other.obstacle,
    )


def _looked_at(held: Held, secrets: tuple[Secret, ...]) -> Held:
    """Say that the name of an entry holds a secret, or the very one that it keeps."""
    names, own = f"{held.service}\n{held.username}", held.secret
    is_chance = len(own.reveal()) < SHORTEST and own.reveal() != held.username
    if not held.obstacle and masked(names, (*secrets, *(() if is_chance else (own,)))) != names:
        return replace(held, obstacle=HIDDEN)
    return held
