"""One line with a text at either end."""

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget


class Ends(Widget):
    """A line: `left` at one end, `right` and a `hint` at the other, a rule or nothing between."""

    COMPONENT_CLASSES = {"ends--left", "ends--right", "ends--rule"}
    DEFAULT_CSS = """
    Ends { height: 1; width: 1fr; }
    """

    left = reactive("")
    right = reactive("")
    hint = reactive("")

    def __init__(
        self,
        left: str = "",
        right: str = "",
        *,
        hint: str = "",
        rule: bool = False,
        named: str | None = None,
    ) -> None:
        super().__init__(id=named)
        self.set_reactive(Ends.left, left)
        self.set_reactive(Ends.right, right)
        self.set_reactive(Ends.hint, hint)
        self._rule = rule

    def render(self) -> Text:
        """Draw it all; what stands at the right gives way."""
        named, quiet, ruled = (
            self.get_component_rich_style(f"ends--{each}") for each in ("left", "right", "rule")
        )
        line, width = ("─", self.size.width) if self._rule else (" ", self.size.width)
        hint = Text(f"   {self.hint}" if self.hint else "", style=quiet)
        left = Text(f"{line * 2} " if self._rule and self.left else "", style=ruled)
        left.append(f"{self.left} " if self.left else "", style=named)
        left.truncate(width, overflow="ellipsis")
        right = Text(f" {self.right}" if self.right else "", style=quiet)
        room = width - left.cell_len - hint.cell_len - 3
        right.truncate(max(0, room), overflow="ellipsis")
        if self._rule and self.right:
            right.append(f" {line * 2}", style=ruled)
        rest = max(0, width - left.cell_len - right.cell_len - hint.cell_len)
        return Text.assemble(left, (line * rest, ruled), right, hint, end="")
