"""What several tests of the probe need."""

import pytest
from trustme import CA


@pytest.fixture(scope="session")
def authority() -> CA:
    return CA()
