"""Write planned changes of files, one after another, and remember them."""

from collections.abc import Iterator

from keydex import edits
from keydex.asking import Means
from keydex.environment import Environment
from keydex.model import Edit, Step
from keydex.workflows import journal


def dry(changes: tuple[Edit, ...]) -> Iterator[Step]:
    """Say what would be written."""
    for edit in changes:
        yield Step("planned", edit.summary, where=str(edit.path))


def written(changes: tuple[Edit, ...], means: Means, environment: Environment) -> Iterator[Step]:
    """Write each change; raises ConfigError where a file changed meanwhile."""
    done: list[Edit] = []
    try:
        for edit in changes:
            done.append(edits.apply(edit, means.log))
            yield Step("done", edit.summary, where=str(edit.path))
    finally:
        if done:
            journal.kept(tuple(done), environment, means.log)
            if means.wrote:
                means.wrote(tuple(done))
