"""`fix` copies what one tool finds to where another asks, without a secret being handed over."""

from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person
from tests.samples import HOST, USER, pyproject

FEED = f"https://{HOST}/team/simple"
NAMED = f"https://{USER}@{HOST}/team/simple"


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Give somebody whose keyring has an entry that ends in a slash, as pip asks for it."""
    one = Person(tmp_path)
    one.write("pyproject.toml", pyproject(NAMED))
    one.write("requirements.txt", f"-i {NAMED}\nzzz\n")
    (tmp_path / "entries.json").write_text(f'{{"{FEED}/": {{"{USER}": "{CANARY}"}}}}')
    return one


def test_an_entry_is_copied(person: Person) -> None:
    done = person.keydex("fix", "KD066", "--yes", "--json")
    assert done.code == 0, done.err
    assert [each["entry"] for each in done.json["done"]] == [{"service": FEED, "username": USER}]
    assert person.entries()[FEED] == {USER: CANARY}
    assert person.keydex("fix", "KD066", "--yes").err == "Nothing is found by that check.\n"


def test_a_copy_can_be_looked_at_first(person: Person) -> None:
    done = person.keydex("fix", "KD066", "--dry-run")
    assert done.out == f"· store  {FEED} as {USER}\n"
    assert "pip finds an entry for corp that uv does not ask for: it ends in /." in done.err
    assert list(person.entries()) == [f"{FEED}/"]


def test_nothing_is_copied_unasked(person: Person) -> None:
    done = person.keydex("fix", "KD066", "--no-input")
    assert done.code == 2
    assert list(person.entries()) == [f"{FEED}/"]


def test_set_copies_what_one_tool_finds(person: Person) -> None:
    done = person.keydex("set", "corp", "--from", "pip", "--no-verify", "--json")
    assert done.code == 0, done.err
    assert [each["entry"] for each in done.json["done"]] == [{"service": FEED, "username": USER}]
    assert person.entries()[FEED] == {USER: CANARY}
    assert CANARY not in done.out + done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--from", "uv"), "uv finds no entry that could be copied"),
        (("--from", "conda"), "keydex knows no tool conda"),
        (("--from", "pip", "-u", "eve"), "--from takes the entry as it is"),
        (("--from", "pip", "--stdin"), "--from takes the entry as it is"),
    ],
)
def test_what_can_not_be_copied_changes_nothing(
    words: tuple[str, ...], message: str, person: Person
) -> None:
    done = person.keydex("set", "corp", "--no-verify", *words)
    assert (done.code, message in done.err) == (2, True)
    assert list(person.entries()) == [f"{FEED}/"]
