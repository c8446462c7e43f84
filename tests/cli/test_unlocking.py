"""`keydex fix KD042` unlocks a store with a password that it is handed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person
from tests.keyrings.places import VARIABLES
from tests.secret_service import MASTER, SecretService, secret_service
from tests.server import Server, private
from tests.ui.terminals import terminal

PROJECT = (
    "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
    "[[tool.uv.index]]\nname = 'corp'\nurl = 'https://ci-bot@pkgs.example.invalid/simple/'\n"
)
FIX = ("fix", "KD042", "--stdin")


@pytest.fixture
def service() -> Iterator[SecretService]:
    with secret_service(VARIABLES) as running:
        running.lock()
        yield running


@pytest.fixture
def person(tmp_path: Path, service: SecretService) -> Person:
    """Give a person whose keyring is a Secret Service, and locked."""
    names = ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_DATA_HOME")
    bus = {name: service.variables[name] for name in names}
    # The backend of the other tests is taken out of the way.
    chosen = {"PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring"}
    found = Person(tmp_path, {**bus, **chosen})
    found.write("pyproject.toml", PROJECT)
    return found


def test_a_locked_store_is_unlocked_with_its_password(person: Person) -> None:
    (finding,) = person.keydex("doctor", "--check", "KD042", "--json").json["findings"]
    assert (finding["code"], finding["tool"]) == ("KD042", "uv")
    assert finding["fix"]["command"] == "keydex fix KD042"
    done = person.keydex(*FIX, stdin=f"{MASTER}\n")
    assert (done.code, done.out.split()) == (0, "✓ unlocked the keyring of uv".split())
    assert person.keydex("doctor", "--check", "KD042").code == 0


def test_a_locked_store_is_found_alone_as_among_all_where_only_the_index_wants_a_login(
    person: Person,
) -> None:
    with Server(private({"ci-bot": CANARY})) as index:
        login = f"{index.url}/'\nauthenticate = 'always"
        url = "https://ci-bot@pkgs.example.invalid/simple/"
        person.write("pyproject.toml", PROJECT.replace(url, login))
        found = person.keydex("doctor", "--json").json["findings"]
        assert "KD042" in {each["code"] for each in found}
        alone = person.keydex("doctor", "--check", "KD042", "--json").json["findings"]
        assert alone == [each for each in found if each["code"] == "KD042"]
        done = person.keydex(*FIX, stdin=f"{MASTER}\n")
        assert (done.code, done.out.split()) == (0, "✓ unlocked the keyring of uv".split())


def test_where_no_index_is_private_no_store_is_unlocked_and_the_reason_is_told(
    person: Person,
) -> None:
    person.write("pyproject.toml", "")
    done = person.keydex(*FIX, stdin=MASTER)
    said = "Nothing is found by that check: no private index is configured.\n"
    assert (done.code, done.err) == (0, said)


def test_a_wrong_password_is_refused_and_leaves_it_locked(person: Person) -> None:
    done = person.keydex(*FIX, stdin=CANARY)
    assert done.code == 4
    assert "it does not open with that password" in done.out
    assert person.keydex("doctor", "--check", "KD042").code == 1


def test_a_dry_run_asks_for_no_password(person: Person) -> None:
    done = person.keydex("fix", "KD042", "--dry-run")
    assert (done.code, done.out.split()) == (0, "· unlock the keyring of uv".split())
    assert person.keydex("doctor", "--check", "KD042").code == 1


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (("fix", "KD042"), "", "there is nobody to ask for the secret"),
        (FIX, "", "an empty master password protects nothing"),
    ],
)
def test_without_a_password_nothing_is_unlocked(
    person: Person, words: tuple[str, ...], stdin: str, said: str
) -> None:
    done = person.keydex(*words, stdin=stdin)
    assert done.code != 0
    assert said in done.out + done.err


@pytest.mark.parametrize(
    ("again", "code", "said"),
    [
        (MASTER, 0, "✓ unlocked the keyring of uv"),
        ("mistyped", 4, "the two master passwords differ, so nothing is unlocked"),
    ],
)
def test_a_new_master_password_is_typed_twice(
    again: str, code: int, said: str, person: Person, service: SecretService
) -> None:
    service.forget()
    with terminal(["-m", "keydex", "fix", "KD042"], person.project, person.environ) as screen:
        screen.answer("New master password", f"{MASTER}\n")
        screen.answer("The same again", f"{again}\n")
        assert screen.end() == code
        assert said in " ".join(screen.seen.decode().split())
