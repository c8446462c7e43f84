"""One line with a text at either end."""

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget


class Ends(Widget):
    """A line: `left` at one end, `right` at the other, and a rule or nothing between them."""

    COMPONENT_CLASSES = {"ends--left", "ends--right", "ends--rule"}
    DEFAULT_CSS = """
    Ends { height: 1; width: 1fr; }
    """

    left = reactive("")
    right = reactive("")

    def __init__(
        self, left: str = "", right: str = "", *, rule: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.set_reactive(Ends.left, left)
        self.set_reactive(Ends.right, right)
        self._rule = rule

    def render(self) -> Text:
        """Draw both texts; the right one gives way."""
        line, fill = ("─", " ") if self._rule else ("", "")
        width = self.size.width
        left = Text(f"{line * 2}{fill}{self.left}{fill}" if self.left else "", end="")
        left.truncate(width, overflow="ellipsis")
        right = Text(f"{fill}{self.right}{fill}{line * 2}" if self.right else "", end="")
        room = max(0, width - left.cell_len - (0 if self._rule else 2))
        right.truncate(room, overflow="ellipsis")
        gap = Text((line or " ") * max(0, width - left.cell_len - right.cell_len), end="")
        styles = {each: self.get_component_rich_style(each) for each in self.COMPONENT_CLASSES}
        if self._rule:
            left.stylize(styles["ends--rule"])
        left.stylize(styles["ends--left"], 3 if self._rule else 0)
        right.stylize(styles["ends--right"])
        gap.stylize(styles["ends--rule"])
        return Text.assemble(left, gap, right)
