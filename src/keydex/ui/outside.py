"""What leaves the app on a key: a page for the browser, a text for the clipboard."""

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.screen import Screen

from keydex.ui.threads import in_thread

Browse = Callable[[str], bool]
# Those that Python's webbrowser may choose where there is no desktop; they draw over the app.
TERMINAL = frozenset({"www-browser", "links", "elinks", "lynx", "w3m"})


def opened(url: str) -> bool:
    """Open a page in a window of its own; say whether there is a browser for that."""
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return getattr(browser, "basename", "") not in TERMINAL and browser.open(url)


async def show_page(screen: Screen[Any], page: str, browse: Browse) -> None:
    """Open a page, or else copy its address."""
    if await in_thread(partial(browse, page)):
        screen.notify(page, title="Opened", markup=False)
    else:
        copy(screen, page, "No browser; copied")


def copy(screen: Screen[Any], text: str, title: str = "Copied") -> None:
    """Put a text on the clipboard, and say which."""
    screen.app.copy_to_clipboard(text)
    screen.notify(text, title=title, markup=False)
