"""What the main screen says at a glance: a row a feed, and one sentence for all."""

from collections.abc import Sequence
from dataclasses import dataclass

from keydex import words
from keydex.config.view import Order
from keydex.hosts import HOSTS, PUBLIC
from keydex.model import Configuration, Event, Report, Role, spelled
from keydex.secret import masked, pieces
from keydex.survey import Survey
from keydex.ui.states import NEEDY, RANK, worst
from keydex.ui.texts import counted, safe
from keydex.words import NO_INDEX, Sign

TITLES = {host.kind: host.title for host in HOSTS}
Reports = Sequence[tuple[Configuration, Report]]


@dataclass(frozen=True, slots=True)
class Row:
    """One feed: what it is called, its kind of host, as whom, and a state for each tool."""

    feed: str
    url: str
    name: str
    kind: str
    username: str
    signs: tuple[Sign, ...]
    is_private: bool

    @property
    def is_needy(self) -> bool:
        """Say whether a person has something to do here."""
        return self.is_private and any(sign in NEEDY for sign in self.signs)

    @property
    def is_lacking(self) -> bool:
        """Say whether some tool finds no credential here, or asks for none."""
        return self.is_private and not {Sign.MISSING, Sign.SILENT}.isdisjoint(self.signs)

    @property
    def text(self) -> str:
        """Return all that a filter looks at."""
        return " ".join((self.name, self.kind, self.username, self.url)).lower()


def rows(survey: Survey) -> tuple[Row, ...]:
    """Return a row for each feed, in the order of first mention."""
    tools = [each.installation.tool for each in survey.configurations]
    return tuple(_row(feed, reports, tools) for feed, reports in survey.feeds().items())


def _row(feed: str, reports: Reports, tools: list[str]) -> Row:
    host = reports[0][1].host or ""
    signs = tuple(
        worst(
            tuple(words.of_report(each) for one, each in reports if one.installation.tool == tool)
        )
        for tool in tools
    )
    used = {sign for sign in signs if sign is not Sign.NOT_USED}
    is_private = host not in PUBLIC and used != {Sign.PUBLIC}
    url = safe(masked(feed, reports[0][1].secrets))
    kind = TITLES.get(host, "")
    return Row(feed, url, name(reports), kind, _usernames(reports), signs, is_private)


def name(reports: Reports) -> str:
    """Call a feed by its names, or by host and path."""
    secrets = tuple(secret for _, report in reports for secret in report.secrets)
    names = dict.fromkeys(report.index.name for _, report in reports if report.index.name)
    parts = pieces(reports[0][1].feed)
    host = reports[0][1].host
    place = host if host in PUBLIC else f"{parts.netloc}{parts.path}"
    text = safe(masked(" · ".join(names) or place, secrets))
    uploads = all(report.index.role is Role.PUBLISH for _, report in reports)
    return f"{text} (upload)" if uploads else text


def _usernames(reports: Reports) -> str:
    found = dict.fromkeys(
        safe(masked(report.index.username, report.secrets)) if report.index.username else "none"
        for _, report in reports
    )
    return " / ".join(found)


def tools(survey: Survey) -> tuple[str, ...]:
    """Name the tools in use with their releases, as columns are headed."""
    return tuple(
        f"{each.installation.tool} {spelled(each.installation.version)}"
        for each in survey.configurations
    )


def first(found: Sequence[Row]) -> str | None:
    """Return the feed that a person should look at first: the worst."""
    return min(found, key=_rank).feed if found else None


def ordered(found: Sequence[Row], order: Order) -> list[Row]:
    """Return the rows in an order; those that are alike in it stay as the files have them."""
    if order is Order.WORST:
        return sorted(found, key=_rank)
    return sorted(found, key=lambda row: row.name.lower() if order is Order.NAME else "")


def _rank(row: Row) -> tuple[bool, int]:
    return not row.is_needy, RANK.index(worst(row.signs))


def verdict(found: Sequence[Row], pending: int = 0, findings: int = 0) -> str:
    """Say how it stands, how often asking may prompt, how many findings, and what sets it up."""
    said = [_verdict(found, pending)]
    if findings:
        said.append(f"{counted(findings, 'finding')}: press f.")
    if not pending and any(row.is_lacking for row in found):
        said.append("Press g to set up.")
    return " ".join(said)


def _verdict(found: Sequence[Row], pending: int) -> str:
    private = [row for row in found if row.is_private]
    needy = sum(row.is_needy for row in private)
    signs = {sign for row in private for sign in row.signs} - {Sign.NOT_USED}
    count = len(private)
    indexes = counted(count, "private index", "private indexes")
    if not private:
        said = NO_INDEX
    elif needy:
        said = f"{needy} of {indexes} {'needs' if needy == 1 else 'need'} you."
    elif Sign.NOT_ASKED in signs:
        said = f"{indexes}."
    elif signs <= {Sign.WORKS, Sign.PUBLIC}:
        said = "The private index works." if count == 1 else f"All {indexes} work."
    else:
        each = "it" if count == 1 else "each"
        said = f"{indexes}: a credential is found for {each}. Press t to test."
    if not pending:
        return said
    questions = "1 question is" if pending == 1 else f"{pending} questions are"
    return f"{said} {questions} not asked yet, as that may prompt: press a."


def counts(survey: Survey, found: Sequence[Row]) -> str:
    """Count what there is."""
    private = sum(row.is_private for row in found)
    indexes = counted(private, "private index", "private indexes")
    return f"{indexes} · {counted(len(survey.configurations), 'tool')}"


def told(events: Sequence[Event], changes: int | None) -> str:
    """Sum up what was done: how many of which kind, how long they took, how much was written.

    How much was written is left out where that is not known yet, and the time where nobody took it.
    """
    parts = []
    for kind, noun in (
        ("keyring", "keyring call"),
        ("index", "request"),
        ("command", "command"),
    ):
        found = [event for event in events if event.kind == kind]
        seconds = [event.seconds for event in found if event.seconds is not None]
        if found:
            took = f" {sum(seconds):.1f} s" if seconds else ""
            parts.append(f"{counted(len(found), noun)}{took}")
    if changes is not None:
        parts.append(f"{changes} written" if changes else "nothing written")
    return " · ".join(parts)
