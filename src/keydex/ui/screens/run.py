"""Run the command of a fix: shown first, then run beside the event loop, its last words shown."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Button

from keydex.errors import KeydexError
from keydex.findings import Finding
from keydex.model import Step
from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.spoken import secrets, spoken
from keydex.ui.threads import in_thread
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.fix import facts, title
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.told import Told
from keydex.workflows import fixing

TICK = 0.3  # Seconds between two looks at what the command says.
LAST = 8  # Lines of it that are shown.
LARGEST = 4096  # Bytes of it that are read.


class RunCommand(ModalScreen[int]):
    """The dialog; its result is whether anything was run, which may have changed something."""

    BINDINGS = DIALOG

    output = getters.query_one("#output", Told)
    told = getters.query_one("#told", Told)
    run = getters.query_one("#run", Button)
    cancel = getters.query_one("#cancel", Button)

    def __init__(self, session: Session, survey: Survey, finding: Finding) -> None:
        super().__init__()
        self._session, self._survey, self._finding = session, survey, finding
        self._secrets = (*finding.secrets, *secrets(survey))
        self._job: Job | None = None
        self._said: Path | None = None
        self._ran = 0

    def compose(self) -> ComposeResult:
        """Lay out what is the case, the command, and what it says."""
        with Dialog():
            yield Ends(title(self._finding), rule=True)
            yield facts(self._finding)
            yield Told(id="output")
            yield Told(id="told")
            with Horizontal(classes="buttons"):
                yield Button("Run", variant="primary", compact=True, id="run")
                yield Button("Cancel", compact=True, id="cancel")
        yield KeyLine()

    def on_mount(self) -> None:
        """Make running the default: the command is shown."""
        self.query_one(Dialog).offer(self.run)
        self.set_interval(TICK, self._tell)

    @on(Button.Pressed, "#run")
    @work(group="run", exclusive=True)
    async def _run(self, event: Button.Pressed) -> None:
        """Run the command; escape stops it."""
        event.stop()
        self.run.disabled, self._ran = True, 1
        self.told.start("running …")
        self._job = Job(self._session)
        with TemporaryDirectory(prefix="keydex-") as folder:
            self._said = Path(folder, "output")
            try:
                steps = await in_thread(partial(self._steps, self._job, self._said))
            except KeydexError as error:
                self._refuse(error)
            else:
                self.told.start()
                for step in steps:
                    self.told.step(step)
            finally:
                self._job.flag.set()
                self._tell()
                self._job = self._said = None
        self.cancel.label = "Done"
        self.query_one(Dialog).end(self.cancel)

    def _steps(self, job: Job, said: Path) -> list[Step]:
        """Run the command to its end; it gets a file to speak into, and no terminal."""
        with said.open("w", encoding="utf-8") as output:
            return list(
                fixing.ran(self._finding, self._survey.environment, job.means, output, alone=True)
            )

    def _refuse(self, error: KeydexError) -> None:
        self.told.start()
        if self._job and self._job.flag.is_set():
            self.told.add("· It was stopped, and may be half done.")
        else:
            self.told.refuse(error)

    def _tell(self) -> None:
        """Show the last lines that the command has said."""
        if self._said and self._said.exists():
            self.output.lines = tuple((line, "tone--quiet") for line in self._last(self._said))

    def _last(self, said: Path) -> list[str]:
        with said.open("rb") as file:
            file.seek(max(0, said.stat().st_size - LARGEST))
            text = file.read(LARGEST).decode(errors="replace")
        return spoken(text, self._secrets)[-LAST:]

    @on(Button.Pressed, "#cancel")
    def action_leave(self) -> None:
        """Stop what is running, or else close."""
        if self._job:
            self._job.flag.set()
            self.told.start("stopping …")
        else:
            self.dismiss(self._ran)
