"""What ⏎ does next about a card, as it is shown before it is done."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from keydex.errors import KeydexError
from keydex.findings import Finding
from keydex.model import Edit
from keydex.rules import Case
from keydex.ui.findings import told
from keydex.ui.mends import cost, summary
from keydex.ui.texts import counted
from keydex.ui.widgets.entries import entries, login
from keydex.ui.widgets.facts import Fact
from keydex.ui.widgets.finding import diff
from keydex.workflows import fixing, pasting, plainly, storing
from keydex.workflows.onboarding import Turn, Way, whose

PASTED = frozenset({Way.PASTE, Way.PLAIN})


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be written, stored or run for a turn."""

    turn: Turn = field(repr=False)
    title: str
    cost: str = ""
    facts: tuple[Fact, ...] = ()
    diff: tuple[str, ...] = ()
    changes: tuple[Edit, ...] = field(default=(), repr=False)
    plan: pasting.Plan | None = None
    asks_name: bool = False
    """Whether a person must say whose credential it is."""
    trouble: KeydexError | None = None

    @property
    def takes_paste(self) -> bool:
        """Say whether a secret is wanted."""
        return self.turn.task.way in PASTED


def offered(case: Case, turn: Turn, username: str = "") -> Offer:
    """Plan what a turn does, with the username that a person has given."""
    try:
        if turn.task.way in PASTED:
            return _paste(case, turn, username)
        if turn.task.way is Way.MEND and turn.finding:
            return _mend(case, turn, turn.finding)
    except KeydexError as error:
        return Offer(turn, "This can't be done now", trouble=error)
    title = "Log in, then look again" if turn.task.way is Way.LOGIN else "Ask the keyring"
    return Offer(turn, title, facts=tuple(_needs(turn)))


def _mend(case: Case, turn: Turn, finding: Finding) -> Offer:
    """Show the change of a file at once; whatever else there is opens a dialog of its own."""
    fix, title = finding.fix, summary(finding)
    price = cost(case.survey, fix)
    if not fix.edits or fix.moves:
        typed = (Fact("$", told(finding, fix.command)),) if fix.command else ()
        return Offer(turn, title, price, typed)
    changes = fixing.planned(fix)
    return Offer(turn, title, price, diff=diff(finding, changes), changes=changes)


def _paste(case: Case, turn: Turn, username: str) -> Offer:
    """Show where a secret would go. Raises KeydexError."""
    survey, feed, needs = case.survey, turn.card.feed, tuple(_needs(turn))
    asks_name = whose(survey, feed)
    title = "Paste a password or token"
    if turn.task.way is Way.PLAIN:
        title = "Paste a password or token, to be kept in plain text"
    if asks_name and not username:
        return Offer(turn, title, facts=needs, asks_name=True)
    if turn.task.way is Way.PLAIN:
        user = username or storing.username_of(survey.feeds()[feed]) or ""
        plain = plainly.plan(survey, feed, user)
        facts = (*needs, *login(survey, plain))
        return Offer(turn, title, "1 login", facts, plan=plain, asks_name=asks_name)
    plan = storing.plan(survey, feed, username or None)
    facts, count = (*needs, *entries(survey, plan)), counted(len(plan.entries), "entry", "entries")
    return Offer(turn, title, count, facts, plan=plan, asks_name=asks_name)


def _needs(turn: Turn) -> Iterator[Fact]:
    """Yield what a person needs for it, and where that is made."""
    token = turn.card.token
    if token.credential and turn.task.way in PASTED:
        scope = f", with {token.install}" if token.install else ""
        yield Fact("token", f"{token.credential}{scope}")
    if token.lifetime and turn.task.way in PASTED:
        yield Fact("lives", token.lifetime)
    if token.page:
        yield Fact("page", token.page, note="ctrl+o opens it")
    if token.login:
        yield Fact("login", token.login)
