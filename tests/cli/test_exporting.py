"""`export` prints names and snippets; no value of this machine is in what it prints."""

from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person
from tests.cli.test_migrating import pyproject
from tests.samples import HOST, USER

NAMES = ("UV_INDEX_CORP_USERNAME", "UV_INDEX_CORP_PASSWORD")


@pytest.fixture
def person(tmp_path: Path) -> Person:
    found = Person(tmp_path)
    found.write("pyproject.toml", pyproject())
    found.variables = dict(zip(NAMES, (USER, CANARY), strict=True))
    return found


@pytest.mark.parametrize("target", ["docker", "github", "gitlab"])
def test_names_are_printed_and_no_value(person: Person, target: str) -> None:
    ran = person.keydex("export", "--for", target)
    assert ran.code == 0
    assert all(each in ran.out for each in NAMES)
    assert USER not in ran.out
    assert ran.out.splitlines()[0] == f"{' '.join(NAMES)}  corp, for uv"


def test_the_syntax_of_a_dockerfile_is_its_first_line(person: Person) -> None:
    snippets = person.keydex("export", "--for", "docker").out.split("\n\n")[1:]
    assert [each.splitlines()[:2] for each in snippets] == [
        ["# syntax=docker/dockerfile:1", "# Dockerfile"],
        ["# shell", f"docker build {' '.join(f'--secret id={x},env={x}' for x in NAMES)} ."],
    ]


def test_the_document_has_names_and_snippets(person: Person) -> None:
    person.write("requirements.txt", f"-i https://{USER}@{HOST}/team/simple/\nb\n")
    found = person.keydex("export", "--for", "docker", "--json").json
    assert (found["schema"], found["for"], found["unserved"]) == ("keydex.export/1", "docker", [])
    of_uv, of_pip = found["logins"]
    assert of_uv["variables"] == {"username": NAMES[0], "password": NAMES[1]}
    assert (of_pip["tool"], of_pip["netrc"]) == ("pip", HOST)
    assert [each["place"] for each in found["snippets"]] == ["Dockerfile", "shell"]


def test_the_url_of_an_upload_that_only_this_machine_names_is_in_it(person: Person) -> None:
    person.write(
        "~/.pypirc", f"[distutils]\nindex-servers = up\n[up]\nrepository = https://{HOST}/\n"
    )
    (login,) = person.keydex("export", "--for", "github", "up", "--json").json["logins"]
    assert login["url"] == {"TWINE_REPOSITORY_URL": f"https://{HOST}/"}


def test_what_has_no_way_is_told(person: Person) -> None:
    person.write("pyproject.toml", pyproject(f"https://{USER}:{CANARY}@{HOST}/team/simple/"))
    person.variables = {}
    ran = person.keydex("export", "--for", "github", "corp")
    assert (ran.code, ran.out.split(":")[0]) == (1, "not for uv at corp")


def test_without_a_private_index_it_says_so(person: Person) -> None:
    person.write("pyproject.toml", "[project]\nname = 'demo'\nversion = '0'\n")
    ran = person.keydex("export", "--for", "docker")
    assert (ran.code, ran.out) == (0, "No private index is configured.\n")


def test_it_wants_to_know_what_for(person: Person) -> None:
    assert person.keydex("export").code == 2


def test_a_file_that_can_not_be_read_is_told(person: Person) -> None:
    person.write("uv.toml", "[[index]\n")
    ran = person.keydex("export", "--for", "docker")
    assert (ran.code, "uv.toml" in ran.err) == (3, True)
