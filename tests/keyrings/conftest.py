"""A real Secret Service for each test that asks for one."""

from collections.abc import Iterator

import pytest

from tests.keyrings.places import VARIABLES
from tests.secret_service import SecretService, secret_service


@pytest.fixture
def service() -> Iterator[SecretService]:
    with secret_service(VARIABLES) as running:
        yield running
