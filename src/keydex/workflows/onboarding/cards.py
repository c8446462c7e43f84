"""The card of each index: computed from what is there now, so that nothing need be remembered."""

import shlex
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, time

from keydex import rules
from keydex.asking import KEEPS_OUT, credential, lacks
from keydex.findings import Finding
from keydex.model import Report, Verdict
from keydex.nouns import dataclass
from keydex.rules.case import Case, Where, by_feed, called, is_upload, wants_login
from keydex.secret import Secret, masked
from keydex.words import Sign, is_asked, of_report
from keydex.workflows import pasting
from keydex.workflows.onboarding.stages import ALWAYS, State, Task, Way, stage
from keydex.workflows.onboarding.tasks import tasks
from keydex.workflows.onboarding.tokens import Token, token

GETS_IN = ("gets in", "get in")
OUT = KEEPS_OUT | {Verdict.UNREACHABLE}


@dataclass(frozen=True, slots=True)
class Card:
    """One index to set up: what a person needs for it, its stages, and who gets in."""

    feed: str
    name: str
    kind: str | None
    token: Token
    tasks: tuple[Task, ...]
    tools: tuple[tuple[str, Sign], ...]
    out: tuple[str, ...] = ()
    """The tools that do not get in."""
    expires: str = ""
    """When what is found ends, in a sentence, where it says so."""
    is_bare: bool = False
    """Whether something tells that a login is wanted, and it is sure that no tool finds one."""
    secrets: tuple[Secret, ...] = ()

    @property
    def is_done(self) -> bool:
        """Say whether every tool gets in, as far as was looked."""
        return not self.out and not self.open

    @property
    def open(self) -> tuple[Task, ...]:
        """Return what is to be done."""
        return tuple(each for each in self.tasks if each.state is State.OPEN)


def cards(case: Case, feeds: Collection[str] = ()) -> Iterator[Card]:
    """Yield a card for each private index, or for some; an upload, which may be CI's, if named."""
    found = tuple(rules.found(case))
    for wheres in by_feed(case):
        feed = wheres[0][1].feed
        if feed in feeds or not (feeds or all(is_upload(report) for _, report in wheres)):
            yield _card(case, wheres, found)


def is_lacking(found: Sequence[Card]) -> bool:
    """Say whether there is an index for which no tool finds anything."""
    return any(each.is_bare for each in found)


def _card(case: Case, wheres: Sequence[Where], findings: Sequence[Finding]) -> Card:
    """Make the card of one index."""
    out = [where for where in wheres if _is_out(where[1])]
    tools = tuple(dict.fromkeys(each.installation.tool for each, _ in out))
    feed = wheres[0][1].feed
    told = _told([each for each in findings if stage(each) and _concerns(each, feed, tools)])
    first = wheres[0][1]
    return Card(
        feed,
        called(first),
        first.host,
        token(first.index.url),
        tasks(case, wheres, out, told),
        tuple(_signs([*out, *wheres])),
        tools,
        next(_ends(case, wheres), ""),
        any(wants_login(report) for _, report in wheres)
        and all(_lacks_surely(report) for _, report in wheres),
        tuple(dict.fromkeys(each for _, report in wheres for each in report.secrets)),
    )


def _is_out(report: Report) -> bool:
    """Say whether a tool does not get in: it finds nothing, or the index says no, or nothing."""
    return lacks(report) or (report.probe is not None and report.probe.verdict in OUT)


def _lacks_surely(report: Report) -> bool:
    return lacks(report) and bool(report.answers or not is_asked(report))


def _told(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Offer to do without a username first, where a person's own is missing, and only there."""
    without = tuple(each for each in findings if each.code in ALWAYS)
    others = tuple(each for each in findings if each.code not in ALWAYS)
    is_own = any(each.fix.asks_username for each in others)
    return (*without, *others) if is_own else others


def _concerns(finding: Finding, feed: str, tools: Sequence[str]) -> bool:
    """Say whether a finding may keep one of some tools out of a feed."""
    names = set((finding.tool or "").split())
    is_theirs = not names.isdisjoint(tools) if names else bool(tools)
    return finding.feed in {"", feed} and is_theirs


def _signs(wheres: Sequence[Where]) -> Iterator[tuple[str, Sign]]:
    """Yield each tool once with its state, the first that there is."""
    found: dict[str, Sign] = {}
    for configuration, report in wheres:
        found.setdefault(configuration.installation.tool, of_report(report))
    yield from found.items()


def _ends(case: Case, wheres: Sequence[Where]) -> Iterator[str]:
    """Yield when what the tools send ends."""
    now = case.now or datetime.combine(case.today, time(), UTC)
    for _, report in wheres:
        if held := credential(report):
            yield from pasting.end(held.password, now)


def command(card: Card, task: Task) -> str:
    """Return what a person types for a task; empty where nothing does it."""
    if task.state is not State.OPEN:
        return ""
    name = shlex.quote(masked(card.name, card.secrets))
    words = {Way.ASK: "status {}", Way.PASTE: "set {}", Way.PLAIN: "set {} --to netrc"}
    if task.way in words:
        return f"keydex {words[task.way].format(name)}"
    if task.way is Way.LOGIN:
        return card.token.login
    return next((masked(each.fix.command, each.secrets) for each in task.findings), "")


def told(card: Card, task: Task) -> str:
    """Say what is the case with a task, without what must not be shown."""
    secrets = (*card.secrets, *(secret for each in task.findings for secret in each.secrets))
    return masked(task.what, secrets)


def summary(card: Card) -> str:
    """Say who gets in, and until when, or what is missing first.

    Without the word of the index it is only said that a tool finds something.
    """
    if not card.is_done:
        first = next(iter(card.open), None)
        return f"{' '.join(card.out)}: {told(card, first) if first else 'it is not known why.'}"
    are_many, signs = len(card.tools) > 1, {sign for _, sign in card.tools}
    what = ("finds a credential", "find a credential") if Sign.STORED in signs else GETS_IN
    names = " ".join(tool for tool, _ in card.tools)
    return f"{names} {what[are_many]}. {card.expires}".strip()
