"""Store a credential so that the chosen tools find it: verified, written, read back, or undone."""

from keydex.workflows.storing.plans import (
    Entry,
    NobodysError,
    Plan,
    is_nobodys,
    known,
    named,
    plan,
    username_of,
)
from keydex.workflows.storing.steps import (
    MEANWHILE,
    REFUSALS,
    dry,
    question,
    stored,
    trial,
    verified,
)

__all__ = [
    "MEANWHILE",
    "REFUSALS",
    "Entry",
    "NobodysError",
    "Plan",
    "dry",
    "is_nobodys",
    "known",
    "named",
    "plan",
    "question",
    "stored",
    "trial",
    "username_of",
    "verified",
]
