"""Tests of the changes of files."""
