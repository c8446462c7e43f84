"""The app: its look, how it ends, and its first screen."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import RenderableType
from textual.app import App
from textual.css.query import NoMatches
from textual.drivers.web_driver import WebDriver
from textual.screen import Screen
from textual.worker import WorkerFailed

from keydex.environment import Environment
from keydex.errors import UsageError
from keydex.ui.commands import Commands
from keydex.ui.screens.main import Main
from keydex.ui.session import Session
from keydex.ui.threads import wind_up

LAST = 0.5  # Seconds for the programs of threads that were told to stop.


class Keydex(App[None]):
    """The app on one project."""

    TITLE = "keydex"
    CSS_PATH = Path(__file__).with_name("keydex.tcss")
    COMMANDS = {Commands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]

    def __init__(self, session: Session) -> None:
        is_plain = "NO_COLOR" in session.environment.variables
        super().__init__(ansi_color=True if is_plain else None)
        self._session = session

    def get_default_screen(self) -> Screen[None]:
        """Start on the main screen."""
        return Main(self._session)

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
    return show(Keydex(Session(environment, tools, begins_with_setup=begins_with_setup)))


def show(app: Keydex) -> int:
    """Run an app; a fault is raised again, for the command line to tell in one sentence."""
    if issubclass(app.driver_class, WebDriver):
        raise UsageError("a browser would show your keyring to whoever opens the page")
    app.run()
    wind_up(LAST)
    if app.fault:
        raise app.fault
    return app.return_code or 0
