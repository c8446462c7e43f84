"""`keydex onboard`: a fresh clone, step by step, until every tool gets in."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person
from tests.keyrings.places import VARIABLES
from tests.secret_service import MASTER, secret_service
from tests.server import Server, by_folder, private
from tests.ui.terminals import Terminal, terminal

USER = "ci-bot"
HEADLESS = ("onboard", "--stdin", "--yes", "-u", USER)
FAIL = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


@pytest.fixture
def index() -> Iterator[str]:
    """Give the URL of an index that wants a login."""
    site = private({USER: CANARY})
    with Server(by_folder({"one": site, "two": site})) as server:
        yield f"{server.url}/one/"


@pytest.fixture
def person(tmp_path: Path, index: str) -> Person:
    """Give a person with a fresh clone, for uv and pip."""
    found = Person(tmp_path, {"PIP_NO_INPUT": "1"})
    found.write("pyproject.toml", project(index))
    found.write("requirements.txt", f"-i {index}\nfoo\n")
    return found


def project(*urls: str) -> str:
    tables = (f"[[tool.uv.index]]\nname = '{url.split('/')[-2]}'\nurl = '{url}'\n" for url in urls)
    return "".join(("[project]\nname = 'demo'\nversion = '0'\n", *tables))


@contextmanager
def walking(person: Person, *words: str) -> Iterator[Terminal]:
    """Run keydex onboard in a terminal, as that person; the secret is never drawn."""
    measured = {name: os.environ[name] for name in os.environ if name.startswith("COVERAGE_")}
    variables = {
        **measured,
        "HOME": str(person.root / "home"),
        "PATH": str(person.root / "bin"),
        "PYTHON_KEYRING_BACKEND": "keydex.keyrings.sample.Keyring",
        "KEYDEX_DEMO_STORE": str(person.root / "entries.json"),
        "PIP_KEYRING_PROVIDER": "subprocess",
        **person.variables,
    }
    with terminal(["-m", "keydex", "onboard", *words], person.project, variables) as screen:
        yield screen
    assert CANARY.encode() not in screen.seen
    assert b"Traceback" not in screen.seen


def answer(screen: Terminal, *pairs: tuple[str, str]) -> None:
    """Type an answer to each question, once it is asked."""
    for question, keys in pairs:
        screen.answer(question, keys)


def states(person: Person) -> dict[str, str]:
    """Return the states of the only index, by step."""
    (one,) = person.keydex("onboard", "--check", "--json").json["indexes"]
    return {each["step"]: each["state"] for each in one["steps"]}


def test_a_check_says_what_is_missing_and_how_it_is_done(person: Person, index: str) -> None:
    done = person.keydex("onboard", "--check")
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        "○ one  uv pip: uv asks no keyring: keyring-provider is not set.\n"
        f"  ✓ keyring     {person.root}/bin/keyring 25.7.0\n"
        "  ○ setting     uv asks no keyring: keyring-provider is not set.\n"
        "                → keydex fix KD050 one\n"
        "  · username    None is set for uv.\n"
        "  ○ credential  pip asks 2 names for one and finds nothing.\n"
        "                → keydex set one\n"
        "  · proof       The index, without and with the credential.\n\n"
    )
    assert not person.entries()


def test_without_a_person_all_is_done_at_once_and_the_check_passes(person: Person) -> None:
    done = person.keydex(*HEADLESS, "one", "--json", stdin=CANARY)
    assert done.code == 0, done.err
    (one,) = done.json["indexes"]
    assert (one["done"], one["tools"]) == (True, {"uv": "works", "pip": "works"})
    assert [each["what"] for each in done.json["done"]][-1] == "stored"
    assert {each["state"] for each in one["steps"]} == {"done"}
    check = person.keydex("onboard", "--check")
    assert (check.code, check.out) == (0, "✓ one  uv pip get in.\n")
    again = person.keydex("onboard", "--no-input")
    assert (again.code, again.out) == (0, "✓ one  uv pip get in.\n")


def test_with_a_person_each_step_is_shown_and_done_with_a_key(person: Person) -> None:
    with walking(person) as screen:
        answer(
            screen,
            ("Write this?", "\n"),
            ("Write this?", "\n"),
            ("Enter it now?", "\n"),
            ("Your username", f"{USER}\n"),
            ("Password or token of ci-bot", f"{CANARY}\n"),
            ("uv pip get in", ""),
        )
        assert screen.end() == 0
    assert set(states(person).values()) == {"done"}
    assert "authenticate" in (person.project / "pyproject.toml").read_text()


def test_a_refused_paste_keeps_the_step_open_and_stores_nothing(person: Person) -> None:
    with walking(person) as screen:
        answer(
            screen,
            ("Write this?", "y\n"),
            ("Write this?", "y\n"),
            ("Enter it now?", "pasted-in-the-open\n"),
            ("It was not stored, and it is on the screen", ""),
            ("Enter it now?", "\n"),
            ("Your username", f"{USER}\n"),
            ("Password or token", "wrong-one\n"),
            ("the index refuses it, so nothing is stored", ""),
        )
        assert not person.entries()
        answer(screen, ("Enter it now?", "\n"), ("Password or token", f"{CANARY}\n"))
        assert screen.end() == 0
        assert screen.seen.count(b"Your username") == 1
    (passwords,) = person.entries().values()
    assert passwords == {USER: CANARY}


def test_of_two_indexes_one_is_skipped(person: Person, index: str) -> None:
    person.write("pyproject.toml", project(index, index.replace("/one/", "/two/")))
    with walking(person, "-u", USER) as screen:
        answer(
            screen,
            ("Write this?", "\n"),
            ("Write this?", "s\n"),
            ("/two", ""),
            ("Write this?", "\n"),
            ("Enter it now?", "\n"),
            ("Password or token", f"{CANARY}\n"),
            ("two  uv gets in", ""),
        )
        assert screen.end() == 1
    code = person.keydex("onboard", "--check", "two").code
    assert (code, person.keydex("onboard", "--check").code) == (0, 1)
    assert all("/two" in service for service in person.entries())


def test_what_was_interrupted_goes_on_where_it_was(person: Person) -> None:
    with walking(person) as screen:
        answer(screen, ("Write this?", "\n"), ("Write this?", ""))
        screen.process.send_signal(signal.SIGINT)
        assert screen.end() == 130
    assert (states(person)["setting"], states(person)["username"]) == ("done", "open")
    done = person.keydex(*HEADLESS, "--in", "project", stdin=CANARY)
    assert done.code == 0, done.err
    assert "keyring-provider" not in done.err
    assert f"{USER}@" in (person.project / "pyproject.toml").read_text()


def test_without_a_store_a_netrc_is_offered(person: Person) -> None:
    person.variables.update(FAIL)
    (one,) = person.keydex("onboard", "--check", "--json").json["indexes"]
    assert one["steps"][3]["command"] == "keydex set one --to netrc"
    with walking(person, "-u", USER) as screen:
        answer(
            screen,
            ("Write it in plain text?", "\n"),
            ("plain text that only you can read", ""),
            ("Password or token", f"{CANARY}\n"),
            ("uv pip get in", ""),
        )
        assert screen.end() == 0
    netrc = person.root / "home/.netrc"
    assert netrc.stat().st_mode & 0o777 == 0o600
    assert person.keydex("onboard", "--check").code == 0


def test_a_locked_store_is_unlocked_on_the_way(person: Person) -> None:
    with secret_service(VARIABLES) as service:
        service.lock()
        names = ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_DATA_HOME")
        person.variables.update({name: service.variables[name] for name in names})
        person.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.SecretService.Keyring"
        assert person.keydex("onboard", "--check").code in {1, 4}
        assert states(person)["keyring"] == "open"
        with walking(person, "-u", USER) as screen:
            answer(
                screen,
                ("Master password", f"{MASTER}\n"),
                ("Write this?", "\n"),
                ("Write this?", "\n"),
                ("Enter it now?", "\n"),
                ("Password or token", f"{CANARY}\n"),
                ("uv pip get in", ""),
            )
            assert screen.end() == 0


REFUSED = {
    "nobody to say yes": (("onboard",), "", 2, "nobody can be asked"),
    "no input": (("onboard", "--no-input"), "", 2, "nobody can be asked"),
    "no secret": (("onboard", "--yes", "-u", USER), "", 2, "there is nobody to ask for the secret"),
    "nobody to say whose": (("onboard", "--yes", "--stdin"), CANARY, 2, "nobody says whose it is"),
    "a wrong one": (HEADLESS, "wrong-one", 1, "so nothing is stored"),
    "an empty one": (HEADLESS, "", 1, "the secret is empty"),
    "no such index": (("onboard", "other"), "", 2, "no index is called"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_without_a_person_it_fails_instead_of_asking(name: str, person: Person) -> None:
    words, secret, code, message = REFUSED[name]
    done = person.keydex(*words, stdin=secret)
    assert (done.code, message in done.err) == (code, True), done.err
    assert not person.entries()
    in_json = person.keydex(*words, "--json", stdin=secret)
    assert (in_json.code, message in in_json.out) == (code, True), in_json.out


def test_several_secrets_are_not_read_from_one_input(person: Person, index: str) -> None:
    person.write("pyproject.toml", project(index, index.replace("/one/", "/two/")))
    done = person.keydex(*HEADLESS, stdin=CANARY)
    assert (done.code, "there are several secrets to hand over" in done.err) == (2, True)


def test_where_no_index_is_private_there_is_nothing_to_do(person: Person) -> None:
    person.write("pyproject.toml", project())
    person.write("requirements.txt", "foo\n")
    for words in (("onboard",), ("onboard", "--check"), ("onboard", "--check", "--offline")):
        done = person.keydex(*words)
        assert (done.code, done.out) == (0, "No private index is configured.\n")


def test_offline_no_index_is_asked(person: Person) -> None:
    person.keydex(*HEADLESS, stdin=CANARY)
    done = person.keydex("onboard", "--check", "--offline")
    assert (done.code, done.out) == (0, "✓ one  uv pip find a credential.\n")


def test_an_index_that_gives_no_answer_is_told(person: Person, index: str) -> None:
    person.write("pyproject.toml", project("http://127.0.0.1:9/one/"))
    person.write("requirements.txt", "foo\n")
    done = person.keydex("onboard", "--check")
    assert done.code in {1, 5}
    assert "can't be reached" in done.out


def test_where_a_file_cant_be_read_it_is_told_and_nothing_is_changed(person: Person) -> None:
    broken = person.write("pyproject.toml", "[project\n")
    check = person.keydex("onboard", "--check")
    assert (check.code, "pyproject.toml" in check.err) == (3, True)
    assert person.keydex("onboard", "--check", "--json").json["problems"]
    done = person.keydex(*HEADLESS, stdin=CANARY)
    assert (done.code, person.entries(), broken.read_text()) == (3, {}, "[project\n")


def test_a_token_in_a_path_is_shown_nowhere(person: Person) -> None:
    url = f"https://pypi.fury.io/{CANARY}/acme/"
    person.write("pyproject.toml", project())
    person.write("requirements.txt", f"-i {url}\n")
    for words in (("--check",), ("--check", "--json"), ("--no-input",)):
        done = person.keydex("onboard", "--offline", *words)
        assert "****" in done.out + done.err
