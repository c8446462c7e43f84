"""Packages that would come from a public index in place of a private one."""

from keydex.rules.table import Rule

ROWS: tuple[Rule, ...] = ()
