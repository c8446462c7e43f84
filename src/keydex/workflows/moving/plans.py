"""Plan the way of a password from a file into the keyring: which entries, then which changes."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.asking import Means, answered, found
from keydex.errors import KeydexError, UsageError
from keydex.findings import Finding
from keydex.model import (
    Configuration,
    Credential,
    Edit,
    Origin,
    Report,
    Source,
)
from keydex.nouns import dataclass
from keydex.rules.leaks import places
from keydex.secret import Secret
from keydex.survey import Survey, again, changed
from keydex.workflows import fixing, storing

Where = tuple[Configuration, Report]


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
    feeds = tuple(dict.fromkeys(_unserved(served, after, login)))
    for each in answered(after, means, every=True, feeds=feeds):
        after = each
    needed = (feed for feed in feeds if not _is_met(feed, served, after))
    plans = tuple(_plan(after, feed, login, served) for feed in needed)
    return Move(before, after, login.password, plans, changes)


def _carried(finding: Finding, survey: Survey) -> tuple[tuple[Origin, ...], Credential]:
    """Find the places that hold the password, a key, a netrc or those of a URL, and the login."""
    for _, report in survey.reports():
        if report.feed != finding.feed:
            continue
        for key in places.kept(report):
            if _is_same(key.origin, finding.origin):
                return (key.origin,), key.login
        for source in report.sources:
            if source.kind == "netrc" and source.credential and _is_at(source, finding.origin):
                return (source.origin,), source.credential
        index = report.index
        if index.password and any(_is_same(each, finding.origin) for each in index.origins):
            return index.origins, Credential(index.username or "", index.password)
    raise KeydexError("the password is not there any more", "look again with keydex doctor")


def _is_same(origin: Origin, other: Origin | None) -> bool:
    """Say whether two places are one; lines move when something is written above."""
    return other is not None and (origin.path, origin.key) == (other.path, other.key)


def _is_at(source: Source, origin: Origin | None) -> bool:
    """Say whether a login begins where a finding is: in a netrc only the line tells."""
    at = source.origin
    return origin is not None and (at.path, at.line) == (origin.path, origin.line)


def _takes(report: Report, origins: tuple[Origin, ...]) -> bool:
    """Say whether a tool uses the password for an index, which may be another on that host."""
    taken = [each.origin for each in report.sources]
    taken += [each.origin for each in places.kept(report)]
    return report.index.origins == origins or any(each in origins for each in taken)


def _unserved(served: list[Where], after: Survey, login: Credential) -> Iterator[str]:
    """Yield the feeds that then need an entry: not those that the same login still settles."""
    for where in served:
        same, before = places.same(where, after), where[1].settled_by
        if not same:
            tool, feed = where[0].installation.tool, where[1].feed
            raise KeydexError(f"nothing is moved: {tool} would not know {feed} any more")
        for report in same:
            source = report.settled_by
            if any(key.login == login for key in places.kept(report)):
                continue
            if source is None:
                yield report.feed
            elif not _is_as_good(source, before, login):
                raise KeydexError(_other(where, source))


def _is_met(feed: str, served: list[Where], after: Survey) -> bool:
    """Say whether all find an entry that they asked for already before the password counted."""
    mine = [where for where in served if where[1].feed == feed]
    if any(report.settled_by or report.sent_first for _, report in mine):
        return False
    return all(
        (hit := found(each)) is not None and hit[0] in where[1].lookups
        for where in mine
        for each in places.same(where, after)
    )


def _is_as_good(source: Source, before: Source | None, login: Credential) -> bool:
    """Say whether what settles a search then is what did before, or has the same password."""
    credential = source.credential
    is_as_before = before is not None and before.credential == credential
    return credential is not None and (is_as_before or credential.password == login.password)


def _other(where: Where, source: Source) -> str:
    """Say which other login would win."""
    origin = source.origin
    place = origin.variable or origin.flag or (origin.path.name if origin.path else "a URL")
    tool = where[0].installation.tool
    return f"{tool} would then take the login in {place}, which is another"


def _plan(after: Survey, feed: str, login: Credential, served: list[Where]) -> storing.Plan:
    """Plan the entries of a feed. Raises KeydexError where a tool would find none of them."""
    names = (places.asked_as(report, login) for _, report in after.feeds()[feed])
    try:
        plan = storing.plan(after, feed, next((name for name in names if name), None))
    except UsageError as error:
        raise KeydexError(f"nothing is moved: {error.message}", error.hint) from None
    tools = {each.installation.tool for each, report in served if report.feed == feed}
    for tool, reason in plan.unserved:
        if tool in tools:
            raise KeydexError(
                f"nothing is moved: {tool} would find nothing: {reason.removesuffix('.')}"
            )
    return replace(plan, entries=tuple(each for each in plan.entries if tools & {*each.tools}))
