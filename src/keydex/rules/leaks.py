"""Secrets of these indexes that stand in files."""

from keydex.rules.table import Rule

ROWS: tuple[Rule, ...] = ()
