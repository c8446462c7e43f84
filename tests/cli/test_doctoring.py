"""`doctor` and `fix`, as a person runs them."""

import json
from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person

WELL = "Nothing is wrong: no private index is configured.\n"
AZURE = "pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def project(url: str) -> str:
    return (
        "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
        f"[[tool.uv.index]]\nname = 'core'\nurl = '{url}'\n"
    )


def test_on_a_clean_machine_nothing_is_wrong(person: Person) -> None:
    person.write("pyproject.toml", "[project]\nname = 'demo'\nversion = '0'\n")
    for words in (["doctor"], ["doctor", "--offline"], ["doctor", "--round-trip", "--check=KD012"]):
        done = person.keydex(*words)
        assert (done.code, done.out) == (0, WELL), done.err
    assert person.keydex("doctor", "--offline", "--json").json == {
        "schema": "keydex.doctor/1",
        "findings": [],
    }


def test_a_finding_says_what_where_and_how_it_is_mended(person: Person) -> None:
    person.write("pyproject.toml", project(f"https://{AZURE}"))
    done = person.keydex("doctor", "--offline", "--check", "username-missing")
    assert done.code == 1
    assert done.out == (
        "✗ KD012 username-missing  core · uv\n"
        "    uv asks no keyring for core: its URL has no username.\n"
        "    in pyproject.toml:8\n"
        "    → Put VssSessionToken into the URL.\n"
        "      keydex username core VssSessionToken\n\n"
        "1 error. Mend them with keydex fix, or one by its code.\n"
    )
    (finding,) = person.keydex("doctor", "--check", "KD012", "--offline", "--json").json["findings"]
    assert finding == {
        "code": "KD012",
        "name": "username-missing",
        "severity": "error",
        "index": "core",
        "tool": "uv",
        "message": "uv asks no keyring for core: its URL has no username.",
        "origin": {"file": "pyproject.toml", "line": 8, "key": "tool.uv.index[0].url"},
        "fix": {
            "kind": "edit",
            "summary": "Put VssSessionToken into the URL.",
            "command": "keydex username core VssSessionToken",
        },
    }


def test_the_checks_are_named(person: Person) -> None:
    done = person.keydex("doctor", "--list")
    assert done.code == 0
    assert "KD012  username-missing" in done.out
    rows = person.keydex("doctor", "--list", "--json").json["checks"]
    assert {"code", "name", "severity", "finds", "needs"} == set(rows[0])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("doctor --check KD999", "there is no check KD999"),
        ("doctor nothere", 'no index is called "nothere"'),
        ("fix nothere", 'no index is called "nothere"'),
    ],
)
def test_what_is_not_there_ends_with_2(words: str, message: str, person: Person) -> None:
    person.write("pyproject.toml", project(f"https://{AZURE}"))
    done = person.keydex(*words.split())
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_fix_is_shown_asked_and_applied(person: Person) -> None:
    path = person.write("pyproject.toml", project(f"https://{AZURE}"))
    before = path.read_text()
    dry = person.keydex("fix", "KD012", "--offline", "--dry-run", "--json")
    assert dry.code == 0
    assert [each["what"] for each in dry.json["planned"]] == ["username VssSessionToken"]
    refused = person.keydex("fix", "KD012", "--offline")
    assert refused.code == 2
    assert "say --yes to do it" in refused.err
    assert path.read_text() == before
    done = person.keydex("fix", "core", "--offline", "--yes", "--check=KD012")
    assert done.code == 2
    done = person.keydex("fix", "username-missing", "core", "--offline", "--yes")
    assert (done.code, done.out) == (0, "✓ username VssSessionToken  pyproject.toml\n")
    assert path.read_text() == project(f"https://VssSessionToken@{AZURE}")
    assert person.keydex("doctor", "--offline", "--check", "KD012").code == 0
    again = person.keydex("fix", "KD012", "--offline", "--json")
    assert (again.code, again.json["done"]) == (0, [])


def test_what_nobody_can_be_asked_for_is_not_written(person: Person) -> None:
    path = person.write("pyproject.toml", project("https://pkgs.example.invalid/simple/"))
    done = person.keydex("fix", "KD012", "--offline", "--yes", "--no-input")
    assert done.code == 2
    assert "nobody can be asked for the username" in done.err
    assert path.read_text() == project("https://pkgs.example.invalid/simple/")


def test_a_file_that_can_not_be_read_ends_with_3(person: Person) -> None:
    person.write("pyproject.toml", project(f"https://{AZURE}"))
    person.write("requirements.txt", f"--index-url https://ci-bot@{AZURE}\n")
    person.write("~/.config/uv/uv.toml", "keyring-provider = \n")
    done = person.keydex("doctor", "--offline", "--json")
    assert done.code == 3
    assert done.json["problems"][0]["line"] == 1


def test_a_report_is_put_together_by_an_allow_list(person: Person) -> None:
    url = f"https://ada-lovelace:{CANARY}@pkgs.example.invalid/simple/"
    person.write("pyproject.toml", project(url))
    person.write("~/.netrc", f"machine pkgs.example.invalid login ada-lovelace password {CANARY}\n")
    person.variables |= {"UV_INDEX_CORE_PASSWORD": CANARY, "MY_TOKEN": CANARY, "UV_INDEX": url}
    for words in ([], ["--json"]):
        done = person.keydex("doctor", "--report", "--offline", *words)
        said = done.out + done.err
        assert done.code == 0
        assert CANARY not in said
        assert "ada-lovelace" not in said
        assert str(person.root / "home") not in said
        assert "MY_TOKEN" not in said
    document = json.loads(done.out)
    assert document["schema"] == "keydex.report/1"
    assert [each["tool"] for each in document["tools"]] == ["uv"]
    named = person.keydex("doctor", "--report", "--offline", "--usernames", "--json")
    assert CANARY not in named.out
