"""A program in a terminal of its own, with its keys and its screen."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0  # Seconds.
SIZE = (30, 100)  # Rows and columns.


@dataclass
class Terminal:
    """The other end of a program's terminal; `seen` is all that it drew, `read` how much counts."""

    process: "subprocess.Popen[bytes]"
    master: int
    seen: bytearray = field(default_factory=bytearray)
    read: int = 0

    def until(self, text: str) -> None:
        """Wait until a text was drawn since the last wait."""
        start = len(self.seen)
        end = time.monotonic() + PATIENCE
        while text.encode() not in self.seen[max(0, start - 4096) :]:
            assert time.monotonic() < end, self.seen[-4000:].decode(errors="replace")
            assert self._read() or self.process.poll() is None, self.seen.decode(errors="replace")

    def answer(self, question: str, keys: str) -> None:
        """Wait until a question is asked after all those before, and type the answer."""
        end = time.monotonic() + PATIENCE
        while (at := self.seen.find(question.encode(), self.read)) < 0:
            assert time.monotonic() < end, self.seen.decode(errors="replace")
            assert self._read() or self.process.poll() is None, self.seen.decode(errors="replace")
        self.read = at + len(question)
        self.press(keys)

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def wait(self) -> None:
        """Wait for a moment, in which the program may draw."""
        self._read()

    def end(self) -> int:
        """Wait for the end, read what is left, and return the exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, "it does not end"
            self._read()
        while self._read():
            pass
        return self.process.returncode

    def _read(self) -> bytes:
        ready, _, _ = select.select([self.master], [], [], 0.05)
        try:
            more = os.read(self.master, 65536) if ready else b""
        except OSError:  # The program has closed its terminal.
            more = b""
        self.seen += more
        return more


@contextmanager
def terminal(
    words: Sequence[str],
    folder: Path,
    variables: Mapping[str, str] | None = None,
    program: str = sys.executable,
) -> Iterator[Terminal]:
    """Run Python, or another program, with these words in a terminal; it is gone at the end."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
    known = {
        "HOME": str(folder),
        "PATH": "/nowhere",
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "TEXTUAL_ANIMATIONS": "none",
        **(variables or {}),
    }
    process = subprocess.Popen(
        [program, *words],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=folder,
        env=known,
        start_new_session=True,
    )
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        process.kill()
        process.wait(PATIENCE)
        os.close(master)
