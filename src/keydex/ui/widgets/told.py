"""What a dialog has to say: what is going on, what was done, what went wrong."""

from collections.abc import Iterable

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from keydex.errors import KeydexError
from keydex.model import Step
from keydex.ui.states import CLASSES, toned
from keydex.ui.texts import safe

OUTCOMES = {
    "done": ("✓", "tone--good"),
    "failed": ("✗", "tone--bad"),
    "undone": ("·", "tone--quiet"),
}
# The colours of the lines of a diff, by how they begin.
DIFF = (("+++", "quiet"), ("---", "quiet"), ("+", "good"), ("-", "bad"), ("", "quiet"))
Line = tuple[str, str]


class Told(Widget):
    """Lines since the last start, each in a tone; foreign text is never markup."""

    COMPONENT_CLASSES = CLASSES
    DEFAULT_CSS = """
    Told { height: auto; }
    """

    lines: reactive[tuple[Line, ...]] = reactive((), layout=True)
    busy = reactive("", layout=True)

    def render(self) -> Text:
        """Draw what was said, and what is going on."""
        lines = [toned(self, text, tone) for text, tone in self.lines]
        if self.busy:
            lines.append(toned(self, self.busy, "tone--quiet"))
        return Text("\n").join(lines)

    def on_mount(self) -> None:
        """Take no room where there is nothing to say."""
        self._give_way()

    def _give_way(self) -> None:
        self.display = bool(self.lines or self.busy)

    watch_lines = watch_busy = _give_way

    def start(self, busy: str = "") -> None:
        """Forget what was said before, and say what is going on."""
        self.lines, self.busy = (), busy

    def add(self, text: str, tone: str = "tone--known") -> None:
        """Say one thing more."""
        self.lines = (*self.lines, (safe(text), tone))

    def diff(self, lines: Iterable[str]) -> None:
        """Show a diff alone."""
        self.lines = tuple((line, _tone(line)) for line in lines)

    def refuse(self, error: KeydexError, hint: str | None = None) -> None:
        """Say in one sentence what went wrong, and what helps, where it is seen."""
        self.busy = ""
        self.call_after_refresh(self.scroll_visible, animate=False)
        self.add(f"✗ {error.message}.", "tone--bad")
        if hint := error.hint if hint is None else hint:
            self.add(f"→ {hint}")

    def step(self, step: Step) -> None:
        """Say what a workflow has done."""
        glyph, tone = OUTCOMES[step.outcome]
        place = f"{step.service} as {step.username}" if step.service else step.where
        reason = f": {step.reason}" if step.reason else ""
        self.add(f"{glyph} {step.what}  {place}{reason}", tone)


def _tone(line: str) -> str:
    """Choose the colour of a line of a diff."""
    return next(f"tone--{tone}" for start, tone in DIFF if line.startswith(start))
