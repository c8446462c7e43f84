"""`undo`: what keydex wrote last is shown, asked for and undone."""

from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person
from tests.samples import pyproject


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def test_what_was_written_last_is_shown_and_undone(person: Person) -> None:
    before = pyproject() + "# end\r\n"
    path = person.write("pyproject.toml", before)
    assert person.keydex("undo").err == "There is nothing to undo.\n"
    assert person.keydex("username", "corp", "alice", "--in", "project", "--yes").code == 0
    dry = person.keydex("undo", "--dry-run", "--json")
    assert [each["where"] for each in dry.json["planned"]] == [str(path)]
    assert "+url = 'https://ci-bot@pkgs.example/team/simple/'" in dry.err
    refused = person.keydex("undo")
    assert (refused.code, "say --yes to do it" in refused.err) == (2, True)
    assert b"alice" in path.read_bytes()
    done = person.keydex("undo", "--yes", "--json").json
    assert done["schema"] == "keydex.undo/1"
    assert [each["where"] for each in done["done"]] == [str(path)]
    assert path.read_bytes() == before.encode()
    assert person.keydex("undo", "--yes").code == 0


def test_what_changed_since_is_left_alone(person: Person) -> None:
    path = person.write("pyproject.toml", pyproject())
    person.keydex("username", "corp", "alice", "--in", "project", "--yes")
    path.write_text(path.read_text() + "# mine\n")
    ran = person.keydex("undo", "--yes")
    assert (ran.code, f"{path}: it was changed since keydex wrote it" in ran.err) == (3, True)
    assert path.read_text().endswith("# mine\n")


def test_nothing_of_a_file_of_logins_is_kept_for_a_later_run(person: Person) -> None:
    source = "[[tool.poetry.source]]\nname = 'corp'\nurl = 'https://h.x/s'\n"
    person.write("pyproject.toml", f"[tool.poetry]\npackage-mode = false\n{source}")
    person.keydex("username", "corp", "alice", "--tool", "poetry", "--yes")
    path = person.root / "home/.config/pypoetry/auth.toml"
    assert path.exists()
    ran = person.keydex("undo", "--yes")
    assert (ran.code, path.exists()) == (3, True)


def test_a_secret_is_not_kept_to_be_put_back(person: Person) -> None:
    person.write("pyproject.toml", pyproject(f"https://ci-bot:{CANARY}@pkgs.example/team/simple/"))
    person.keydex("username", "corp", "alice", "--in", "project", "--yes")
    ran = person.keydex("undo", "--yes")
    assert (ran.code, "can't be undone: the file held a secret" in ran.err) == (3, True)
    kept = [each.read_text() for each in (person.root / "home").rglob("*.json")]
    assert kept
    assert not any(CANARY in each for each in kept)


def test_a_netrc_is_not_kept_either(person: Person) -> None:
    person.write("pyproject.toml", pyproject("https://pkgs.example/team/simple/"))
    words = ("set", "corp", "--to", "netrc", "-u", "ci-bot", "--stdin", "--no-verify")
    assert person.keydex(*words, stdin=CANARY).code == 0
    assert CANARY in (person.root / "home/.netrc").read_text()
    assert person.keydex("undo", "--yes").code == 3
    kept = [each for each in (person.root / "home").rglob("*") if each.name != ".netrc"]
    assert not any(CANARY in each.read_text() for each in kept if each.is_file())
