"""Backends that get tokens for certain hosts: missing, unfit, or in the way."""

from keydex.rules.plugins import answering, lacking, unfit
from keydex.rules.table import Rule

ROWS: tuple[Rule, ...] = (*lacking.ROWS, *unfit.ROWS, *answering.ROWS)
