"""`rotate` on the command line: what it tells, what it writes, what it leaves as it was."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from keydex.demo.server import Server
from tests.cli.running import CANARY, Person
from tests.samples import USER, pyproject

OLD = "old-token-1d2e3f"
JOURNAL = "home/.local/state/keydex/rotation.json"
ASIDE = {"keydex-rotation-new": {"keydex": CANARY}, "keydex-rotation-old-1": {"keydex": OLD}}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({"core": CANARY, "tools": CANARY}) as running:
        yield running


@pytest.fixture
def person(tmp_path: Path, server: Server) -> Person:
    """Give a person with two indexes, and one old token for both."""
    made = Person(tmp_path)
    urls = [f"{server.url}/{name}/simple/" for name in ("core", "tools")]
    logins = [each.replace("://", f"://{USER}@") for each in urls]
    more = f"[[tool.uv.index]]\nname = 'tools'\nurl = '{logins[1]}'\n"
    made.write("pyproject.toml", pyproject(logins[0], more))
    uv = tmp_path / "bin/uv"
    uv.write_text("#!/bin/sh\necho uv 0.13.8\n")
    uv.chmod(0o755)
    holds(made, {each: {USER: OLD} for each in urls})
    return made


def holds(person: Person, entries: dict[str, dict[str, str]]) -> None:
    (person.root / "entries.json").write_text(json.dumps(entries))


def secrets(person: Person) -> set[str]:
    """Return what the entries hold."""
    return {secret for users in person.entries().values() for secret in users.values()}


def test_all_that_holds_the_old_token_gets_the_new_one(person: Person) -> None:
    dry = person.keydex("rotate", "--dry-run", "--json").json
    assert [each["what"] for each in dry["planned"]] == ["rotate", "rotate"]
    ran = person.keydex("rotate", "corp", "--stdin", "--yes", "--json", stdin=CANARY)
    assert (ran.code, ran.json["schema"]) == (0, "keydex.rotate/1")
    assert [each["what"] for each in ran.json["done"]] == [
        "stored",
        "stored",
        "uv gets into corp",
        "uv gets into tools",
        "forgot what was put aside",
    ]
    assert ran.json["unreached"] == ["CI and other machines: give them the new one yourself."]
    assert "2 of 2 indexes accept it." in ran.err
    assert secrets(person) == {CANARY}
    assert not (person.root / JOURNAL).exists()


def test_only_the_named_index_may_be_changed(person: Person) -> None:
    ran = person.keydex("rotate", "tools", "--only", "--stdin", "--yes", stdin=CANARY)
    assert ran.code == 0
    assert secrets(person) == {CANARY, OLD}


@pytest.mark.parametrize(
    ("words", "stdin", "code", "says"),
    [
        (("--stdin", "--yes"), "wrong-token-9a", 1, "corp refuses it, so nothing is changed"),
        (("--stdin", "--yes"), OLD, 1, "the new secret is the old one"),
        (("--stdin", "--yes"), "", 1, "the secret is empty"),
        (("--stdin",), CANARY, 2, "say --yes to do it"),
        (("--no-input",), "", 2, "hand it over with --stdin"),
        (("nowhere",), "", 2, 'no index is called "nowhere"'),
        (("--undo",), "", 0, "There is no rotation to undo."),
    ],
)
def test_nothing_is_changed(
    person: Person, words: tuple[str, ...], stdin: str, code: int, says: str
) -> None:
    ran = person.keydex("rotate", *words, stdin=stdin)
    assert (ran.code, says in ran.err) == (code, True), ran.err
    assert secrets(person) == {OLD}
    assert not (person.root / JOURNAL).exists()


def test_without_an_index_of_ones_own_it_says_so(person: Person) -> None:
    person.write("pyproject.toml", "[project]\nname = 'demo'\nversion = '0'\n")
    for words in ((), ("--dry-run",)):
        ran = person.keydex("rotate", "--stdin", "--yes", *words, stdin=CANARY)
        assert (ran.code, ran.out, ran.err) == (0, "", "No private index is configured.\n")
    assert person.keydex("rotate", "--json", "--dry-run").json["done"] == []
    assert "an entry for" in person.keydex("rotate", "pypi.org", "--stdin", stdin=CANARY).err


def test_an_index_is_not_asked_where_that_is_said(person: Person) -> None:
    ran = person.keydex("rotate", "--stdin", "--yes", "--no-verify", stdin="unknown-token-7c")
    assert (ran.code, "accept" in ran.err) == (0, False)
    assert secrets(person) == {"unknown-token-7c"}


def test_a_file_that_can_not_be_read_stops_it(person: Person) -> None:
    person.write("uv.toml", "[")
    assert person.keydex("rotate", "--stdin", "--yes", stdin=CANARY).code == 3
    assert secrets(person) == {OLD}


@pytest.mark.parametrize(
    ("words", "says", "left"),
    [((), "new", CANARY), (("--undo",), "old", OLD)],
    ids=["finish", "undo"],
)
def test_what_was_left_unfinished_is_ended(
    person: Person, words: tuple[str, ...], says: str, left: str
) -> None:
    urls = list(person.entries())
    holds(person, {urls[0]: {USER: CANARY}, **ASIDE})
    began(person, urls, "writing")
    doctor = person.keydex("doctor", "--offline", "--json").json["findings"]
    assert "KD048" in [each["code"] for each in doctor]
    dry = person.keydex("rotate", *words, "--dry-run", "--json").json
    assert [each["entry"]["service"] for each in dry["planned"]] == urls
    asked = person.keydex("rotate", *words)
    assert (asked.code, f"Its entries get the {says} secret." in asked.err) == (2, True)
    assert person.keydex("rotate", *words, "--yes").code == 0
    assert {person.entries()[url][USER] for url in urls} == {left}
    assert secrets(person) == {left}
    assert not (person.root / JOURNAL).exists()


def test_one_who_came_with_a_new_secret_is_told_that_it_was_not_taken(person: Person) -> None:
    urls = list(person.entries())
    holds(person, {urls[0]: {USER: CANARY}, **ASIDE})
    began(person, urls, "writing")
    ended = person.keydex("rotate", "--stdin", "--yes", stdin="another-one")
    assert (ended.code, "run it again for a new secret" in ended.err) == (0, True)
    assert secrets(person) == {CANARY}


@pytest.mark.parametrize("words", [(), ("--undo",)], ids=["finish", "undo"])
@pytest.mark.parametrize(("phase", "left"), [("settled", CANARY), ("staging", OLD)])
def test_where_only_what_was_put_aside_is_left_no_more_is_promised(
    person: Person, phase: str, left: str, words: tuple[str, ...]
) -> None:
    urls = list(person.entries())
    holds(person, {**{url: {USER: left} for url in urls}, **ASIDE})
    began(person, urls, phase)
    dry = person.keydex("rotate", *words, "--dry-run", "--json").json
    assert [each["what"] for each in dry["planned"]] == ["forget what was put aside"]
    asked = person.keydex("rotate", *words)
    assert (asked.code, "its entries stay as they are" in asked.err) == (2, True)
    assert ("get the" in asked.err, "puts the old one back" in asked.err) == (False, False)
    assert person.keydex("rotate", *words, "--yes").code == 0
    assert {name: users for name, users in person.entries().items() if users} == {
        url: {USER: left} for url in urls
    }
    assert not (person.root / JOURNAL).exists()


def began(person: Person, urls: list[str], phase: str) -> None:
    """Leave the journal of a rotation that was killed."""
    places = [
        {
            "via": "subprocess",
            "executable": str(person.root / "bin/keyring"),
            "interpreter": "",
            "service": url,
            "username": USER,
            "tools": "uv",
            "slot": "old-1",
        }
        for url in urls
    ]
    journal = {"schema": "keydex.rotation/1", "project": "/proj", "phase": phase}
    person.write(f"~/{JOURNAL.removeprefix('home/')}", json.dumps({**journal, "places": places}))
