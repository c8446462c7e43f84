"""What holds for all tests of the app."""

import pytest


@pytest.fixture(autouse=True)
def coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let screens have colours wherever they are drawn: Textual itself looks for this variable."""
    monkeypatch.delenv("NO_COLOR", raising=False)
