"""Tests of what takes several steps."""
