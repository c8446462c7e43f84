"""Usernames: missing, lost, spelled in a way that a tool does not read, not what a host wants."""

from keydex.rules.usernames import always, encoded, lost, missing, unexpanded, variables

ROWS = (
    *missing.ROWS,
    *lost.ROWS,
    *variables.ROWS,
    *encoded.ROWS,
    *unexpanded.ROWS,
    *always.ROWS,
)
