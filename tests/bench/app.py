"""Time the app in a terminal of its own, and a key inside it."""

import asyncio
import os
import pty
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import ioctl
from functools import partial
from pathlib import Path
from termios import TIOCSWINSZ

from tests.bench.headless import MEMBERS, keydex
from tests.bench.pairs import Figure, paired
from tests.bench.worlds import HEAD, indexes, person, workspace
from tests.cli.running import Person
from tests.ui.pilots import TICK, busy, handled
from tests.ui.worlds import app, billing

ROWS = 20
FIRST, HEADING, ROW = "Reading", "Index", "i5"  # Both apps have room for that row.
BARE = f"""
from textual.app import App
from textual.widgets import DataTable, Footer
class Bare(App):
    def compose(self):
        yield DataTable(cursor_type="row")
        yield Footer()
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Index", "Kind", "Username", "uv", "pip")
        for number in range({ROWS}):
            table.add_row(f"i{{number}}", "", "ci-bot", "not asked", "not used")
Bare().run()
"""
MANY = 5000
KEYS = 60
GOAL = 0.05  # Seconds for a key.


@dataclass
class Terminal:
    """A program in a terminal of 120 by 40, and what it has drawn so far."""

    pid: int
    fd: int
    drawn: bytes = b""

    def until(self, text: str, patience: float = 60.0) -> None:
        """Read until a text is drawn. Raises TimeoutError."""
        end = time.monotonic() + patience
        while text.encode() not in self.drawn:
            if time.monotonic() > end:
                raise TimeoutError(f"{text} is never drawn")
            self._read(0.05)

    def settled(self, quiet: float = 1.5) -> None:
        """Read until nothing is drawn for a while."""
        while self._read(quiet):
            pass

    def most(self) -> float:
        """Return the most memory that it has had, in MiB."""
        said = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", said)
        return int(found[1]) / 1024 if found else 0.0

    def _read(self, patience: float) -> bool:
        """Read what is there; raises OSError where the program has ended."""
        ready, _, _ = select.select([self.fd], [], [], patience)
        self.drawn += os.read(self.fd, 65536) if ready else b""
        return bool(ready)


@contextmanager
def terminal(words: Sequence[str], one: Person) -> Iterator[Terminal]:
    """Run a program in a terminal, and end it."""
    known = {"HOME": str(one.root / "home"), "PATH": f"{one.root / 'bin'}:/usr/bin:/bin"}
    known |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(one.project)
        os.execve(words[0], list(words), known)  # noqa: S606 - it is what is measured.
    ioctl(fd, TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    try:
        yield Terminal(pid, fd)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(fd)


def until_drawn(text: str, words: Sequence[str], one: Person) -> float:
    """Return the seconds until a text is drawn."""
    since = time.perf_counter()
    with terminal(words, one) as shown:
        shown.until(text)
        return time.perf_counter() - since


def paint(rounds: int) -> Figure:
    """Time the first frame beside that of a bare app of Textual."""
    what = "first frame, which says what is read, beside the first of a bare Textual app"
    return Figure("paint", what, *drawn(FIRST, HEADING, rounds), goal=1.15)


def rows(rounds: int) -> Figure:
    """Time the rows of the project beside a bare app of Textual that has them ready."""
    what = f"{ROWS} indexes read and drawn, beside a bare Textual app with these rows"
    return Figure("rows", what, *drawn(ROW, ROW, rounds), goal=1.15)


def drawn(ours: str, theirs: str, rounds: int) -> tuple[float, float, float]:
    """Time until a text is drawn by keydex, and one by a bare app."""
    with person() as one:
        urls = [f"https://host-{number}.example/simple/" for number in range(ROWS)]
        one.write("pyproject.toml", indexes(urls))
        bare = (sys.executable, "-c", BARE)
        return paired(
            partial(until_drawn, ours, keydex(), one),
            partial(until_drawn, theirs, bare, one),
            rounds,
        )


def memory(rounds: int) -> Figure:
    """Measure the memory of the app on a workspace beside an empty project."""
    with person() as large, person() as small:
        workspace(large, MEMBERS)
        small.write("pyproject.toml", HEAD)
        figures = paired(partial(most, large), partial(most, small), max(1, rounds // 4))
    what = f"memory of the app on {MEMBERS} members, beside an empty project"
    return Figure("memory", what, *figures, goal=1.5, unit="MiB")


def most(one: Person) -> float:
    """Return the most memory of the app, in MiB, once all is drawn."""
    with terminal(keydex(), one) as shown:
        shown.until("Quit")
        shown.settled()
        return shown.most()


def key(_: int) -> Figure:
    """Time a key inside the app at many rows, beside the goal."""
    took = asyncio.run(keys())
    worst = sorted(took)[len(took) * 9 // 10]
    what = f"a key at {MANY} rows, the slowest but a tenth of {KEYS}, beside 50 ms"
    return Figure("key", what, worst, GOAL, worst / GOAL, goal=1.0)


async def keys() -> list[float]:
    """Press keys in an app with many indexes, and return the seconds of each."""
    urls = [f"https://host-{number}.example/simple/" for number in range(MANY)]
    made = app(billing(indexes(urls)))
    async with made.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        while busy(pilot):
            await asyncio.sleep(TICK)
        return [await handled(pilot, ("down", "up")[each % 2]) for each in range(KEYS)]
