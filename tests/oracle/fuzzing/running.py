"""The loop: draw a world, run it, hold what keydex says against it, and shrink what differs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from keydex.model import Version, spelled
from keydex.tools import TOOLS
from tests.oracle.fuzzing import Draft, Piece, named, pdm, pip, pipenv, poetry, uploads, uv
from tests.oracle.fuzzing.judging import judged
from tests.oracle.fuzzing.shrinking import shrunk, simplified
from tests.oracle.running import Outcome
from tests.oracle.worlds import Json
from tests.recorded import Row

DRAWN: dict[str, Callable[[Random, Version], Draft]] = {
    "uv": uv.drawn,
    "pip": pip.drawn,
    "poetry": poetry.drawn,
    "pdm": pdm.drawn,
    "pipenv": pipenv.drawn,
    "twine": uploads.twine,
    "flit": uploads.flit,
    "hatch": uploads.hatch,
}
Run = Callable[[Json, str], Outcome | None]
"""Runs a release in a world; nothing where that tells nothing."""


@dataclass(frozen=True)
class Found:
    """What came of one world: its number, its release, what was seen, and what differs."""

    number: int
    version: str
    row: Row | None
    difference: str | None = None
    shrunk: Row | None = None
    printed: str = ""


def releases(tool: str, which: str) -> list[Version]:
    """Return the releases to draw from: the newest, older ones that were watched, or a list."""
    module = TOOLS[tool]
    if which == "newest":
        return [module.NEWEST]
    if which == "older":
        return [each for each in module.WATCHED if each < module.NEWEST]
    return [tuple(map(int, each.split("."))) for each in which.split(",")]


def drawn(tool: str, seed: str, number: int, which: Sequence[Version]) -> tuple[Draft, str]:
    """Draw the world of a number, and its release."""
    dice = Random(f"{seed} {tool} {number}")  # noqa: S311 - nothing is secret.
    version = dice.choice(which)
    return DRAWN[tool](dice, version), spelled(version)


def searched(number: int, draft: Draft, version: str, run: Run) -> Found:
    """Run a world; shrink it, where keydex says something else twice."""
    outcome = run(draft.world(), version)
    if outcome is None:
        return Found(number, version, None)
    told, kind = judged(outcome.row)
    if kind is None:
        return Found(number, version, outcome.row)
    small = _smallest(draft, version, run, kind)
    last = run(small, version) if small else None
    if last is None:
        return Found(number, version, outcome.row, f"does not come again: {told}")
    return Found(number, version, outcome.row, judged(last.row)[0], last.row, last.printed)


def _smallest(draft: Draft, version: str, run: Run, kind: str) -> Json | None:
    """Return the smallest world with this kind of difference, if it comes again at all."""

    def still(world: Json) -> bool:
        outcome = run(world, version)
        return outcome is not None and judged(outcome.row)[1] == kind

    def differs(pieces: Sequence[Piece]) -> bool:
        return still(replace(draft, pieces=pieces).world())

    if not differs(draft.pieces):
        return None
    small = replace(draft, pieces=shrunk(draft.pieces, differs))
    return named(simplified(small.world(), still))
