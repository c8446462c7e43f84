"""Tests of what each tool reads and asks."""
