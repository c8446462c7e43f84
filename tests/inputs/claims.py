"""What holds whatever was read: no fault, no wait, no write, no secret, nothing for a terminal."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType

from keydex import documents
from keydex.cli import doctoring, printing, reporting
from keydex.edits import diff
from keydex.environment import Environment
from keydex.errors import ConfigError, KeydexError
from keydex.examining import on_disk
from keydex.rules import Needs, found
from keydex.survey import Survey, chosen, survey
from tests.inputs.texts import SECRET

LONGEST = 15.0
"""Seconds of work for one input, of megabytes maybe."""
TODAY = datetime(2026, 1, 1, tzinfo=UTC)
TOUCHES = frozenset(
    "os.mkdir os.rename os.remove os.rmdir os.chmod os.link os.symlink os.truncate socket.connect "
    "subprocess.Popen os.posix_spawn os.system shutil.rmtree tempfile.mkstemp".split()
)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_watched: list[str | None] = []
"""One None for each `touching_nothing` that is open, then what was touched."""


def _audit(event: str, words: tuple[object, ...]) -> None:
    if not _watched:
        return
    flags = words[2] if event == "open" and len(words) > 2 else 0
    if event in TOUCHES or (isinstance(flags, int) and flags & WRITES):
        _watched.append(f"{event} {words[0]!r}")


sys.addaudithook(_audit)


@contextmanager
def touching_nothing() -> Iterator[None]:
    """Claim that no file is written, no program started, no connection opened."""
    _watched.append(None)
    try:
        yield
        assert _watched == [None]
    finally:
        _watched.clear()


@contextmanager
def soon() -> Iterator[None]:
    """Claim that something takes no longer than an input may."""

    def late(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"it takes more than {LONGEST:g} s")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def surveyed(
    environment: Environment, words: tuple[str, ...] = (), *, mild: bool, named: str = ""
) -> None:
    """Read a world, and hold every claim about it; `mild` where all secrets stand in their place.

    `named` is what a person calls an index.
    """
    with soon(), touching_nothing():
        try:
            one = survey(environment, words)
        except KeydexError as error:
            told(error, mild=mild or not words)
            return
        for problem in one.problems:
            # What stands where a name does is called by it, be it a secret that was misplaced.
            key = problem.key if mild else None
            told(ConfigError(problem.reason, problem.path, problem.line, key))
            assert problem.line is None or problem.line > 0
        shown = tuple(_shown(one))
        try:
            chosen(one, (named,) if named else ())
        except KeydexError as error:
            told(error, mild=mild)
    fit(shown)
    if mild:
        assert SECRET not in "\n".join(shown)


def _shown(one: Survey) -> Iterator[str]:
    """Yield every line that commands print without asking anybody."""
    explained, listed = documents.explained(one), documents.listed(one)
    yield from printing.explained(explained)
    yield from printing.listed(listed)
    yield from printing.problems(explained)
    case = on_disk(one, today=TODAY.date())
    findings = tuple(found(case, Needs.FILES))
    written = [documents.finding(each, one.project) for each in findings]
    yield from doctoring.printed({"findings": written})
    report = reporting.described(case, findings)
    for document in (explained, listed, {"findings": written}, report):
        yield from printing.in_json(document).split("\n")
    for finding in findings:
        try:
            edits = finding.fix.edits() if finding.fix.edits else ()
        except KeydexError as error:
            told(error)
            continue
        for edit in edits:
            yield from diff(edit).split("\n")


def told(error: KeydexError, *, mild: bool = True) -> None:
    """Claim that there is a message, and no secret in it; a word of a person may be anything."""
    assert error.message
    assert not mild or SECRET not in error.message + error.hint


def fit(lines: Iterable[str]) -> None:
    """Claim that lines hold nothing that a terminal acts on."""
    for line in lines:
        assert line.replace("\t", "").isprintable(), ascii(line)[:200]
