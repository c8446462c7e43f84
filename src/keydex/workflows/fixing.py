"""Apply a fix that the doctor names: change files, or run a command; entries are `storing`'s."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Event as Flag
from typing import IO

from keydex import dumps
from keydex.asking import Means
from keydex.environment import Environment
from keydex.errors import KeydexError
from keydex.findings import Finding, Fix
from keydex.model import Edit, Event, Step
from keydex.secret import masked
from keydex.workflows import writing

TICK = 0.1  # Seconds between two looks at a command that runs.
GRACE = 2.0  # Seconds for a command that was told to end.
# Windows has neither groups nor a second way to end a program.
_end_group: Callable[[int, int], None] = getattr(os, "killpg", os.kill)
_KILL: int = getattr(signal, "SIGKILL", signal.SIGTERM)


def planned(fix: Fix) -> tuple[Edit, ...]:
    """Plan the changes of a fix, so that they can be shown. Raises ConfigError."""
    return fix.edits() if fix.edits else ()


def can_apply(fix: Fix) -> bool:
    """Say whether keydex can do it, and needs no more than a yes."""
    return bool(fix.edits or fix.argv)


def dry(finding: Finding) -> Iterator[Step]:
    """Say what would be done."""
    if finding.fix.argv:
        yield Step("planned", f"run {masked(finding.fix.command, finding.secrets)}")
    yield from writing.dry(planned(finding.fix))


def ran(
    finding: Finding,
    environment: Environment,
    means: Means,
    output: IO[str],
    *,
    alone: bool = False,
) -> Iterator[Step]:
    """Run the command of a fix to its end, or until it is cancelled; `output` takes what it says.

    One that runs `alone` has no terminal to ask or draw on. Raises KeydexError where it can't be
    run, or fails.
    """
    fix, shown = finding.fix, masked(finding.fix.command, finding.secrets)
    if means.log:
        means.log(Event("command", shown))
    try:
        with dumps.as_found():
            child = subprocess.Popen(
                fix.argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=environment.folder,
                env=dict(environment.variables),
                start_new_session=alone,
            )
    except OSError as error:
        raise KeydexError(f"{fix.argv[0]} can't be run: {error.strerror}") from None
    with child:
        try:
            while child.poll() is None:
                if (means.cancelled or Flag()).wait(TICK):
                    _end(child, alone=alone)
        except KeyboardInterrupt:
            _end(child, alone=alone)
            yield Step("failed", f"run {shown}", reason="interrupted")
            raise
    if child.returncode:
        raise KeydexError(f"{shown} ended with {child.returncode}", "see what it said above")
    yield Step("done", f"ran {shown}")


def _end(child: "subprocess.Popen[bytes]", *, alone: bool) -> None:
    """Tell a command to end, with all that it began where it runs alone; at last, make it."""
    end = _end_group if alone else os.kill
    with suppress(ProcessLookupError, PermissionError):
        end(child.pid, signal.SIGTERM)
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError, PermissionError):
            end(child.pid, _KILL)
