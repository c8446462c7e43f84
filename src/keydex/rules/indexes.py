"""What the keyrings and the indexes answered."""

from keydex.rules.table import Rule

ROWS: tuple[Rule, ...] = ()
