"""Run a program of the user's: bounded in time, away from the terminal, ended with all it began."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from io import BufferedReader
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, Self

from keydex.keyrings.terms import Terms, UnansweredError, variables
from keydex.model import Answer, State

TICK = 0.05  # Seconds between two looks whether a person has cancelled.
GRACE = 0.5  # Seconds for a program that has nothing left to do.
LARGEST = 2**20  # Bytes that are listened to; no secret comes near it.
PART = 2**13  # Bytes of a murmur that are read at a time.
KEPT = 2**17  # Bytes of it that are kept, the last; a traceback stands there.
CONTINUING = bytes(range(0x80, 0xC0))  # With these no character of UTF-8 begins,
MOST = 3  # and no more of them stand in one.

CANCELLED = Answer(State.NOT_ASKED, reason="cancelled")
TOO_LATE = Answer(State.NOT_ASKED, reason="no time was left to ask")
TOO_MUCH = Answer(State.FAILED, reason="it prints more than 1 MiB")

# Windows has no groups: the launchers of venv, pip and uv end their child with themselves.
_kill: Callable[[int, int], None] = getattr(os, "killpg", os.kill)
_KILL: int = getattr(signal, "SIGKILL", signal.SIGTERM)
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)

Lines = SimpleQueue[bytes | None]
"""What a program prints: lines, then nothing; None where it is too much."""


class Child:
    """A program in a session of its own; every wait for it ends in time, or when cancelled.

    All methods raise UnansweredError where there is nothing more to expect.
    """

    def __init__(
        self,
        words: Sequence[str],
        terms: Terms,
        end: float,
        folder: Path,
        stderr: int = subprocess.DEVNULL,
    ) -> None:
        self._terms = terms
        self._end = end
        self._limit = self._next_limit()
        try:
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                cwd=folder,
                env=variables(terms.environment),
                start_new_session=True,
                creationflags=_NO_WINDOW,
            )
        except (OSError, ValueError):
            answer = Answer(State.FAILED, reason=f"{words[0]} can't be run")
            raise UnansweredError(answer) from None
        self._said: Lines = SimpleQueue()
        _beside(_speak, self._process.stdin, self._said)
        self._printed: Lines = SimpleQueue()
        _beside(_listen, self._process.stdout, self._printed)
        self._murmured = bytearray()
        self._hears_murmurs = _beside(_overhear, self._process.stderr, self._murmured)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.say_no_more()
        if kind is None:
            self._wait_shortly()
        # Not yet waited for, so its number is still its own and its group's.
        if self._process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                _kill(self._process.pid, _KILL)
            self._wait_shortly()

    def say(self, line: bytes) -> None:
        """Write to the program; the time for its answer begins."""
        self._limit = self._next_limit()
        self._said.put(line)

    def say_no_more(self) -> None:
        """Close what the program reads."""
        self._said.put(None)

    def line(self) -> bytes:
        """Wait for the next line that the program prints; nothing is its end."""
        while True:
            try:
                line = self._printed.get(timeout=TICK)
            except Empty:
                self._go_on()
                continue
            if line is None:
                raise UnansweredError(TOO_MUCH)
            return line

    def rest(self) -> bytes:
        """Wait for all that it is yet to print."""
        return b"".join(iter(self.line, b""))

    def murmurs(self, *, to_end: bool) -> bytes:
        """Return the end of what it has written to standard error, once it has ended.

        What it has left running may keep that open; not every tool waits `to_end`.
        """
        while to_end and self._hears_murmurs.is_alive():
            self._go_on()
            self._hears_murmurs.join(TICK)
        self._hears_murmurs.join(GRACE)
        return bytes(self._murmured)

    def code(self) -> int:
        """Wait for the end of the program and return its exit code."""
        while (code := self._process.poll()) is None:
            self._go_on()
            time.sleep(TICK / 10)
        return code

    def _go_on(self) -> None:
        if self._terms.cancelled.is_set():
            raise UnansweredError(CANCELLED)
        if time.monotonic() > self._limit:
            reason = f"no answer within {round(self._terms.patience, 1):g} s"
            raise UnansweredError(Answer(State.TIMED_OUT, reason=reason))

    def _next_limit(self) -> float:
        now = time.monotonic()
        if self._terms.cancelled.is_set():
            raise UnansweredError(CANCELLED)
        if now > self._end:
            raise UnansweredError(TOO_LATE)
        return min(now + self._terms.patience, self._end)

    def _wait_shortly(self) -> None:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)


def _beside(act: Callable[..., None], *words: object) -> Thread:
    # A daemon: a program that neither reads nor ends must not keep keydex from ending.
    thread = Thread(target=act, args=words, daemon=True)
    thread.start()
    return thread


def _listen(stream: IO[bytes], lines: Lines) -> None:
    room = LARGEST
    with stream:
        while line := stream.readline(room + 1):
            room -= len(line)
            if room < 0:
                lines.put(None)
                return
            lines.put(line)
    lines.put(b"")


def _overhear(stream: BufferedReader | None, kept: bytearray) -> None:
    if stream:
        with stream:
            for part in iter(partial(stream.read1, PART), b""):
                kept += part
                if len(kept) > KEPT:
                    del kept[:-KEPT]
                    del kept[: MOST - len(kept[:MOST].lstrip(CONTINUING))]


def _speak(stream: IO[bytes], said: Lines) -> None:
    with suppress(OSError), stream:
        for line in iter(said.get, None):
            stream.write(line)
            stream.flush()
