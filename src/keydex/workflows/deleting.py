"""Delete the entries that the tools would find, and look that they are gone."""

from collections.abc import Iterator
from dataclasses import field

from keydex.asking import Means, is_unknown, keyring
from keydex.errors import KeyringError
from keydex.keyrings import Keyring
from keydex.matrix import Stocks, orphans
from keydex.model import Access, Lookup, State, Step, Via
from keydex.nouns import dataclass
from keydex.secret import Secret, masked
from keydex.survey import Survey
from keydex.workflows.storing import MEANWHILE, question

NAMELESS = "its store lists it without a username, and gives it to nobody who asks; delete it there"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry that is there, and the tools that find it; none where it is an orphan."""

    access: Access
    service: str
    username: str
    tools: tuple[str, ...]
    secrets: tuple[Secret, ...] = ()
    held: Secret | None = field(default=None, compare=False)
    """What it holds, as far as that is known."""
    lookup: Lookup | None = field(default=None, compare=False)
    """The question that told so; `--mode creds` gives one line of many, and `get` gives all."""


def entries(survey: Survey, feed: str) -> tuple[Entry, ...]:
    """Return the entries that answer any question about a feed; the survey has every answer.

    Raises KeyringError where a question got no answer: what is there is not known then.
    """
    found: dict[tuple[Access, str, str], Entry] = {}
    for configuration, report in survey.feeds()[feed]:
        tool = configuration.installation.tool
        for lookup, answer in zip(report.lookups, report.answers, strict=True):
            if is_unknown(answer):
                raise KeyringError(
                    f"{tool}'s keyring gives no answer, so nothing is deleted: {answer.reason}",
                    "unlock it and try again",
                )
            if answer.state is State.FOUND and answer.credential:
                key = (configuration.access, lookup.service, answer.credential.username)
                tools = found[key].tools if key in found else ()
                names = tuple(dict.fromkeys((*tools, tool)))
                held = answer.credential.password
                found[key] = Entry(*key, names, report.secrets, held, lookup)
    return tuple(found.values())


def unasked(survey: Survey, feed: str, stocks: Stocks) -> tuple[Entry, ...]:
    """Return the entries that the keyrings hold for a feed and no tool asks for here."""
    return tuple(
        Entry(access, each.service, each.username or "", (), each.secrets)
        for each in orphans(survey, feed, stocks)
        for access in each.kept
    )


def unlisted(survey: Survey, stocks: Stocks) -> Iterator[str]:
    """Name the tools whose keyring may hold more than it lists."""
    for each in survey.configurations:
        is_whole = each.access in stocks and stocks[each.access].is_whole
        if each.access.via is not Via.NONE and not is_whole:
            yield each.installation.tool


def silent(survey: Survey, feed: str) -> Iterator[str]:
    """Say which tools ask nothing about a feed, and why: a netrc file comes first, say."""
    for configuration, report in survey.feeds()[feed]:
        if report.silence:
            reason = masked(report.silence.reason, report.secrets)
            yield f"{configuration.installation.tool} asks nothing: {reason}"


def dry(chosen: tuple[Entry, ...]) -> Iterator[Step]:
    """Say what would be deleted."""
    for entry in chosen:
        yield _step("planned", "delete", entry)


def deleted(survey: Survey, chosen: tuple[Entry, ...], means: Means) -> Iterator[Step]:
    """Delete each entry that is as it was; one that can't be deleted does not keep the others."""
    for entry in chosen:
        try:
            way = keyring(survey, entry.access, means)
            if _is_changed(way, entry):
                yield _step("failed", "delete", entry, MEANWHILE)
                continue
            count = way.delete(entry.service, entry.username)
        except KeyringError as error:
            yield _step("failed", "delete", entry, error.message)
            continue
        if not count and not entry.username:
            yield _step("failed", "delete", entry, NAMELESS)
            continue
        what = {0: "already gone", 1: "deleted"}.get(count, f"deleted {count} times")
        yield _step("done", what, entry)


def _is_changed(way: Keyring, entry: Entry) -> bool:
    """Say whether an entry holds something else by now.

    What told it is asked again; the entry itself, where that leads to another by now.
    """
    if not entry.lookup:
        return False
    for lookup in (entry.lookup, question(entry.service, entry.username)):
        (answer,) = way.answers([lookup])
        if answer.credential and answer.credential.username == entry.username:
            return answer.credential.password != entry.held
        if is_unknown(answer):
            break
    return False


def _step(outcome: str, what: str, entry: Entry, reason: str = "") -> Step:
    return Step(
        outcome,
        what,
        where=str(entry.access.executable or entry.access.interpreter or ""),
        tool=" ".join(entry.tools),
        service=masked(entry.service, entry.secrets),
        username=masked(entry.username, entry.secrets),
        reason=reason,
    )
