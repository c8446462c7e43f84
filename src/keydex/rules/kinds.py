"""What a kind of index wants: usernames, tokens, and what it can't do."""

from keydex.rules.table import Rule

ROWS: tuple[Rule, ...] = ()
