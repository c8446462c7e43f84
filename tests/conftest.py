"""What all tests share: those that need more than Python are marked, and left out by default."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a real Secret Service."""
    for item in items:
        values = item.callspec.params if hasattr(item, "callspec") else {}
        if "service" in getattr(item, "fixturenames", ()) and "service" not in values:
            item.add_marker("system")
