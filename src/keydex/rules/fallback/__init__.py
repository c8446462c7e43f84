"""Packages that would come from a public index in place of a private one."""

from keydex.rules.fallback import forwarding, mixing, refusing
from keydex.rules.table import ERROR, WARNING, Needs, Rule

ROWS = (
    Rule(
        "KD080",
        "any-index-wins",
        WARNING,
        "a tool takes a package from whichever index has it, a public one too",
        mixing.any_index_wins,
        heeds=Needs.INDEXES,
    ),
    Rule(
        "KD081",
        "public-name",
        ERROR,
        "a package would come from a public index, since the private one refuses",
        refusing.public_name,
        Needs.INDEXES,
    ),
    Rule(
        "KD082",
        "forwards-to-public",
        WARNING,
        "an index that forwards to a public one is first asked without a credential",
        forwarding.forwards_to_public,
    ),
)
