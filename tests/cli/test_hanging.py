"""Every keyring is silent: each command ends soon all the same, says so, and changes nothing."""

import time
from pathlib import Path

import pytest

from tests.cli.running import CANARY
from tests.silent import silent

MOST = 10.0  # Seconds for a command, however many keyrings are silent.
COMMANDS = (
    "status",
    "status --online",
    "test",
    "entries",
    "set corp --stdin",
    "set corp --from uv --yes",
    "delete corp --orphans --yes",
    "doctor --round-trip",
    "fix --yes --no-input",
)


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_ends_soon_and_says_that_nothing_answered(tmp_path: Path, words: str) -> None:
    person = silent(tmp_path)
    begun = time.monotonic()
    done = person.keydex(*words.split(), "--json", stdin=CANARY)
    took = time.monotonic() - begun
    assert took < MOST
    assert done.code == 4, done.err
