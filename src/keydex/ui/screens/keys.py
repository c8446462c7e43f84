"""Every key, and what the signs mean."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer

from keydex.ui import findings
from keydex.ui.commands import PAGE
from keydex.ui.findings import TONES
from keydex.ui.states import MEANINGS
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.words import OF_SEVERITY


class Keys(Screen[None]):
    """The help: one table of keys, made of the bindings, and one of signs."""

    BINDINGS = PAGE

    def __init__(self, active: Sequence[ActiveBinding]) -> None:
        super().__init__()
        self._active = active

    def compose(self) -> ComposeResult:
        """Lay out keys and signs."""
        signs = tuple(Fact("", text, sign) for sign, text in MEANINGS.items())
        severities = tuple(
            Fact(OF_SEVERITY[each], text, tone=TONES[each])
            for each, text in findings.MEANINGS.items()
        )
        with VerticalScroll():
            yield Ends("keys", rule=True)
            yield Facts(tuple(self._keys()), label=4, classes="keys")
            yield Ends("signs", rule=True)
            yield Facts(signs)
            yield Ends("findings", rule=True)
            yield Facts(severities, label=4)
        yield Footer(show_command_palette=False)

    def _keys(self) -> Iterator[Fact]:
        for each in self._active:
            yield Fact(self.app.get_key_display(each.binding), each.tooltip)
