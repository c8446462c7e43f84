"""The app: its look, how it begins and ends."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from textual import work
from textual.app import App
from textual.command import Provider
from textual.css.query import NoMatches
from textual.drivers.web_driver import WebDriver
from textual.screen import Screen
from textual.worker import WorkerFailed

from keydex.config import view
from keydex.environment import Environment
from keydex.errors import KeydexError, UsageError
from keydex.ui.screens.opening import Opening
from keydex.ui.threads import in_thread, painted, wind_up

if TYPE_CHECKING:
    from keydex.ui.session import Session

LAST = 0.5  # Seconds for the programs of threads that were told to stop.


def palette() -> type[Provider]:
    """Return what the palette offers."""
    from keydex.ui.commands import Commands

    return Commands


class Keydex(App[None]):
    """The app on one project; all but the first frame is loaded when that is painted."""

    TITLE = "keydex"
    CSS_PATH = Path(__file__).with_name("keydex.tcss")
    COMMANDS = {palette}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]

    def __init__(self, environment: Environment, session: Callable[[], "Session"]) -> None:
        self._is_plain = "NO_COLOR" in environment.variables
        super().__init__(ansi_color=True if self._is_plain else None)
        self._session, self._last = session, view.read(environment)

    def on_load(self) -> None:
        """Take the colours that were chosen last, before anything is seen."""
        if self._last.theme in self.available_themes and not self._is_plain:
            self.theme = self._last.theme

    def get_default_screen(self) -> Screen[None]:
        """Start on what is painted at once."""
        return Opening(self._open)

    @work
    async def _open(self) -> None:
        """Load the main screen and read what is configured, and show both."""
        await painted(self.screen)
        main = (await in_thread(self._main))()
        main.set_classes(self.screen.classes)  # It is as large; else all styles are found twice.
        await self.push_screen(main)

    def _main(self) -> Callable[[], Screen[None]]:
        from keydex.ui.screens.main import Main

        session = self._session()
        with suppress(KeydexError):  # The main screen will tell it.
            return partial(Main, session, session.read(), self._last)
        return partial(Main, session, last=self._last)

    @property
    def fault(self) -> BaseException | None:
        """Return what the app has ended of, if it was a fault."""
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) else error

    def _handle_exception(self, error: Exception) -> None:
        """Pass over a widget that is missed while the app ends: it is taken away, or never came."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if not (self._exit and isinstance(cause, NoMatches)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without a traceback, whose locals may hold secrets."""
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End without what an error has to show, which may quote a secret."""
        self._fatal_error()


def show_app(
    environment: Environment, *, tools: Sequence[str] = (), begins_with_setup: bool = False
) -> int:
    """Show the app and return the exit code. Raises UsageError in a browser, and any fault."""

    def session() -> "Session":
        from keydex.ui.session import Session

        return Session(environment, tools, begins_with_setup=begins_with_setup)

    return show(Keydex(environment, session))


def show(app: Keydex) -> int:
    """Run an app; a fault is raised again, for the command line to tell in one sentence."""
    if issubclass(app.driver_class, WebDriver):
        raise UsageError("a browser would show your keyring to whoever opens the page")
    app.run()
    wind_up(LAST)
    if app.fault:
        raise app.fault
    return app.return_code or 0
