"""`entries` sets what is there beside what is asked for; `delete` takes several at once."""

import json
from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person
from tests.samples import HOST, USER, pyproject

FEED = f"https://{HOST}/team/simple"
NAMED = f"https://{USER}@{HOST}/team/simple"
KEPT = {f"{FEED}/": {USER: CANARY}, HOST: {"eve": CANARY}, "elsewhere.example": {"eve": CANARY}}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Give somebody an entry that only pip asks for, one that nobody does, and one elsewhere."""
    one = Person(tmp_path)
    one.write("pyproject.toml", pyproject(NAMED))
    one.write("requirements.txt", f"-i {NAMED}\nzzz\n")
    (tmp_path / "entries.json").write_text(json.dumps(KEPT))
    return one


def test_rows_are_entries_and_columns_are_tools(person: Person) -> None:
    done = person.keydex("entries", "corp", "--tool", "uv", "--tool", "pip")
    assert done.code == 0, done.err
    assert done.out.splitlines() == [
        "corp",
        FEED,
        f"{'':37}as      uv           pip",
        f"  {FEED}   ci-bot  1 ○ missing  ·",
        f"  {HOST:33}  ci-bot  2 ○ missing  2 ○ missing",
        f"  {FEED}/  ci-bot  ·            1 ● stored",
        f"  {HOST:33}  eve     ·            ● stored, and no tool finds it here",
        f"  An entry for {HOST} serves the most: uv, pip.",
        "  Nothing is found by uv.",
        "",
    ]


def test_scripts_get_the_same(person: Person) -> None:
    found = person.keydex("entries", "--json", "--tool", "uv", "--tool", "pip").json
    assert found["schema"] == "keydex.entries/1"
    (index,) = found["indexes"]
    assert (index["name"], index["feed"], index["unserved"]) == ("corp", FEED, ["uv"])
    assert index["serves_most"] == {"service": HOST, "username": USER, "tools": ["uv", "pip"]}
    assert index["entries"][-2:] == [
        {
            "service": f"{FEED}/",
            "username": USER,
            "tools": [{"tool": "pip", "turn": "1", "answer": "found"}],
        },
        {"service": HOST, "username": "eve", "tools": []},
    ]
    assert [(each["tool"], each["listed"]) for each in found["keyrings"]] == [
        ("uv", True),
        ("pip", True),
    ]


def test_a_keyring_that_can_not_be_listed_is_told(person: Person) -> None:
    person.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    done = person.keydex("entries", "--tool", "uv")
    assert done.code == 0
    assert "The keyring of uv can't be listed: it may hold more than this." in done.out


def test_a_keyring_that_can_not_be_listed_is_told_before_orphans_are_deleted(
    person: Person,
) -> None:
    person.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    done = person.keydex("delete", "corp", "--orphans", "--yes", "--tool", "uv")
    assert "The keyring of uv can't be listed: it may hold more than this." in done.err


def test_without_a_private_index_there_is_nothing_to_set_side_by_side(person: Person) -> None:
    person.write("pyproject.toml", "[project]\nname = 'demo'\n")
    person.write("requirements.txt", "")
    done = person.keydex("entries", "--tool", "uv")
    assert (done.code, done.out.splitlines()[0]) == (
        0,
        "No tool asks a keyring for a private index.",
    )


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ((), [f"{FEED}/old", HOST, "elsewhere.example"]),
        (("--orphans",), [HOST, "elsewhere.example"]),
        (("--orphans", "--dry-run"), [f"{FEED}/", f"{FEED}/old", HOST, "elsewhere.example"]),
    ],
    ids=str,
)
def test_what_nobody_asks_for_is_deleted_where_that_is_said(
    person: Person, words: tuple[str, ...], left: list[str]
) -> None:
    kept = {f"{FEED}/": KEPT[f"{FEED}/"], f"{FEED}/old": {"eve": CANARY}, **KEPT}
    (person.root / "entries.json").write_text(json.dumps(kept))
    done = person.keydex("delete", "corp", "--yes", *words)
    assert done.code == 0, done.err
    assert [service for service, users in person.entries().items() if users] == left
    assert f"{FEED}/ as {USER}, found by pip" in done.err
    assert (f"{FEED}/old as eve, which no tool finds here" in done.err) is ("--orphans" in words)


def test_what_comes_before_a_keyring_is_named_where_an_entry_is_not_deleted(
    person: Person,
) -> None:
    person.write("~/.netrc", f"machine {HOST}\nlogin {USER}\npassword {CANARY}\n")
    done = person.keydex("delete", "corp", "--tool", "uv")
    assert (done.code, done.err.splitlines()) == (
        0,
        [
            "No tool asks for an entry that is there.",
            "  uv asks nothing: A credential comes from .netrc:1.",
            "  → what no tool asks for is deleted by: keydex delete corp --orphans",
        ],
    )
    done = person.keydex("set", "corp", "--tool", "uv", "--stdin", stdin=CANARY)
    assert (done.code, "A credential comes from .netrc:1" in done.err) == (2, True)
    person.keydex("delete", "corp", "--tool", "uv", "--orphans", "--yes")
    assert not person.entries()[f"{FEED}/"]
    again = person.keydex("delete", "corp", "--tool", "uv", "--orphans")
    assert again.err.splitlines()[-1] == "There is no entry to delete."


def test_entries_of_several_indexes_are_deleted_at_once(person: Person) -> None:
    two = f"[[tool.uv.index]]\nname = 'two'\nurl = 'https://{USER}@two.example/simple'\n"
    person.write("pyproject.toml", pyproject(NAMED, two))
    kept = {"two.example": {USER: CANARY}, HOST: {USER: CANARY}}
    (person.root / "entries.json").write_text(json.dumps(kept))
    done = person.keydex("delete", "corp", "two", "--yes", "--json")
    assert {each["entry"]["service"] for each in done.json["done"]} == {"two.example", HOST}
    assert not any(person.entries().values())
