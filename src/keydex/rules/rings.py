"""The keyring command that each tool runs: none, hidden, too old, broken."""

from keydex.rules.table import Rule

ROWS: tuple[Rule, ...] = ()
