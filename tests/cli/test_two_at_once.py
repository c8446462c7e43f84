"""Two at once on the same file or entry: nothing is lost, and whoever comes second is told."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.racing import OFTEN, TEXT
from tests.cli.running import Person

ROUNDS = 50
CORP, OTHER = "https://corp.example", "https://other.example"
FIRST, SECOND = ("//__token__@", "//oauth2accesstoken@")
TOLD = 3  # The exit code of a file that was changed meanwhile.


def raced(tmp_path: Path, kind: str, rounds: int = ROUNDS) -> list[Any]:
    """Let two race, and return what came of each round."""
    person = Person(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.racing", str(rounds), kind],
        cwd=person.project,
        env={
            "HOME": str(tmp_path / "home"),
            "PATH": str(tmp_path / "bin"),
            "PYTHONPATH": str(Path(__file__).parent.parent.parent),
            "PYTHON_KEYRING_BACKEND": "keydex.keyrings.sample.Keyring",
            "KEYDEX_DEMO_STORE": str(tmp_path / "entries.json"),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == rounds
    return found


def written(text: str) -> list[bool]:
    """Say which of the two usernames stand in a text."""
    return [each in text for each in (FIRST, SECOND)]


def test_of_two_values_none_is_lost(tmp_path: Path) -> None:
    for each in raced(tmp_path, "another value"):
        assert set(each["codes"]) <= {0, TOLD}
        assert written(each["text"]) == [code == 0 for code in each["codes"]]
        assert each["left"] == ["pyproject.toml"]


def test_of_one_value_the_last_counts_and_nothing_is_mixed(tmp_path: Path) -> None:
    for each in raced(tmp_path, "the same value"):
        assert 0 in each["codes"]
        assert set(each["codes"]) <= {0, TOLD}
        assert sum(written(each["text"])) == 1
        name = FIRST if FIRST in each["text"] else SECOND
        assert each["text"] == TEXT.replace(f"{CORP}", CORP.replace("//", name))


def test_what_a_tool_writes_is_never_lost(tmp_path: Path) -> None:
    for each in raced(tmp_path, "a tool"):
        assert each["codes"][0] in {0, TOLD}
        assert each["codes"][1] == 0
        lines = [f"# {number} of a tool" for number in range(OFTEN)]
        assert each["text"].splitlines()[-OFTEN:] == lines
        if each["codes"][0] == TOLD:
            assert written(each["text"]) == [False, False]
