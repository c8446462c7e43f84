"""Run a command and watch it: its questions as they come, beside what was predicted."""

import shlex
from dataclasses import dataclass
from functools import partial

from rich.text import Text
from textual import getters, on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.suggester import SuggestFromList
from textual.widgets import DataTable, Footer, Input, RichLog

from keydex.errors import KeydexError, UsageError
from keydex.model import Lookup, Seen
from keydex.secret import Secret, masked
from keydex.survey import Survey
from keydex.ui.commands import WATCHING
from keydex.ui.jobs import Job
from keydex.ui.screens.command import USUAL, words_of
from keydex.ui.session import Session
from keydex.ui.spoken import secrets, spoken
from keydex.ui.states import CLASSES, TONES, toned
from keydex.ui.texts import counted, safe
from keydex.ui.threads import in_thread
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.told import Told
from keydex.words import OF_STATE
from keydex.workflows import tracing

Name = tuple[str, str | None]
HEADS = ("", "question", "as", "found", "predicted")
SAID = {True: ("✗", "not predicted"), False: ("✓", "as predicted")}


class Trace(Screen[Name | None]):
    """The screen; its result is the entry that a person wants to see."""

    COMPONENT_CLASSES = CLASSES
    BINDINGS = WATCHING

    heading = getters.query_one(Ends)
    command = getters.query_one(Input)
    told = getters.query_one(Told)
    table = getters.query_one(DataTable)
    output = getters.query_one(RichLog)

    @dataclass
    class Heard(Message):
        """The command has asked, or was answered."""

        seen: tuple[Seen, ...]

    @dataclass
    class Said(Message):
        """The command has printed something."""

        text: str

    def __init__(self, session: Session, words: tuple[str, ...]) -> None:
        super().__init__()
        self._session, self._words = session, words
        self._survey: Survey | None = None
        self._secrets: tuple[Secret, ...] = ()
        self._job: Job | None = None

    def compose(self) -> ComposeResult:
        """Lay out the command, its questions, and what it prints."""
        yield Ends("trace: run a command, and see what it asks", rule=True)
        yield Input(
            shlex.join(self._words), suggester=SuggestFromList(USUAL), compact=True, id="command"
        )
        yield Told()
        yield DataTable[Text](cursor_type="row", cursor_foreground_priority="renderable")
        yield Ends("what it prints", rule=True, named="prints")
        yield RichLog(wrap=True, min_width=0)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Wait for a person: the command does what it does."""
        self.table.display = self.query_one("#prints").display = self.output.display = False
        self.told.add("It runs as it is, with all that it does. ⏎ runs it.")
        self.command.focus()

    @on(Input.Submitted)
    @work(group="trace", exclusive=True)
    async def _run(self, event: Input.Submitted) -> None:
        """Run the command, and compare when it has ended."""
        event.stop()
        if self._job:
            return
        self.told.start("reading …")
        try:
            if not (words := words_of(event.value)):
                raise UsageError("no command is named")
            survey = await Job(self._session).read(words)
            await self._watch(survey, words)
        except KeydexError as error:
            self.told.start()
            self.told.refuse(error)

    async def _watch(self, survey: Survey, words: tuple[str, ...]) -> None:
        """Run it away from the terminal. Raises KeydexError."""
        self._survey, self._secrets = survey, secrets(survey)
        self._job = Job(self._session)
        self.output.clear()
        self.table.display = self.query_one("#prints").display = self.output.display = True
        self._show(())
        self.command.disabled = True
        self.told.start("running …")
        self.table.focus()
        try:
            done = await in_thread(
                partial(
                    tracing.followed,
                    survey,
                    words,
                    heard=self._post_seen,
                    printed=self._post_said,
                    cancelled=self._job.flag,
                )
            )
        finally:
            self._job.flag.set()
            self._job = None
            self.command.disabled = False
        self._show(done.seen, has_ended=True)
        self.told.start()
        self._conclude(done)

    def _post_seen(self, seen: tuple[Seen, ...]) -> None:
        self.post_message(self.Heard(seen))

    def _post_said(self, line: bytes) -> None:
        self.post_message(self.Said(line.decode(errors="replace")))

    def _conclude(self, done: tracing.Traced) -> None:
        """Say how it ended, and how well it was foretold."""
        unexpected = len(self._compared(done.seen).unexpected)
        asked = counted(len(done.seen), "question")
        self.told.add(f"It ended with {done.code}, after {asked}.")
        if unexpected:
            was = f"{counted(unexpected, 'question')} not predicted: please report it"
            self.told.add(f"✗ {was}.", "tone--bad")
        elif done.seen:
            self.told.add("✓ All as predicted.", "tone--good")

    def _compared(self, seen: tuple[Seen, ...]) -> tracing.Comparison:
        (one,) = self._survey.configurations if self._survey else ()
        return tracing.compared(one, seen)

    @on(Heard)
    def _hear(self, event: Heard) -> None:
        if self._job:  # Else it comes after the end, which told all of it.
            self._show(event.seen)

    @on(Said)
    def _say(self, event: Said) -> None:
        for line in spoken(event.text, self._secrets):
            self.output.write(Text(line))

    def _show(self, seen: tuple[Seen, ...], *, has_ended: bool = False) -> None:
        """Show the questions, and at the end those that were not asked."""
        found = self._compared(seen)
        self._secrets = tuple(dict.fromkeys((*self._secrets, *tracing.secrets(seen))))
        self.table.clear(columns=True)
        self._names: list[Name] = []
        for head in HEADS:
            self.table.add_column(head)
        for each in seen:
            sign, said = SAID[each in found.unexpected]
            if each in found.elsewhere:
                sign, said = "·", "about a file elsewhere"
            state = OF_STATE[each.state] if each.state else None
            answer = toned(self, str(state), TONES[state]) if state else Text("…")
            self._add(each.lookup, sign, answer, said)
        for other in found.not_asked if has_ended else ():
            self._add(other.lookup, "·", Text("not asked"), other.why)

    def _add(self, lookup: Lookup, sign: str, answer: Text, said: str) -> None:
        user = "anyone" if lookup.username is None else masked(lookup.username, self._secrets)
        service = safe(masked(lookup.service, self._secrets))
        self._names.append((lookup.service, lookup.username))
        tone = {"✗": "tone--bad", "✓": "tone--good"}.get(sign, "tone--quiet")
        cells = (Text(service, overflow="fold"), Text(safe(user)), answer, Text(said))
        self.table.add_row(toned(self, sign, tone), *cells, height=None)

    @on(DataTable.RowSelected)
    def _open(self, event: DataTable.RowSelected) -> None:
        """Go to the entry of a question."""
        event.stop()
        if not self._job:
            self.dismiss(self._names[event.cursor_row])

    def action_leave(self) -> None:
        """Stop what is running, or else go back."""
        if self._job:
            self._job.flag.set()
            self.told.start("stopping …")
        else:
            self.dismiss(None)
