"""Apply a fix that the doctor names: change files, or run a command; entries are `storing`'s."""

import subprocess
from collections.abc import Iterator
from threading import Event as Flag
from typing import IO

from keydex.asking import Means
from keydex.environment import Environment
from keydex.errors import KeydexError
from keydex.findings import Fix
from keydex.model import Edit, Event, Step
from keydex.workflows import writing

TICK = 0.1  # Seconds between two looks at a command that runs.


def planned(fix: Fix) -> tuple[Edit, ...]:
    """Plan the changes of a fix, so that they can be shown. Raises ConfigError."""
    return fix.edits() if fix.edits else ()


def can_apply(fix: Fix) -> bool:
    """Say whether keydex can do it, and needs no more than a yes."""
    return bool(fix.edits or fix.argv)


def dry(fix: Fix) -> Iterator[Step]:
    """Say what would be done."""
    if fix.argv:
        yield Step("planned", f"run {fix.command}")
    yield from writing.dry(planned(fix))


def ran(fix: Fix, environment: Environment, means: Means, output: IO[str]) -> Iterator[Step]:
    """Run the command of a fix to its end, or until it is cancelled; `output` takes what it says.

    Raises KeydexError where it can't be run, or fails.
    """
    if means.log:
        means.log(Event("command", fix.command))
    try:
        child = subprocess.Popen(
            fix.argv,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=environment.folder,
            env=dict(environment.variables),
        )
    except OSError as error:
        raise KeydexError(f"{fix.argv[0]} can't be run: {error.strerror}") from None
    with child:
        while child.poll() is None:
            if (means.cancelled or Flag()).wait(TICK):
                child.terminate()
    if child.returncode:
        raise KeydexError(f"{fix.command} ended with {child.returncode}", "see what it said above")
    yield Step("done", f"ran {fix.command}")
