"""Move a password from a file into the keyring: stored and read back first, then taken out."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.asking import Means, answered, tested
from keydex.errors import ConfigError, KeydexError, UsageError
from keydex.findings import Finding
from keydex.model import (
    Access,
    Answer,
    Configuration,
    Credential,
    Edit,
    Lookup,
    Origin,
    Report,
    Role,
    Source,
    State,
    Step,
)
from keydex.nouns import dataclass
from keydex.rules.leaks import places
from keydex.secret import Secret
from keydex.survey import Survey, again, changed
from keydex.workflows import fixing, storing, writing

Where = tuple[Configuration, Report]
WHOLE = "Take the whole login out of the URL; then store it with keydex set."
STAYS = "What was stored stays in the keyring; look at the file and run it again."


@dataclass(frozen=True, slots=True)
class Move:
    """A password on its way: the entries that take it, then the changes of files.

    `before` is what the tools do now, `survey` what they will do once the files are changed.
    """

    before: Survey
    survey: Survey
    secret: Secret
    plans: tuple[storing.Plan, ...]
    changes: tuple[Edit, ...]


def planned(finding: Finding, survey: Survey, means: Means) -> Move:
    """Plan where the password of a finding goes, so that each tool that uses it will find it.

    The keyrings are asked what is there. Raises KeydexError where a tool would be left without.
    """
    changes = fixing.planned(finding.fix)
    before = again(survey, survey.environment)
    origins, login = _carried(finding, before)
    served = [where for where in before.reports() if _takes(where[1], origins)]
    after = changed(before, changes)
    feeds = tuple(dict.fromkeys(_unserved(served, after, login.password)))
    for each in answered(after, means, every=True, feeds=feeds):
        after = each
    plans = tuple(_plan(after, feed, login.username or None, served) for feed in feeds)
    return Move(before, after, login.password, plans, changes)


def verified(move: Move, means: Means) -> None:
    """Ask the index whether each tool that gets in now will get in with the entry, too.

    pip first sends the username with an empty password, and asks no keyring where that is answered
    with 403. Raises KeydexError; an index that can't be reached keeps nothing from being moved.
    """
    feeds = [plan.feed for plan in move.plans]
    known = _refused(tested(move.before.only(feeds), means))
    for key, reason in _refused(tested(_as_found(move).only(feeds), means)).items():
        if key not in known:
            raise KeydexError(f"nothing is moved, as {key[0]} would not get in: {reason}", WHOLE)


def _refused(survey: Survey) -> dict[tuple[str, str, Role], str]:
    """Name the tools and indexes that are refused, each with the reason."""
    return {
        (configuration.installation.tool, report.feed, report.index.role): report.probe.reason
        for configuration, report in survey.reports()
        if report.probe and report.probe.verdict in storing.REFUSALS
    }


def _as_found(move: Move) -> Survey:
    """Return what the tools will find once the entries are stored."""
    entries = [entry for plan in move.plans for entry in plan.entries]

    def answer(lookup: Lookup, access: Access) -> Answer:
        for entry in entries:
            is_asked = lookup.username in {None, entry.username}
            if is_asked and (entry.access, entry.service) == (access, lookup.service):
                return Answer(State.FOUND, Credential(entry.username, move.secret))
        return Answer(State.MISSING)

    def filled(configuration: Configuration, report: Report) -> Report:
        said = (answer(each, configuration.access) for each in report.lookups)
        return replace(report, answers=tuple(said))

    return move.survey.mapped(filled)


def dry(move: Move) -> Iterator[Step]:
    """Say what would be stored and written."""
    for plan in move.plans:
        yield from storing.dry(plan)
    yield from writing.dry(move.changes)


def moved(move: Move, means: Means) -> Iterator[Step]:
    """Ask the index, store the password, read it back, and only then take it out of the files.

    Raises KeydexError where a tool would not get in any more, KeyringError where it can't be
    stored, and then no file is changed; ConfigError where a file can't be changed.
    """
    verified(move, means)
    for plan in move.plans:
        yield from storing.stored(move.survey, plan, move.secret, means)
    try:
        yield from writing.written(move.changes, means)
    except ConfigError as error:
        raise ConfigError(error.reason, error.path, error.line, error.key, STAYS) from None


def _carried(finding: Finding, survey: Survey) -> tuple[tuple[Origin, ...], Credential]:
    """Find the places that hold the password, a key or those of a URL, and the login."""
    for _, report in survey.reports():
        if report.feed != finding.feed:
            continue
        for source in places.kept(report):
            if source.credential and _is_same(source.origin, finding.origin):
                return (source.origin,), source.credential
        index = report.index
        if index.password and any(_is_same(each, finding.origin) for each in index.origins):
            return index.origins, Credential(index.username or "", index.password)
    raise KeydexError("the password is not there any more", "look again with keydex doctor")


def _is_same(origin: Origin, other: Origin | None) -> bool:
    """Say whether two places are one; lines move when something is written above."""
    return other is not None and (origin.path, origin.key) == (other.path, other.key)


def _takes(report: Report, origins: tuple[Origin, ...]) -> bool:
    """Say whether a tool uses the password for an index, which may be another on that host."""
    sources = (report.settled_by, report.sent_first, *places.kept(report))
    return report.index.origins == origins or any(
        each is not None and each.origin in origins for each in sources
    )


def _unserved(served: list[Where], after: Survey, secret: Secret) -> Iterator[str]:
    """Yield the feeds that then need an entry; what is settled by the same password needs none."""
    for where in served:
        same = list(_same(where, after))
        if not same:
            tool, feed = where[0].installation.tool, where[1].feed
            raise KeydexError(f"nothing is moved: {tool} would not know {feed} any more")
        for report in same:
            source = report.settled_by
            if source is None:
                yield report.feed
            elif source.credential is None or source.credential.password != secret:
                raise KeydexError(_other(where, source))


def _same(where: Where, after: Survey) -> Iterator[Report]:
    """Yield what the same tool will do about the same index."""
    configuration, report = where
    tool, role = configuration.installation.tool, report.index.role
    for other, each in after.feeds().get(report.feed, ()):
        if other.installation.tool == tool and each.index.role is role:
            yield each


def _other(where: Where, source: Source) -> str:
    """Say which other login would win."""
    origin = source.origin
    place = origin.variable or origin.flag or (origin.path.name if origin.path else "a URL")
    tool = where[0].installation.tool
    return f"{tool} would then take the login in {place}, which is another"


def _plan(after: Survey, feed: str, username: str | None, served: list[Where]) -> storing.Plan:
    """Plan the entries of a feed. Raises KeydexError where a tool would find none of them."""
    try:
        plan = storing.plan(after, feed, username)
    except UsageError as error:
        raise KeydexError(f"nothing is moved: {error.message}", error.hint) from None
    tools = {each.installation.tool for each, report in served if report.feed == feed}
    for tool, reason in plan.unserved:
        if tool in tools:
            raise KeydexError(f"nothing is moved: {tool} would find nothing: {reason}")
    return replace(plan, entries=tuple(each for each in plan.entries if tools & {*each.tools}))
