"""The twelve states on the screen: their colours, and which of several says most."""

from rich.text import Text
from textual.widget import Widget

from keydex.words import Sign

TONES: dict[Sign, str] = {
    Sign.WORKS: "tone--good",
    Sign.PUBLIC: "tone--good",
    Sign.STORED: "tone--known",
    Sign.MISSING: "tone--lacking",
    Sign.SILENT: "tone--lacking",
    Sign.REFUSED: "tone--bad",
    Sign.FORBIDDEN: "tone--bad",
    Sign.UNCLEAR: "tone--lacking",
    Sign.LOCKED: "tone--lacking",
    Sign.NO_ANSWER: "tone--lacking",
    Sign.NOT_ASKED: "tone--quiet",
    Sign.NOT_USED: "tone--quiet",
}
CLASSES = {*TONES.values(), "tone--label"}
# The worst first.
RANK: tuple[Sign, ...] = (
    Sign.REFUSED,
    Sign.FORBIDDEN,
    Sign.MISSING,
    Sign.SILENT,
    Sign.LOCKED,
    Sign.NO_ANSWER,
    Sign.UNCLEAR,
    Sign.NOT_ASKED,
    Sign.STORED,
    Sign.WORKS,
    Sign.PUBLIC,
    Sign.NOT_USED,
)
NEEDY = frozenset(RANK[:7])


def worst(signs: tuple[Sign, ...]) -> Sign:
    """Return the state that says most of several."""
    return min(signs, key=RANK.index, default=Sign.NOT_USED)


def toned(widget: Widget, text: str, tone: str) -> Text:
    """Write a text in one of the colours; foreign text is never markup."""
    return Text(text, style=widget.get_component_rich_style(tone, partial=True), end="")


def signed(widget: Widget, sign: Sign, text: str = "") -> Text:
    """Write a state, or a text in its colour."""
    return toned(widget, text or str(sign), TONES[sign])
