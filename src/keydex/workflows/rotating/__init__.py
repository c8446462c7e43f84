"""Give every entry that holds a secret a new one, so that a kill at any moment can be mended.

`holdings` finds who holds what, `plans` chooses and says what can't be reached, `journal` and
`staging` remember on the way, `steps` do it, `proving` looks that all tools get in, and
`recovering` ends what was left unfinished.
"""

from keydex.workflows.rotating.bench import Bench, Remembers
from keydex.workflows.rotating.holdings import Held, Holdings, holdings
from keydex.workflows.rotating.journal import Journal
from keydex.workflows.rotating.plans import Plan, called, planned, without
from keydex.workflows.rotating.proving import trouble, verified
from keydex.workflows.rotating.recovering import (
    FORGETS,
    leads_back,
    pending,
    recovered,
    step,
)
from keydex.workflows.rotating.steps import dry, rotated

__all__ = [
    "FORGETS",
    "Bench",
    "Held",
    "Holdings",
    "Journal",
    "Plan",
    "Remembers",
    "called",
    "dry",
    "holdings",
    "leads_back",
    "pending",
    "planned",
    "recovered",
    "rotated",
    "step",
    "trouble",
    "verified",
    "without",
]
