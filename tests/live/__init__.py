"""Real tools, installed by the tests and run against servers on loopback: pytest -m live."""
