"""Set up the indexes of a project: one card an index, computed anew after each thing that is done.

`cards` says what is done and what is open, `stages` how far each stage is; `walking` looks, and
chooses what is next.
"""

from keydex.workflows.onboarding.cards import (
    Card,
    cards,
    command,
    is_lacking,
    summary,
    told,
)
from keydex.workflows.onboarding.stages import GLYPHS, Stage, State, Task, Way
from keydex.workflows.onboarding.tokens import Token
from keydex.workflows.onboarding.walking import Turn, Walk, looked, whose

__all__ = [
    "GLYPHS",
    "Card",
    "Stage",
    "State",
    "Task",
    "Token",
    "Turn",
    "Walk",
    "Way",
    "cards",
    "command",
    "is_lacking",
    "looked",
    "summary",
    "told",
    "whose",
]
