"""The twelve states on the screen: their colours, and which of several says most."""

from rich.style import Style
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
MEANINGS: dict[Sign, str] = {
    Sign.WORKS: "the index says no without the credential, and yes with it",
    Sign.PUBLIC: "anyone may read it",
    Sign.STORED: "an entry is found; the index was not asked",
    Sign.MISSING: "no question finds an entry",
    Sign.SILENT: "the tool asks no keyring; the line says why",
    Sign.REFUSED: "the index says no to what is found",
    Sign.FORBIDDEN: "a wrong password or no permission (403)",
    Sign.UNCLEAR: "the index hides the difference",
    Sign.LOCKED: "the store is locked: unlock it, then r",
    Sign.NO_ANSWER: "the keyring or the index gives no answer",
    Sign.NOT_ASKED: "asking may prompt: a asks",
    Sign.NOT_USED: "the tool does not use this index",
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
NEEDY = frozenset(RANK[: RANK.index(Sign.NOT_ASKED)])


def worst(signs: tuple[Sign, ...]) -> Sign:
    """Return the state that says most of several."""
    return min(signs, key=RANK.index, default=Sign.NOT_USED)


def toned(widget: Widget, text: str, tone: str) -> Text:
    """Write a text in one of the colours; foreign text is never markup."""
    return Text(text, style=Style(color=widget.get_component_rich_style(tone).color), end="")


def signed(widget: Widget, sign: Sign, text: str = "") -> Text:
    """Write a state, or a text in its colour."""
    return toned(widget, text or str(sign), TONES[sign])
