"""Settings that turn the keyring off, or end the search before it."""

from keydex.rules.table import Rule

ROWS: tuple[Rule, ...] = ()
