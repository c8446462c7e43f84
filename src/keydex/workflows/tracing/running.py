"""Run a command as it is, under a watched keyring; its exit code and signals are its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Event as Flag
from types import FrameType

from keydex import dumps
from keydex.errors import KeydexError, UsageError
from keydex.keyrings.recording import STARTED, Front, Heard, front, recorded
from keydex.model import Seen
from keydex.nouns import dataclass
from keydex.survey import Survey
from keydex.tools import ASSIGNMENT
from keydex.versions import programs

TAKES_NONE = frozenset("EI")
SIGNALLED = 128  # What a shell adds to the number of a signal.
TICK = 0.1  # Seconds between two looks whether a person has cancelled.
GRACE = 5.0  # Seconds for a command that was told to end.
Print = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class Traced:
    """How a command ended, and what it was seen to ask."""

    code: int
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Streams:
    """Where a command reads and writes, as `subprocess` has it; None is where keydex does."""

    stdin: int | None = None
    stdout: int | None = None
    stderr: int | None = None


AWAY = Streams(subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT)
"""Away from the terminal: nobody is asked, and what is printed is handed over."""


def arguments(words: Sequence[str]) -> tuple[str, ...]:
    """Return a command line without the variables that are set in front of it."""
    rest = list(words)
    while rest and ASSIGNMENT.fullmatch(rest[0]):
        rest.pop(0)
    return tuple(rest)


def watchable(survey: Survey, words: Sequence[str]) -> tuple[str, ...]:
    """Return a command line whose Python finds what takes notes, though it takes no variables."""
    line = arguments(words)
    (one,) = survey.configurations
    installation = one.installation
    if "-m" in one.command.launcher:
        at = line.index("-m")
        return (*line[:at], str(STARTED), *line[at:]) if _takes_none(line[1:at]) else line
    script, interpreter = installation.executable, installation.interpreter
    flags = programs.flags_of(survey.environment, script) if script else ()
    if not (script and interpreter and _takes_none(flags)):
        return line
    return (str(interpreter), *flags, str(STARTED), str(script), *line[1:])


def _takes_none(flags: Sequence[str]) -> bool:
    """Say whether Python runs with -E or -I, and so takes no PYTHONPATH."""
    return any(TAKES_NONE & set(each) for each in flags if not each.startswith("--"))


def dry(survey: Survey) -> Front:
    """Say what would be put in front of the keyring; nothing is run or written."""
    (one,) = survey.configurations
    return front(survey.environment, one.access, Path(os.path.sep) / "TEMPORARY")


def traced(survey: Survey, words: Sequence[str], *, stdout: int | None = None) -> Traced:
    """Run a command of the survey, which has the terminal, and watch its keyring until it ends.

    What would end us goes to it instead. Raises KeydexError where nothing can be watched here.
    """
    _watchable()
    (one,) = survey.configurations
    with recorded(survey.environment, one.access) as (placed, seen):
        process = _started(survey, words, placed, Streams(stdout=stdout))
        with _forwarding(process):
            code = process.wait()
    return Traced(_as_a_shell_has_it(code), tuple(seen))


def followed(
    survey: Survey, words: Sequence[str], *, heard: Heard, printed: Print, cancelled: Flag
) -> Traced:
    """Run a command of the survey away from the terminal, and tell what it asks and prints.

    Raises KeydexError where nothing can be watched here.
    """
    _watchable()
    (one,) = survey.configurations
    with recorded(survey.environment, one.access, heard) as (placed, seen):
        process = _started(survey, words, placed, AWAY)
        code = _handed(process, printed, cancelled)
    return Traced(_as_a_shell_has_it(code), tuple(seen))


def _watchable() -> None:
    if sys.platform == "win32":
        raise KeydexError("what a tool asks can't be watched on Windows yet")


def _started(
    survey: Survey, words: Sequence[str], placed: Front, streams: Streams
) -> "subprocess.Popen[bytes]":
    """Start a command where and as the survey has it. Raises UsageError."""
    environment = survey.environment
    try:
        with dumps.as_found():
            return subprocess.Popen(
                watchable(survey, words),
                cwd=environment.folder,
                env={**environment.variables, **placed.variables},
                stdin=streams.stdin,
                stdout=streams.stdout,
                stderr=streams.stderr,
                start_new_session=streams == AWAY,
            )
    except OSError as error:
        reason = (error.strerror or "it can't be started").lower()
        raise UsageError(f"{arguments(words)[0]} can't be run: {reason}") from None


def _as_a_shell_has_it(code: int) -> int:
    """Return the exit code of a command, that of a signal as shells have it."""
    return code if code >= 0 else SIGNALLED - code


@contextmanager
def _forwarding(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Leave the signals of the keyboard to the command, which gets them too; hand others over."""

    def forward(number: int, _: FrameType | None) -> None:
        if number not in {signal.SIGINT, signal.SIGQUIT}:
            process.send_signal(number)

    numbers = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, forward) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _handed(process: "subprocess.Popen[bytes]", printed: Print, cancelled: Flag) -> int:
    """Hand over what a command prints; end it, with all that it began, where that is wanted."""
    from threading import Thread

    def hand_over() -> None:
        with process.stdout or nullcontext() as lines:
            for line in lines or ():
                printed(line)

    reader = Thread(target=hand_over, daemon=True)
    reader.start()
    while True:
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(TICK)
            break
        if cancelled.is_set():
            code = _ended(process)
            break
    reader.join(GRACE)
    return code


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """End a command, gently first."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(GRACE)
    return process.wait()
