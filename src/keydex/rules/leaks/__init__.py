"""Secrets of indexes that stand in files: where, and how they get out; they are never shown."""

from keydex.rules.leaks import drafts, locks, modes, passwords, tokens

ROWS = (*passwords.ROWS, *locks.ROWS, *modes.ROWS, *tokens.ROWS, *drafts.ROWS)
