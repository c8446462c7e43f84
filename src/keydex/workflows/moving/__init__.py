"""Move a password from a file into the keyring: stored and read back first, then taken out."""

from keydex.workflows.moving.plans import Move, planned
from keydex.workflows.moving.steps import STAYS, WHOLE, dry, moved, verified

__all__ = ["STAYS", "WHOLE", "Move", "dry", "moved", "planned", "verified"]
