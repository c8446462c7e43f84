"""What is ticked or picked, whose state is a sign and not only a colour."""

from textual.content import Content
from textual.widgets import Checkbox, RadioButton

MARKS = {True: "[x]", False: "[ ]"}
PICKED = {True: "(•)", False: "( )"}


class Box(Checkbox):
    """A compact checkbox; foreign text is never markup."""

    BUTTON_LEFT = BUTTON_INNER = BUTTON_RIGHT = ""

    def __init__(
        self, text: str, *, value: bool = False, named: str | None = None, about: str | None = None
    ) -> None:
        self._text = text
        super().__init__("", value=value, compact=True, id=named, name=about)
        self._mark()

    def watch_value(self) -> None:
        """Show the new state, too."""
        super().watch_value()
        self._mark()

    def _mark(self) -> None:
        self.label = Content(f"{MARKS[self.value]} {self._text}")


class Pick(RadioButton):
    """One of several, of which one is picked; foreign text is never markup."""

    BUTTON_LEFT = BUTTON_INNER = BUTTON_RIGHT = ""

    def __init__(self, text: str, *, value: bool = False, named: str | None = None) -> None:
        self._text = text
        super().__init__("", value=value, compact=True, id=named)
        self._mark()

    def watch_value(self) -> None:
        """Show the new state, too."""
        super().watch_value()
        self._mark()

    def _mark(self) -> None:
        self.label = Content(f"{PICKED[self.value]} {self._text}")
