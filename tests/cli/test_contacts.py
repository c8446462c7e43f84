"""keydex reaches the indexes that are configured, and nobody else."""

from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person
from tests.server import Server, private

WATCH = """
import os, sys

def watch(event, words):
    if event == "socket.connect" and isinstance(words[1], tuple):
        place = f"{words[1][0]}:{words[1][1]}"
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        place = f"{words[0]}:{words[1] if len(words) > 1 else ''}"
    else:
        return
    number = os.open(PLACES, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(number, f"{event} {place}\\n".encode())
    os.close(number)

sys.addaudithook(watch)
"""
COMMANDS = (
    "list",
    "explain",
    "status",
    "status --online",
    "test",
    "entries",
    "doctor",
    "doctor --report",
    "doctor --round-trip",
    "set corp --stdin --yes",
    "fix --yes --no-input",
    "username corp ann --in user --dry-run",
    "delete corp --yes",
    "undo --yes",
)
OFFLINE = ("list", "explain", "status", "entries", "doctor --offline", "undo --yes")


@pytest.fixture
def watched(tmp_path: Path) -> Person:
    """Return somebody all whose Pythons write down whom they reach."""
    one = Person(tmp_path)
    (tmp_path / "modules").mkdir()
    text = f"PLACES = {str(tmp_path / 'places')!r}\n{WATCH}"
    (tmp_path / "modules/sitecustomize.py").write_text(text)
    one.variables["PYTHONPATH"] = str(tmp_path / "modules")
    return one


def reached(person: Person) -> set[str]:
    """Return the places that were reached or looked up."""
    path = person.root / "places"
    return {line.split()[1] for line in path.read_text().splitlines()} if path.exists() else set()


def project(person: Person, url: str) -> None:
    person.write(
        "pyproject.toml",
        '[project]\nname = "demo"\n[tool.uv]\nkeyring-provider = "subprocess"\n'
        f'[[tool.uv.index]]\nname = "corp"\nurl = "{url}/simple/"\ndefault = true\n',
    )


def test_only_the_configured_index_is_reached(watched: Person) -> None:
    with Server(private({"ci-bot": CANARY})) as server:
        project(watched, server.url.replace("//", "//ci-bot@"))
        for words in COMMANDS:
            watched.keydex(*words.split(), stdin=CANARY)
        assert reached(watched) == {f"127.0.0.1:{server.port}"}
    assert CANARY in " ".join(filter(None, server.logins))


@pytest.mark.parametrize("words", OFFLINE)
def test_what_asks_no_index_reaches_nobody(watched: Person, words: str) -> None:
    project(watched, "https://ci-bot@index.example")
    watched.keydex(*words.split())
    assert reached(watched) == set()
