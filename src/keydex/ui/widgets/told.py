"""What a dialog has to say: what is going on, what was done, what went wrong."""

from rich.text import Text
from textual.widgets import Static

from keydex.errors import KeydexError
from keydex.model import Step
from keydex.ui.states import CLASSES, toned
from keydex.ui.texts import safe

OUTCOMES = {
    "done": ("✓", "tone--good"),
    "failed": ("✗", "tone--bad"),
    "undone": ("·", "tone--quiet"),
}


class Told(Static):
    """A few lines, from the last start on; foreign text is never markup."""

    COMPONENT_CLASSES = CLASSES

    def on_mount(self) -> None:
        """Start with nothing to say."""
        self._lines: list[Text] = []
        self.display = False

    def start(self, text: str = "") -> None:
        """Say what is going on, and forget what was said before."""
        self._lines = [toned(self, text, "tone--quiet")] if text else []
        self._paint()

    def add(self, text: str, tone: str = "tone--known") -> None:
        """Say one thing more."""
        self._lines.append(toned(self, safe(text), tone))
        self._paint()

    def refuse(self, error: KeydexError, hint: str | None = None) -> None:
        """Say in one sentence what went wrong, and what helps."""
        message = error.message[:1].upper() + error.message[1:]
        self._lines = [toned(self, f"✗ {safe(message)}.", "tone--bad")]
        if hint := error.hint if hint is None else hint:
            self._lines.append(toned(self, f"→ {safe(hint)}", "tone--known"))
        self._paint()

    def step(self, step: Step) -> None:
        """Say what a workflow has done."""
        glyph, tone = OUTCOMES[step.outcome]
        place = f"{step.service} as {step.username}" if step.service else step.where
        reason = f": {step.reason}" if step.reason else ""
        self.add(f"{glyph} {step.what}  {place}{reason}", tone)

    def _paint(self) -> None:
        self.display = bool(self._lines)
        self.update(Text("\n").join(self._lines))
