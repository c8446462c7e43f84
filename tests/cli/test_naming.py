"""`username`: whom a name is for is asked, and what each tool does with it is told before."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person
from tests.samples import URL, pyproject
from tests.ui.terminals import Terminal, terminal

BARE = pyproject("https://pkgs.example/team/simple/")
WHY = "alice is a name of yours, and others share pyproject.toml"
EXPORT = "export UV_INDEX_CORP_USERNAME=alice"
ASKS = "https://pkgs.example/team/simple/, pkgs.example as"


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


@contextmanager
def asked(person: Person, *words: str) -> Iterator[Terminal]:
    """Run keydex for somebody who sits at the terminal."""
    with terminal(["-m", "keydex", *words], person.project, person.environ) as running:
        yield running


def test_usernames_that_differ_are_printed_by_tool(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    person.write("requirements.txt", "--index-url https://pkgs.example/team/simple/\n")
    assert person.keydex("username", "corp").out == "uv  ci-bot\npip  no username\n"


def test_a_yes_does_not_say_whom_it_is_for(person: Person) -> None:
    path = person.write("pyproject.toml", BARE)
    ran = person.keydex("username", "corp", "alice", "--yes")
    assert (ran.code, path.read_text()) == (2, BARE)
    assert ran.err == (
        f"keydex: {WHY}\n"
        f"  → say whom it is for: --in project writes it there, --in user: {EXPORT}\n"
    )
    document = person.keydex("username", "corp", "alice", "--yes", "--json").json
    assert (document["schema"], document["message"]) == ("keydex.error/1", WHY)


@pytest.mark.parametrize("name", ["VssSessionToken", "__token__", "aws", "${USER}"])
def test_a_fixed_name_is_written_for_everyone(name: str, person: Person) -> None:
    path = person.write("pyproject.toml", BARE)
    assert person.keydex("username", "corp", name, "--yes").code == 0
    assert f"https://{name}@pkgs.example" in path.read_text()


def test_what_nobody_shares_is_written_as_ever(person: Person) -> None:
    person.write("pyproject.toml", "[project]\nname = 'demo'\n")
    text = "[global]\nextra-index-url = https://pkgs.example/team/simple/\n"
    path = person.write("~/.config/pip/pip.conf", text)
    assert person.keydex("username", "pkgs.example", "alice", "--yes").code == 0
    assert path.read_text() == text.replace("//", "//alice@")


def test_the_variable_is_printed_where_no_file_is_ones_own(person: Person) -> None:
    path = person.write("pyproject.toml", BARE)
    ran = person.keydex("username", "corp", "alice", "--in", "user")
    assert (ran.code, ran.out, path.read_text()) == (0, f"{EXPORT}\n", BARE)
    assert ran.err == (
        "Nothing is to be changed in a file.\n"
        f"uv: asks nothing (no username) → asks {ASKS} alice\n"
        "Set this where your shell reads it:\n"
    )
    document = person.keydex("username", "corp", "alice", "--in", "user", "--json").json
    assert document["done"] == []
    assert document["variables"] == [{"name": "UV_INDEX_CORP_USERNAME", "value": "alice"}]


def test_what_each_tool_does_is_told_before_the_question(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    person.write("requirements.txt", "--extra-index-url https://pkgs.example/team/simple\n")
    ran = person.keydex("username", "corp", "alice", "--in", "project")
    assert ran.code == 2
    assert f"uv: asks {ASKS} ci-bot → asks {ASKS} alice\n" in ran.err
    dry = person.keydex("username", "corp", "ci-bot", "--in", "project", "--dry-run", "--json")
    assert dry.json["effects"] == [
        {"tool": "uv", "before": f"asks {ASKS} ci-bot", "after": f"asks {ASKS} ci-bot"},
        {"tool": "pip", "before": f"asks {ASKS} anyone", "after": f"asks {ASKS} ci-bot"},
    ]
    assert f"uv: asks {ASKS} ci-bot → unchanged\n" in dry.err


def test_a_dry_run_says_what_would_be_asked(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    dry = person.keydex("username", "corp", "alice", "--dry-run")
    assert dry.code == 0
    assert f"{WHY}.\n  --in user: no tool would take your own username" in dry.err
    assert "+url = 'https://alice@" in dry.err


@pytest.mark.parametrize(
    ("answer", "code", "said", "written"),
    [
        ("p", 0, "✓ username alice  pyproject.toml", BARE.replace("//", "//alice@")),
        ("user", 0, EXPORT, BARE),
        ("", 130, "keydex: nothing is changed", BARE),
        ("no", 130, "keydex: nothing is changed", BARE),
    ],
)
def test_a_person_is_asked_whom_it_is_for(
    answer: str, code: int, said: str, written: str, person: Person
) -> None:
    path = person.write("pyproject.toml", BARE)
    with asked(person, "username", "corp", "alice") as running:
        running.until("Whom is it for? [project/user/N] ")
        assert WHY.encode() in running.seen
        assert f"user     {EXPORT}".encode() in running.seen
        running.press(f"{answer}\n")
        if answer == "p":
            running.until("Write this? [y/N] ")
            running.press("y\n")
        assert running.end() == code
        assert said.encode() in running.seen
    assert path.read_text() == written


@pytest.mark.parametrize(
    ("answer", "written"), [("project", BARE.replace("//", "//alice@")), ("user", BARE)]
)
def test_a_fix_that_asks_for_a_username_asks_that_too(
    answer: str, written: str, person: Person
) -> None:
    path = person.write("pyproject.toml", BARE)
    with asked(person, "fix", "KD012", "corp", "--offline") as running:
        running.until("Your username: ")
        running.press("alice\n")
        running.until("Whom is it for? [project/user/N] ")
        running.press(f"{answer}\n")
        if answer == "project":
            running.until("Write this? [y/N] ")
            running.press("y\n")
        running.end()
        assert (EXPORT.encode() in running.seen.rpartition(b"/N] ")[2]) == (answer == "user")
    assert path.read_text() == written


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [("alice", 0, f"{URL} as alice, for uv"), ("", 2, "keydex set corp -u NAME")],
)
def test_a_person_is_asked_whose_secret_it_is_where_nobody_says(
    answer: str, code: int, said: str, person: Person
) -> None:
    person.write("pyproject.toml", pyproject(URL, 'authenticate = "always"\n'))
    with asked(person, "set", "corp", "--dry-run") as running:
        running.until("Your username: ")
        running.press(f"{answer}\n")
        assert running.end() == code
        assert said.encode() in running.seen


def test_a_token_in_place_of_a_name_is_not_repeated(person: Person) -> None:
    person.write("pyproject.toml", pyproject("https://pypi.fury.io/acme/"))
    ran = person.keydex("username", "corp", CANARY, "--yes", "-v")
    assert (ran.code, "**** is a name of yours" in ran.err) == (2, True)
    ran = person.keydex("username", "corp", CANARY, "--in", "user", "--json")
    assert ran.json["variables"] == [{"name": "UV_INDEX_CORP_USERNAME", "value": "****"}]
    ran = person.keydex("username", "corp", CANARY, "--in", "project", "--yes", "-v")
    assert ran.out == "✓ username ****  pyproject.toml\n"
    assert "+url = 'https://****@pypi.fury.io/acme/'" in ran.err
