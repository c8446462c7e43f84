"""Facts in aligned columns, wrapped and never cut."""

from dataclasses import dataclass

from rich.table import Table
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from keydex.ui.states import CLASSES, signed, toned
from keydex.words import Sign


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is about, its state, what there is to say, and what it costs."""

    label: str
    text: str
    sign: Sign | None = None
    note: str = ""
    tone: str = "tone--label"


class Facts(Widget):
    """A list of facts; its columns are as wide as they need to be, the text takes the rest."""

    COMPONENT_CLASSES = CLASSES
    DEFAULT_CSS = """
    Facts { height: auto; width: 1fr; }
    """

    facts: reactive[tuple[Fact, ...]] = reactive((), layout=True)

    def __init__(
        self,
        facts: tuple[Fact, ...] = (),
        *,
        label: int = 0,
        named: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=named, classes=classes)
        self.set_reactive(Facts.facts, facts)
        self._label = label

    def on_mount(self) -> None:
        """Take no room where there is nothing to say."""
        self.watch_facts()

    def watch_facts(self) -> None:
        """Take no room where there is nothing to say."""
        self.display = bool(self.facts)

    def render(self) -> Table:
        """Draw the facts as a grid."""
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        has_labels = any(fact.label for fact in self.facts)
        has_signs = any(fact.sign for fact in self.facts)
        has_notes = any(fact.note for fact in self.facts)
        if has_labels:
            grid.add_column(no_wrap=True, min_width=self._label)
        if has_signs:
            grid.add_column(no_wrap=True, min_width=len(str(Sign.SILENT)))
        grid.add_column(ratio=1, overflow="fold")
        if has_notes:
            grid.add_column(no_wrap=True, justify="right")
        for fact in self.facts:
            cells = [toned(self, fact.label, fact.tone)] if has_labels else []
            if has_signs:
                cells.append(signed(self, fact.sign) if fact.sign else Text())
            cells.append(Text(fact.text))
            if has_notes:
                cells.append(toned(self, fact.note, "tone--quiet"))
            grid.add_row(*cells)
        return grid
