"""Write planned changes of files, one after another."""

from collections.abc import Iterator

from keydex import edits
from keydex.asking import Means
from keydex.model import Edit, Step


def dry(changes: tuple[Edit, ...]) -> Iterator[Step]:
    """Say what would be written."""
    for edit in changes:
        yield Step("planned", edit.summary, where=str(edit.path))


def written(changes: tuple[Edit, ...], means: Means) -> Iterator[Step]:
    """Write each change; raises ConfigError where a file changed meanwhile."""
    for edit in changes:
        edits.apply(edit, means.log)
        yield Step("done", edit.summary, where=str(edit.path))
