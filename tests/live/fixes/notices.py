"""News has no fix that a command could be: a person makes another token, or decides on a name."""

from tests.live.fixes import State

STATES: list[State] = []
