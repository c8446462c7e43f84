"""Backends that get tokens for certain hosts: missing, unfit, or in the way."""

from keydex.rules.table import Rule

ROWS: tuple[Rule, ...] = ()
