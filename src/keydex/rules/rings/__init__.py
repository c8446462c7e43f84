"""The keyring command that each tool runs: none, hidden, too old, broken."""

from keydex.rules.rings import differing, reaching, releases
from keydex.rules.table import Rule

ROWS: tuple[Rule, ...] = (*reaching.ROWS, *differing.ROWS, *releases.ROWS)
