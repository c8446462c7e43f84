"""Dated news that touches this project."""

from keydex.rules.table import Rule

ROWS: tuple[Rule, ...] = ()
