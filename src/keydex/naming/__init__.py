"""Where the username of an index belongs, for whom, and what comes of it: planned before written.

`places` say where it stands and can stand, `persons` whom a name is for, `planning` plans the
changes of files, `effects` say what each tool does then.
"""

from keydex.naming.effects import Effect, effects
from keydex.naming.persons import Plan, assignments, plan, shared
from keydex.naming.places import EVERYONE, ME, is_shared, password_variable, places, variable
from keydex.naming.planning import bared, moved, planned, secret_names

__all__ = [
    "EVERYONE",
    "ME",
    "Effect",
    "Plan",
    "assignments",
    "bared",
    "effects",
    "is_shared",
    "moved",
    "password_variable",
    "places",
    "plan",
    "planned",
    "secret_names",
    "shared",
    "variable",
]
