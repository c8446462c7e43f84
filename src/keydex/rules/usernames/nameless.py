"""Indexes that a tool does not ask about for want of a username, and who is known there."""

from collections.abc import Iterator

from keydex import hosts
from keydex.hosts import Who
from keydex.model import Origin, Report
from keydex.nouns import dataclass
from keydex.rules.case import Case, Where
from keydex.rules.usernames import encoded, variables

Feeds = dict[str, list[Where]]


@dataclass(frozen=True, slots=True)
class Other:
    """The username that another tool or file has for the same place, and where that is."""

    username: str
    origin: Origin | None


def nameless(case: Case) -> Iterator[Where]:
    """Yield each private index that a tool does not ask about for want of a username.

    Where the token is the username, it may as well stand in the path. What a variable or a slash
    has spoiled is told by other rules.
    """
    told = {each.feed for each in variables.misnamed(case)}
    for where in case.private():
        _, report = where
        silence, host = report.silence, hosts.kind(report.index.url)
        if silence is None or silence.code != "no-username" or report.index.username is not None:
            continue
        wants_none = host is not None and (
            host.who in {Who.NONE, Who.ITSELF} or not host.has_python
        )
        if not (wants_none or report.feed in told or encoded.has_slash(report)):
            yield where


def other(feeds: Feeds, report: Report) -> Other | None:
    """Return the username that another tool or file has for the same place."""
    for _, each in feeds[report.feed]:
        username = each.index.username
        if username and "$" not in username and not each.secrets:
            return Other(username, each.index.origins[0] if each.index.origins else None)
    return None
