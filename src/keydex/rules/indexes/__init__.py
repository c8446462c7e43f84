"""What the keyrings and the indexes answered.

`entries` are found or not; `verdicts` are what an index says of them.
"""

from keydex.rules.indexes import entries, verdicts
from keydex.rules.table import ERROR, Needs, Rule

ROWS = (
    Rule(
        "KD060",
        "nothing-stored",
        ERROR,
        "a tool asks the keyring for a private index and finds nothing",
        entries.nothing_stored,
        Needs.KEYRINGS,
        heeds=Needs.INDEXES,
    ),
    Rule(
        "KD061",
        "refused",
        ERROR,
        "an index refuses the password that a tool finds in the keyring",
        verdicts.refused,
        Needs.INDEXES,
    ),
    Rule(
        "KD062",
        "not-allowed",
        ERROR,
        "an index forbids what a tool finds in the keyring: no permission, or a wrong password",
        verdicts.forbidden,
        Needs.INDEXES,
    ),
    Rule(
        "KD063",
        "not-found",
        ERROR,
        "there is nothing at the URL of an index, or it is hidden",
        verdicts.not_found,
        Needs.INDEXES,
    ),
    Rule(
        "KD064",
        "not-an-index",
        ERROR,
        "a URL leads to a login page, elsewhere, or to another document",
        verdicts.not_an_index,
        Needs.INDEXES,
    ),
    Rule(
        "KD065",
        "unreachable",
        ERROR,
        "an index gives no answer",
        verdicts.unreachable,
        Needs.INDEXES,
    ),
    Rule(
        "KD066",
        "entry-elsewhere",
        ERROR,
        "one tool finds an entry for an index that another tool does not ask for",
        entries.elsewhere,
        Needs.KEYRINGS,
        heeds=Needs.INDEXES,
    ),
)
