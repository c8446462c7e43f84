"""The entries of a feed: what is asked as whom, each tool's turn at it, and what nobody asks."""

from dataclasses import dataclass

from rich.text import Text
from textual import on
from textual.message import Message
from textual.widgets import DataTable

from keydex.matrix import Ask, Entry
from keydex.model import State
from keydex.ui.commands import ENDS, bindings
from keydex.ui.states import CLASSES, TONES, signed, toned
from keydex.ui.texts import safe
from keydex.ui.widgets.mark import MARK, Mark
from keydex.words import Sign, of_answer

STATE = len("1 · not reached")
TIGHT = len("1 ○ missing")
# Columns for a service, which is wrapped and never cut: below the first the others get tight.
WANTED, NARROWEST = 40, 20


class QuestionTable(DataTable[Text | Mark]):
    """One row is one entry; a service is wrapped and never cut."""

    COMPONENT_CLASSES = CLASSES
    BINDINGS = [*bindings("entry", "copy-command"), *ENDS]

    @dataclass
    class Highlighted(Message):
        """The cursor is on another entry."""

        entry: Entry

    @dataclass
    class Opened(Message):
        """An entry was chosen."""

        entry: Entry

    def __init__(self) -> None:
        super().__init__(cursor_type="row", cursor_foreground_priority="renderable")
        self._shown: tuple[Entry, ...] = ()
        self._heads: dict[int, str] = {}
        self._width = 0

    @property
    def entry(self) -> Entry | None:
        """Return the entry under the cursor."""
        return self._shown[self.cursor_row] if self.cursor_row < len(self._shown) else None

    def show(self, entries: tuple[Entry, ...], tools: tuple[str, ...]) -> None:
        """Show entries, a column for each tool that asks for one; changes cells where it can."""
        asking = [at for at in range(len(tools)) if any(each.asks[at] for each in entries)]
        heads = {at: tools[at] for at in asking}
        same = list(map(_named, entries)) == list(map(_named, self._shown))
        width = self.app.size.width
        if not same or heads != self._heads or width != self._width:
            known = self.entry
            self._shown, self._heads, self._width = entries, heads, width
            self._fill()
            if known:
                self.go_to(known.service, known.username)
            return
        for row, (old, new) in enumerate(zip(self._shown, entries, strict=True)):
            for at, tool in heads.items():
                if old.asks[at] != new.asks[at]:
                    self.update_cell(str(row), tool, self._cell(new.asks[at]))
        self._shown = entries

    def _fill(self) -> None:
        self.clear(columns=True)
        users = list(dict.fromkeys(safe(each.user) for each in self._shown))
        heads = list(self._heads.values())
        room = self.app.size.width - 2 - 2 * (len(heads) + 2)
        columns = [max(STATE, len(head)) for head in heads]
        if room - sum(columns) < WANTED:
            heads = [head.split()[0] for head in heads]
            columns = [max(TIGHT, len(head)) for head in heads]
        head = "entry" if len(users) > 1 else f"asked as {users[0] if users else 'nobody'}"
        self.add_column("", key=MARK, width=1)
        self.add_column(Text(head), key="service", width=max(NARROWEST, room - sum(columns)))
        for tool, head, width in zip(self._heads.values(), heads, columns, strict=True):
            self.add_column(Text(head), key=tool, width=width)
        for number, each in enumerate(self._shown):
            cells = [self._cell(each.asks[at]) for at in self._heads]
            service = self._service(each, with_user=len(users) > 1)
            self.add_row(Mark(self, number), service, *cells, key=str(number), height=None)

    def _service(self, entry: Entry, *, with_user: bool) -> Text:
        service = Text(safe(entry.shown), overflow="fold")
        if with_user:
            service.append_text(toned(self, f"  as {safe(entry.user)}", "tone--quiet"))
        if entry.is_orphan:
            stored = signed(self, Sign.STORED)
            service.append_text(Text.assemble("\n", stored, ", and no tool finds it here"))
        return service

    def _cell(self, ask: Ask | None) -> Text:
        if ask is None:
            return toned(self, "·", "tone--quiet")
        sign = of_answer(ask.answer)
        word = str(sign)
        if (
            ask.answer
            and ask.answer.state is State.NOT_ASKED
            and ask.answer.reason == "not reached"
        ):
            word = f"{Sign.NOT_ASKED.value[0]} not reached"
        return Text.assemble(f"{ask.turn} ", toned(self, word, TONES[sign]))

    def go_to(self, service: str, username: str | None) -> None:
        """Move the cursor to the entry of a question, or to one that would serve it."""
        rows = [at for at, each in enumerate(self._shown) if each.service == service]
        exact = [at for at in rows if self._shown[at].username == username]
        if found := exact or rows:
            self.move_cursor(row=found[0], animate=False)

    def repaint(self) -> None:
        """Draw all cells anew: the colours have changed, or the width of the screen."""
        self._width = self.app.size.width
        row = self.cursor_row
        self._fill()
        self.move_cursor(row=row, animate=False)

    @on(DataTable.RowHighlighted)
    def _tell(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        if event.row_key in self.rows and self.entry:
            self.post_message(self.Highlighted(self.entry))

    @on(DataTable.RowSelected)
    def _open(self, event: DataTable.RowSelected) -> None:
        event.stop()
        if self.entry:
            self.post_message(self.Opened(self.entry))


def _named(entry: Entry) -> tuple[str, str | None]:
    return entry.service, entry.username
