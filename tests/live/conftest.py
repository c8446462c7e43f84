"""Real releases, installed once for all tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.oracle.index import Authority
from tests.oracle.tools import Tools, tools


@pytest.fixture(scope="session")
def installed() -> Iterator[Tools]:
    """Give the folder that real releases are installed into."""
    with tools() as found:
        yield found


@pytest.fixture(scope="session")
def authority() -> Authority:
    """Give the authority that vouches for the hosts of the index."""
    return Authority()
