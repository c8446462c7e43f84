"""The app in a world of canaries, and all that it shows."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Button

from keydex.environment import Environment, ThisMachine
from keydex.ui.app import Keydex
from keydex.ui.session import Session
from keydex.ui.widgets.secret_input import SecretInput
from tests.canary.worlds import World
from tests.ui.markup import CLICKED, obeyed
from tests.ui.pilots import dialog, drawn, is_alone, press, settle, until
from tests.ui.pilots import main as main_of
from tests.ui.worlds import keydex


@dataclass
class Watch:
    """The app in a world; `look` looks at what it shows, and at its clipboard."""

    pilot: Pilot[Any]
    world: World
    states: int = 0
    words: str = ""
    obeyed: list[str] = field(default_factory=list)
    """What was shown as foreign markup says."""
    literal: set[str] = field(default_factory=set)
    """The screens on which markup was shown as it is."""

    def look(self) -> None:
        """See the screen: as it is drawn, its words, and the words without where they wrap."""
        self.states += 1
        picture = self.pilot.app.export_screenshot()
        self.words = drawn(picture)
        kind = self.pilot.app.screen.__class__.__name__
        self.obeyed += obeyed(self.pilot.app)
        words = dialog(self.pilot) if self.pilot.app.screen.is_modal else self.joined
        self.literal |= {kind} if CLICKED in words.replace(" ", "") else set()
        name = f"{kind} {self.states}"
        for form, text in (("svg", picture), ("screen", self.words), ("screen", self.joined)):
            self.world.surfaces.add(f"{form} {name}", text.encode())
        self.world.surfaces.add(f"clipboard {name}", self.pilot.app.clipboard.encode())

    @property
    def joined(self) -> str:
        """Return the words that were seen last as if no line were wrapped."""
        return "".join(line.strip(" │┃") for line in self.words.splitlines())

    async def press(self, *keys: str) -> None:
        """Press keys, and look after each."""
        for key in keys:
            await press(self.pilot, key)
            self.look()

    async def until(self, text: str) -> None:
        """Look until a text is shown."""

        def is_there() -> bool:
            self.look()
            return text in self.words or text in self.joined

        await until(self.pilot, is_there)

    async def open(self, screen: Screen[Any]) -> None:
        """Open a dialog over the main screen."""
        await self.pilot.app.push_screen(screen)
        await self.pilot.pause()
        self.look()

    async def paste(self, text: str) -> None:
        """Paste a secret, and press enter."""
        field = self.pilot.app.screen.query_one(SecretInput)
        field.focus()
        field.post_message(events.Paste(text))
        await self.pilot.pause()
        assert field.value == text
        self.look()
        await self.pilot.press("enter")

    async def leave(self) -> None:
        """Leave whatever is open, and wait for what goes on."""
        while not is_alone(self.pilot):
            depth = len(self.pilot.app.screen_stack)
            await self.pilot.press("escape")
            await until(self.pilot, partial(self._is_above, depth))
        await settle(self.pilot)
        self.look()

    def _is_above(self, depth: int) -> bool:
        return len(self.pilot.app.screen_stack) < depth

    async def ended(self) -> None:
        """Wait until the button of a dialog says that it is over."""

        def is_over() -> bool:
            self.look()
            return any(str(each.label) in {"Done", "Close"} for each in self._buttons())

        await until(self.pilot, is_over)

    def _buttons(self) -> list[Button]:
        return [each for each in self.pilot.app.screen.query(Button) if each.display]

    def feed(self, name: str) -> str:
        """Return the feed of an index."""
        reports = main_of(self.pilot).desk.survey.reports()
        return next(report.feed for _, report in reports if report.index.name == name)

    def given(self) -> tuple[Any, Any]:
        """Return session and survey, as dialogs are given them."""
        desk = main_of(self.pilot).desk
        return desk.session, desk.survey


def app(world: World) -> Keydex:
    """Make the app in a world, with the real ways to keyrings and indexes."""
    home = world.person.root / "home"
    environment = Environment(world.person.project, home, world.environ, "linux", ThisMachine())
    made = keydex(Session(environment, browse=lambda _: False))
    made.animation_level = "none"
    return made
