"""`migrate` shows what moves and what stays, asks, and does it; no secret is in what it prints."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from keydex.demo.server import Server
from tests import samples
from tests.cli.running import CANARY, Person
from tests.cli.test_leaks import LOCK, PLAIN, URLS, at
from tests.samples import HOST, URL, USER

RC = f"[pypi]\nusername = __token__\npassword = {CANARY}\n"


def pyproject(url: str = PLAIN, more: str = "") -> str:
    """Return a project of which uv reads everything, its index on line 8."""
    return samples.pyproject(url, more).replace("\n[tool", "\nversion = '0'\n[tool", 1)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({"core": CANARY}) as running:
        yield running


def test_a_dry_run_shows_place_entry_change_and_what_stays(person: Person) -> None:
    path = person.write("pyproject.toml", pyproject(URLS))
    person.write("uv.lock", LOCK)
    ran = person.keydex("migrate", "--dry-run")
    assert "pyproject.toml:8 tool.uv.index[0].url  pyproject.toml holds" in ran.err
    assert f"  {URL} as {USER}, for uv" in ran.err
    assert f"+url = '{PLAIN}'" in ran.err
    assert "uv.lock:3  uv.lock holds a login" in ran.err
    assert "  → it stays: " in ran.err
    assert (ran.code, path.read_text(), person.entries()) == (0, pyproject(URLS), {})
    assert [line.split()[0] for line in ran.out.splitlines()] == ["·", "·"]


def test_what_is_moved_and_what_stays_is_in_the_document(person: Person, server: Server) -> None:
    path = person.write("pyproject.toml", pyproject(at(server)))
    person.write("uv.lock", LOCK)
    ran = person.keydex("migrate", "--yes", "--json")
    assert (ran.code, ran.json["schema"]) == (1, "keydex.migrate/1")
    assert [each["what"] for each in ran.json["done"]] == ["stored", "took the password out"]
    assert (ran.json["failed"], ran.json["undone"]) == ([], [])
    (stays,) = ran.json["stays"]
    assert stays.keys() == {"what", "where", "why"}
    assert stays["where"] == "uv.lock:3"
    assert path.read_text() == pyproject(at(server, USER))
    assert person.entries() == {f"{server.url}/core/simple/": {USER: CANARY}}


def test_without_a_yes_nothing_is_changed(person: Person) -> None:
    path = person.write("pyproject.toml", pyproject(URLS))
    ran = person.keydex("migrate", "--no-input")
    assert (ran.code, person.entries(), path.read_text()) == (2, {}, pyproject(URLS))


def test_where_nothing_is_in_plain_text_it_says_so(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    ran = person.keydex("migrate", "--yes")
    assert (ran.code, ran.err.splitlines()) == (0, ["There is nothing to move."])


def test_only_the_index_that_is_named_moves(person: Person, server: Server) -> None:
    second = f"[[tool.uv.index]]\nname = 'b'\nurl = '{URLS}'\n"
    path = person.write("pyproject.toml", pyproject(at(server), second))
    assert person.keydex("migrate", "corp", "--yes").code == 0
    assert path.read_text() == pyproject(at(server, USER), second)


def test_a_keyring_that_takes_nothing_leaves_the_files(person: Person, server: Server) -> None:
    paths = [person.write("pyproject.toml", pyproject(at(server))), person.write("~/.pypirc", RC)]
    before = [each.read_text() for each in paths]
    person.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    ran = person.keydex("migrate", "--yes", "--json")
    assert ran.code == 4
    assert ran.json["done"] == []
    assert "pyproject.toml" in {Path(each["where"]).name for each in ran.json["failed"]}
    assert [each.read_text() for each in paths] == before


def test_a_file_that_can_not_be_read_ends_it(person: Person) -> None:
    person.write("pyproject.toml", "[tool.uv\n")
    path = person.write("requirements.txt", f"-i {URLS}\nb\n")
    assert person.keydex("migrate", "--yes").code == 3
    assert HOST in path.read_text()


def test_a_netrc_login_says_first_that_others_may_read_it(person: Person, server: Server) -> None:
    person.write("pyproject.toml", pyproject(at(server, USER)))
    path = person.write("~/.netrc", f"machine 127.0.0.1 login {USER} password {CANARY}\n")
    ran = person.keydex("migrate", "--dry-run")
    assert ".netrc:1 machine 127.0.0.1  .netrc holds the login of 127.0.0.1." in ran.err
    assert "curl, git, other projects" in ran.err
    assert f"-machine 127.0.0.1 login {USER} password ****" in ran.err
    assert person.keydex("migrate", "--yes").code == 0
    assert path.read_text() == ""
    assert person.entries() == {f"{server.url}/core/simple/": {USER: CANARY}}
