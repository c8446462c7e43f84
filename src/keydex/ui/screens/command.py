"""Choose the command whose questions are explained."""

import shlex

from textual import getters, on, work
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label

from keydex.errors import KeydexError, UsageError
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.told import Told

USUAL = (
    *("uv sync", "uv lock", "uv add", "uv pip install", "uv tool install", "uv run", "uv publish"),
    *("pip install -r requirements.txt", "pip install -i https://", "pip download", "uvx"),
    "pixi install",
)
Choice = tuple[tuple[str, ...], Survey]


class ChooseCommand(ModalScreen[Choice | None]):
    """The dialog; its result is the command and what is read for it."""

    BINDINGS = DIALOG

    command = getters.query_one(Input)
    told = getters.query_one(Told)

    def __init__(self, session: Session, words: tuple[str, ...]) -> None:
        super().__init__()
        self._session, self._words = session, words

    def compose(self) -> ComposeResult:
        """Lay out the field."""
        with Dialog():
            yield Ends("What each tool asks when you run", rule=True)
            suggester = SuggestFromList(USUAL)
            yield Input(shlex.join(self._words), suggester=suggester, compact=True)
            yield Label("as you would type it; nothing stands for the usual commands")
            yield Told()
        yield KeyLine()

    @on(Input.Submitted)
    @work(group="read", exclusive=True)
    async def _read(self, event: Input.Submitted) -> None:
        """Read what that command uses; nothing of it is run."""
        event.stop()
        self.told.start("reading …")
        try:
            words = words_of(event.value)
            survey = await Job(self._session).read(words)
        except KeydexError as error:
            self.told.start()
            self.told.refuse(error, "name it as you would type it: uv lock")
        else:
            self.dismiss((words, survey))

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


def words_of(text: str) -> tuple[str, ...]:
    """Split a command line as a shell does; raises UsageError."""
    try:
        return tuple(shlex.split(text))
    except ValueError:
        raise UsageError("a quotation mark is not closed") from None
