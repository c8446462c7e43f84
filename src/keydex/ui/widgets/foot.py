"""The line at the foot: what is going on, or a summary of what was done last."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from keydex.model import Event
from keydex.ui.jobs import Job
from keydex.ui.session import Session
from keydex.ui.summaries import told
from keydex.ui.widgets.ends import Ends

TICK = 1.0  # Seconds.
MANY = 200  # Events; to add up more of them for each that comes would hold up keys.
SOON = 0.1  # Seconds until many that come together are shown.


class Foot(Vertical):
    """Every event, told by whichever thread, and the jobs that are going on."""

    line = getters.query_one("#log", Ends)

    @dataclass
    class Happened(Message):
        """A keyring was called, an index asked or a file written."""

        event: Event

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.events: list[tuple[datetime, Event]] = []
        self._now = session.now
        self._jobs: dict[int, tuple[str, datetime]] = {}
        self._since = 0
        self._changes = 0
        self._is_deciding = self._is_due = False

    def compose(self) -> ComposeResult:
        """Lay out rule and line."""
        yield Ends(rule=True)
        yield Ends(hint="L Log", named="log")

    def on_mount(self) -> None:
        """Count the seconds of what is going on."""
        self.set_interval(TICK, self._paint)

    def hear(self, event: Event) -> None:
        """Take an event from any thread."""
        self.post_message(self.Happened(event))

    def on_foot_happened(self, message: Happened) -> None:
        """Keep an event, and show it; of many, with those that come soon after."""
        self.events.append((self._now(), message.event))
        if len(self.events) - self._since < MANY:
            self._paint()
        elif not self._is_due:
            self._is_due = True
            self.set_timer(SOON, self._paint)

    @contextmanager
    def showing(self, job: Job) -> Iterator[Job]:
        """Show a job for as long as it goes on, and stop it at the end."""
        if not self._jobs:
            self._since = len(self.events)
        self._jobs[id(job)] = ("starting", self._now())
        self._paint()
        try:
            yield job
        finally:
            job.flag.set()
            del self._jobs[id(job)]
            self._paint()

    def say(self, job: Job, what: str) -> None:
        """Say what a job is at now."""
        self._jobs[id(job)] = (what, self._jobs[id(job)][1])
        self._paint()

    @property
    def is_busy(self) -> bool:
        """Say whether something is going on."""
        return bool(self._jobs)

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """Leave it to a dialog to say what is written, for as long as it is open."""
        self._is_deciding = True
        self._paint()
        try:
            yield
        finally:
            self._is_deciding = False

    def changed(self, count: int) -> None:
        """Count what was written."""
        self._changes += count
        self._paint()

    def _paint(self) -> None:
        self._is_due = False
        if self._jobs:
            self.line.left = " · ".join(self._going(*each) for each in self._jobs.values())
            self.line.hint = "esc Stop"
        else:
            self.line.left, self.line.hint = self._last(), "L Log"

    def _last(self) -> str:
        """Say what came of the last jobs."""
        if not self.events:
            return ""
        when = self.events[-1][0]
        events = [event for _, event in self.events[self._since :]]
        changes = None if self._is_deciding else self._changes
        return f"{when:%H:%M:%S}  {told(events, changes)}"

    def _going(self, what: str, since: datetime) -> str:
        seconds = int((self._now() - since).total_seconds())
        return f"{what} … {seconds} s" if seconds else f"{what} …"
