"""The tests of keydex.tools.pip."""
