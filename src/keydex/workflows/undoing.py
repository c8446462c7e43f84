"""Undo what was written to files last, as long as nobody else changed them."""

from collections.abc import Iterator
from contextlib import suppress

from keydex import edits
from keydex.asking import Means
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Edit, Step
from keydex.workflows import journal


def planned(written: tuple[Edit, ...], environment: Environment) -> tuple[Edit, ...]:
    """Plan the way back from what was written, the last file first.

    Raises ConfigError where a file was changed since: then none is undone.
    """
    for edit in written:
        try:
            now = environment.machine.read(edit.path)
        except OSError:
            now = None
        if now != edit.after:
            hint = "Change it in an editor; keydex only undoes what it wrote itself."
            raise ConfigError("it was changed since keydex wrote it", edit.path, hint=hint)
    return tuple(edits.undo(edit) for edit in reversed(written))


def undone(changes: tuple[Edit, ...], means: Means, environment: Environment) -> Iterator[Step]:
    """Write each change; raises ConfigError where a file changed meanwhile."""
    for edit in changes:
        edits.apply(edit, means.log)
        # That it was written stays remembered does no harm: the file is not like that any more.
        with suppress(ConfigError, OSError):
            journal.forgotten(edit, environment)
        yield Step("done", edit.summary, where=str(edit.path))
