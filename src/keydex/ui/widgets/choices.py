"""A list to choose several things from; each is wrapped and never cut."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from keydex.ui.widgets.box import MARKS


class Choices(OptionList):
    """Lines with a box before them; foreign text is never markup."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Choose", tooltip="Take this line, or leave it"),
        # Enter goes on in a dialog: it takes nothing away.
        Binding("enter", "app.focus_next", "Go on", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Other lines are chosen."""

        chosen: Set[int]

    def __init__(self) -> None:
        super().__init__(compact=True)
        self._texts: tuple[str, ...] = ()
        self.chosen: Set[int] = frozenset()

    def show(self, lines: Iterable[str], chosen: Iterable[int]) -> None:
        """Show lines, some of them chosen."""
        self._texts, self.chosen = tuple(lines), frozenset(chosen)
        self.set_options(self._line(number) for number in range(len(self._texts)))
        self.highlighted = 0 if self._texts else None
        self.display = bool(self._texts)

    def _line(self, number: int) -> Content:
        return Content(f"{MARKS[number in self.chosen]} {self._texts[number]}")

    @on(OptionList.OptionSelected)
    def _toggle(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        number = event.option_index
        self.chosen ^= {number}
        self.replace_option_prompt_at_index(number, self._line(number))
        self.post_message(self.Changed(self.chosen))
