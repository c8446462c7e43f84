"""Tests of the files that are read, one module a format."""
