"""The tests of keydex; the tree mirrors src."""
