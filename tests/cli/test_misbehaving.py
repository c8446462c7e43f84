"""One entry of three makes the keyring misbehave: the rest is shown, and nothing is changed."""

import json
from pathlib import Path

import pytest

from tests.backends.misbehaving import ODD
from tests.cli.running import CANARY, Person
from tests.keyrings.places import ROOT

URLS = ("https://before.example/simple/", ODD, "https://after.example/simple/")
NAMES = ("before", "odd", "after")
SHIM = '#!/bin/sh\nexec {keyring} "$@"\n'


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Somebody with three indexes, an entry for each, and the secret of one of them in a file."""
    one = Person(tmp_path)
    indexes = "".join(
        f"[[tool.uv.index]]\nname = '{name}'\nurl = '{url.replace('//', '//ci-bot@')}'\n"
        for name, url in zip(NAMES, URLS, strict=True)
    )
    project = "[project]\nname = 'demo'\nversion = '1'\n"
    one.write("pyproject.toml", f"{project}[tool.uv]\nkeyring-provider = 'subprocess'\n{indexes}")
    login = ODD.replace("//", f"//ci-bot:{CANARY}@")
    one.write("requirements.txt", f"--index-url {login}\nfoo\n")
    one.write("~/entries.json", json.dumps({f"{each}\nci-bot": CANARY for each in URLS}))
    one.variables |= {
        "PYTHON_KEYRING_BACKEND": "tests.backends.misbehaving.Misbehaves",
        "PYTHONPATH": str(ROOT),
        "WAY": "dies",
    }
    return one


def kept(person: Person) -> list[bytes]:
    """Return all that must stay as it is."""
    names = ("home/entries.json", "proj/pyproject.toml", "proj/requirements.txt")
    return [(person.root / name).read_bytes() for name in names]


@pytest.mark.parametrize("by_shim", [False, True], ids=["in process", "by its command"])
@pytest.mark.parametrize("way", ["dies", "denies"])
def test_the_others_are_shown_with_their_answers(person: Person, way: str, by_shim: bool) -> None:
    person.variables["WAY"] = way
    if by_shim:
        command = (person.root / "bin/keyring").rename(person.root / "keyring")
        (person.root / "bin/keyring").write_text(SHIM.format(keyring=command))
        (person.root / "bin/keyring").chmod(0o755)
    done = person.keydex("status", "--tool", "uv", "--json")
    (uv,) = done.json["tools"]
    said = {each["name"]: each["lookups"][0] for each in uv["indexes"] if each["name"]}
    assert {name: said[name]["answer"] for name in NAMES} == {
        "before": "found",
        "odd": "failed",
        "after": "found",
    }
    assert said["odd"]["reason"]
    assert done.code == 4


def test_what_is_not_known_is_not_called_nothing(person: Person) -> None:
    listed = person.keydex("entries", "--tool", "uv")
    assert "  What uv finds is not known: its keyring gives no answer.\n" in listed.out
    assert "Nothing is found" not in listed.out
    found = person.keydex("doctor", "--check", "KD046", "--json").json["findings"]
    assert [each["message"].partition(" gives ")[2] for each in found] == [
        "no answer about odd: the keyring's Python ended without an answer."
    ]


@pytest.mark.parametrize(
    "words",
    [
        "set odd --stdin --no-verify",
        "delete odd --yes",
        "rotate odd --stdin --yes --no-verify",
        "fix --yes --no-input",
        "migrate --yes",
    ],
)
def test_nothing_is_changed(person: Person, words: str) -> None:
    before = kept(person)
    done = person.keydex(*words.split(), stdin="another-5ecret-9b1c")
    assert kept(person) == before
    assert done.code == 4, (done.code, done.out, done.err)
    assert "ended without an answer" in done.out + done.err
