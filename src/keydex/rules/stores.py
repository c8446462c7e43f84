"""What the keyrings keep their entries in: none, locked, in plain text, not to be relied on."""

from keydex.rules.table import Rule

ROWS: tuple[Rule, ...] = ()
