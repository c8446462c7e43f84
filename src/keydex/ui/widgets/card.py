"""The card of an index: its steps, what is next, and what that will write."""

from collections.abc import Iterator, Sequence

from textual import getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Label

from keydex.secret import masked
from keydex.ui.offers import Offer
from keydex.ui.texts import safe
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.ui.widgets.secret_input import SecretInput
from keydex.ui.widgets.told import Told
from keydex.workflows.onboarding import GLYPHS, Card, Stage, State, Task, summary, told

TONES = {State.DONE: "tone--good", State.OPEN: "tone--lacking", State.LATER: "tone--quiet"}
NAMES = {
    Stage.KEYRING: "keyring command",
    Stage.SETTING: "let the tools ask",
    Stage.USERNAME: "username",
    Stage.CREDENTIAL: "credential",
    Stage.PROOF: "proof",
}
WIDTH = len("▸ 1 ○ let the tools ask")


class CardView(VerticalScroll, can_focus=False):
    """One card, and below it the fields that what is next asks for."""

    heading = getters.query_one("#index", Ends)
    tasks = getters.query_one("#tasks", Facts)
    next = getters.query_one("#next", Ends)
    facts = getters.query_one("#facts", Facts)
    diff = getters.query_one("#diff", Told)
    whose = getters.query_one("#whose", Label)
    username = getters.query_one("#username", Input)
    secret = getters.query_one(SecretInput)
    told = getters.query_one("#told", Told)
    others = getters.query_one("#others", Facts)

    def compose(self) -> ComposeResult:
        """Lay out steps, what is next, the fields, what was done, and the other indexes."""
        yield Ends(named="index", rule=True)
        yield Facts(named="tasks", label=WIDTH)
        yield Ends(named="next", rule=True)
        yield Facts(named="facts", label=5)
        yield Told(id="diff")
        yield Label("Username", classes="field", id="whose")
        yield Input(id="username", placeholder="as the index knows you", compact=True)
        yield SecretInput("paste it, then ⏎; it is never shown", does="Store")
        yield Told(id="told")
        yield Ends("indexes", named="all", rule=True)
        yield Facts(named="others", label=1)

    def on_mount(self) -> None:
        """Start without a card."""
        self.show((), None, None)

    def show(self, cards: Sequence[Card], card: Card | None, offer: Offer | None) -> None:
        """Show a card with what is next, and how far the other indexes are."""
        self.heading.display = card is not None
        self.tasks.facts = tuple(_tasks(card, offer)) if card else ()
        if card:
            self.heading.left = " · ".join(filter(None, (_named(card), card.token.title)))
            self.heading.right = safe(masked(card.feed, card.secrets))
        self.next.display = offer is not None
        self.facts.facts = offer.facts if offer else ()
        self.diff.start()
        if offer:
            self.next.left, self.next.right = f"⏎  {offer.title}", offer.cost
            self.diff.diff(offer.diff)
            if offer.trouble:
                self.diff.refuse(offer.trouble)
        self.whose.display = self.username.display = bool(offer and offer.asks_name)
        self.secret.display = bool(offer and offer.takes_paste and not offer.trouble)
        others = tuple(_summed([each for each in cards if each is not card]))
        self.others.facts, self.query_one("#all").display = others, bool(others)


def _named(card: Card) -> str:
    return safe(masked(card.name, card.secrets))


def _tasks(card: Card, offer: Offer | None) -> Iterator[Fact]:
    """Yield the steps; the mark stands at the one that is next."""
    for number, task in enumerate(card.tasks, 1):
        mark = "▸" if offer and offer.turn.task.stage is task.stage else " "
        label = f"{mark} {number} {GLYPHS[task.state]} {NAMES[task.stage]}"
        yield Fact(label, _said(card, task), tone=TONES[task.state])


def _said(card: Card, task: Task) -> str:
    return safe(told(card, task).removesuffix("."))


def _summed(cards: Sequence[Card]) -> Iterator[Fact]:
    """Yield each index in a line: who gets in, or what is missing."""
    for card in cards:
        state = State.DONE if card.is_done else State.OPEN
        text = f"{_named(card)}  {safe(summary(card))}"
        yield Fact(GLYPHS[state], text, tone=TONES[state])
