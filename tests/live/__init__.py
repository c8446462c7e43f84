"""Tests with real tools, real keyrings and real servers; installed by the tests themselves."""
