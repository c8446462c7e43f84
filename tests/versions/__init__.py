"""The tests of keydex.versions."""
