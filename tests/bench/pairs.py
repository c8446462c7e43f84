"""Time two things in turn, and take the ratio pair by pair."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, in what, beside what, and the goal for the ratio of the two."""

    name: str
    what: str
    ours: float
    theirs: float
    ratio: float
    goal: float
    unit: str = "s"


def paired(
    ours: Callable[[], float], theirs: Callable[[], float], rounds: int
) -> tuple[float, float, float]:
    """Measure A B A B …, each once before it counts; return both medians and that of the ratios."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    middle = statistics.median
    return (
        middle(one for one, _ in pairs),
        middle(other for _, other in pairs),
        middle(one / other for one, other in pairs),
    )
