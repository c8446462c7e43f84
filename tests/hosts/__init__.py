"""Kinds of index: the table, what is pasted for them, when tokens end."""
