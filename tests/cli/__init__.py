"""Tests of the command line, run as it is run."""
