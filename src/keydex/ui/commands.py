"""Every key, named once: footer, help and palette are made of this table."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.binding import ActiveBinding, Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from keydex.ui.mends import LARGEST


def _binding(key: str, name: str, text: str, tooltip: str, *, shown: bool = True) -> Binding:
    """Bind a key to the action of that name."""
    return Binding(key, name, text, show=shown, tooltip=tooltip, id=name.replace("_", "-"))


TABLE: tuple[Binding, ...] = (
    Binding(
        "enter",
        "select_cursor",
        "Questions",
        tooltip="Show what each tool asks its keyring about this index",
        id="questions",
    ),
    Binding(
        "enter",
        "select_cursor",
        "Delete entry",
        tooltip="Delete the entry that answers this question",
        id="entry",
    ),
    Binding(
        "enter,m",
        "select_cursor",
        "Mend",
        tooltip="Show what mends this finding, and do it",
        id="mend",
    ),
    Binding(
        "o",
        "screen.open",
        "Open tokens",
        tooltip="Open the page of the host on which tokens are made, in the browser",
        id="open",
    ),
    Binding(
        "r",
        "screen.refresh",
        "Look again",
        tooltip="Read the files anew, and look again",
        id="again",
    ),
    _binding("s", "store", "Store", "Store a new credential so that the tools find it"),
    _binding("t", "test", "Test", "Ask the index, without and with what each tool would send"),
    _binding("a", "ask", "Ask", "Ask the keyrings, also those that may prompt", shown=False),
    _binding("g", "set_up", "Set up", "Set up the indexes, step by step", shown=False),
    _binding("R", "rotate", "Rotate", "Give all that holds its secret a new one", shown=False),
    _binding("u", "username", "Username", "Write the username to where it belongs"),
    _binding("z", "undo", "Undo", "Undo what was written to files last", shown=False),
    _binding(
        "p",
        "migrate",
        "Plain text",
        "Move what stands in plain text into the keyring",
        shown=False,
    ),
    _binding(
        "e", "export", "Export", "Show what a machine without a keyring is to have", shown=False
    ),
    _binding("d", "delete", "Delete", "Delete the entries that the tools find"),
    _binding(
        "x", "trace", "Trace", "Run a command, and see what it asks beside what was predicted"
    ),
    _binding("slash", "find", "Find", "Show only the indexes that contain a text"),
    _binding("S", "sort", "Sort", "List the indexes in another order", shown=False),
    _binding("f", "findings", "Findings", "Show everything that is wrong, and what mends it"),
    _binding(
        "colon", "command", "Command", "Explain another command, such as uv lock", shown=False
    ),
    Binding(
        "y",
        "screen.copy",
        "Copy",
        tooltip="Copy the command line, never a secret",
        id="copy-command",
    ),
    _binding("y", "copy", "Copy", "Copy what mends it first, never a secret", shown=False),
    _binding("r", "refresh", "Refresh", "Read the files anew, and look again", shown=False),
    _binding("L", "log", "Log", "Show every keyring call, request and write", shown=False),
    *(
        Binding(
            str(number),
            f"mend({number})",
            f"Mend {number}",
            show=False,
            tooltip=f"Do what stands behind {number}",
            id=f"mend-{number}",
        )
        for number in range(1, LARGEST + 1)
    ),
    Binding(
        "T",
        "app.change_theme",
        "Theme",
        show=False,
        tooltip="Choose other colours",
        id="theme",
    ),
    _binding("escape", "back", "Back", "Stop what is running, or go back to the indexes"),
    _binding("escape", "stop", "Stop", "Stop what is running, or end the filter", shown=False),
    _binding("question_mark", "keys", "Keys", "Show every key, and what the signs mean"),
    Binding("q", "app.quit", "Quit", tooltip="Leave at once", id="quit"),
)
# In a list whose cursor is a row.
ENDS: list[BindingType] = [
    Binding("home", "scroll_top", "First", show=False),
    Binding("end", "scroll_bottom", "Last", show=False),
]
# What opens over the main screen is left by one key.
DIALOG: list[BindingType] = [
    Binding("escape", "leave", "Cancel", tooltip="Stop what is running, or close this")
]
# With ctrl, since a field takes the letter.
TOKENS = Binding(
    "o,ctrl+o", "open", "Open tokens", tooltip="Open the page on which tokens are made"
)
ROTATING: list[BindingType] = [*DIALOG, TOKENS]
WATCHING: list[BindingType] = [
    Binding("escape", "leave", "Back", tooltip="Stop the command, or go back")
]
SETTING_UP: list[BindingType] = [
    Binding("enter", "do", "Do it", tooltip="Do what is shown"),
    TOKENS,
    Binding("s,ctrl+s", "skip", "Skip", tooltip="Go on without this step"),
    Binding("S,ctrl+n", "skip_index", "Skip index", tooltip="Go on without this index"),
    Binding("escape", "leave", "Main screen", tooltip="Leave it as it is, and go on"),
]
PAGE: list[BindingType] = [
    Binding("escape,q", "app.pop_screen", "Back", tooltip="Go back to the indexes")
]


def bindings(*names: str) -> list[BindingType]:
    """Return the bindings of these names, in this order."""
    found = {binding.id: binding for binding in TABLE}
    return [found[name] for name in names]


def active(screen: Screen[Any]) -> Iterator[ActiveBinding]:
    """Yield what can be done on a screen now, once each, in the order of the table."""
    found: dict[str | None, ActiveBinding] = {}
    for each in screen.active_bindings.values():
        found.setdefault(each.binding.id, each)
    yield from (found[binding.id] for binding in TABLE if binding.id in found)


class Commands(Provider):
    """The palette: every binding that is active."""

    async def discover(self) -> Hits:
        """Yield all of them."""
        for each in active(self.screen):
            yield DiscoveryHit(each.binding.description, self._run(each), help=each.tooltip)

    async def search(self, query: str) -> Hits:
        """Yield those that fit what was typed."""
        matcher = self.matcher(query)
        for each in active(self.screen):
            text = f"{each.binding.description}: {each.tooltip}"
            if (score := matcher.match(text)) > 0:
                yield Hit(score, matcher.highlight(text), self._run(each))

    def _run(self, each: ActiveBinding) -> Callable[[], object]:
        return partial(self.app.run_action, each.binding.action, each.node)
