"""What keydex stores is what uv and pip find: on a real Secret Service, from real servers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.places import (
    PASSWORD,
    PIP_INSTALL,
    USER,
    UV_INSTALL,
    UV_SYNC,
    Person,
    pypiserver,
    scattered,
)
from tests.oracle.tools import Tools, tools
from tests.secret_service import secret_service

pytestmark = [pytest.mark.live, pytest.mark.xdist_group("real")]


@pytest.fixture(scope="module")
def installed() -> Iterator[Tools]:
    with tools() as found:
        yield found


@pytest.fixture
def person(tmp_path: Path, installed: Tools) -> Iterator[Person]:
    with secret_service({"PATH": "/usr/bin:/bin"}) as running:
        yield Person(tmp_path / "person", dict(running.variables), installed)


def verdicts(person: Person) -> dict[str, str]:
    _, document = person.keydex("test")
    return {each["tool"]: each["verdict"] for each in document["results"]}


def test_pypiserver_lets_in_who_has_what_keydex_stored(
    person: Person, installed: Tools, tmp_path: Path
) -> None:
    with pypiserver(installed, tmp_path / "server") as url:
        # pip would send ci-bot with an empty password first, and pypiserver answers that with 403.
        person.configure(url, pip_url=url)
        assert person.keydex("status")[0] == 1
        assert verdicts(person) == {"uv": "missing", "pip": "missing"}
        assert not person.installs(UV_INSTALL)
        assert not person.installs(PIP_INSTALL)

        code, wrong = person.keydex("set", "corp", "--stdin", stdin="wrong")
        assert (code, "so nothing is stored" in wrong["message"]) == (1, True)
        code, done = person.keydex("set", "corp", "--stdin", stdin=PASSWORD)
        assert (code, [each["entry"]["username"] for each in done["done"]]) == (0, [USER])

        assert person.keydex("status")[0] == 0
        assert verdicts(person) == {"uv": "accepted", "pip": "accepted"}
        assert person.installs(UV_INSTALL)
        assert person.installs("uv lock")
        assert person.installs(UV_SYNC)
        assert person.installs(PIP_INSTALL)

        assert person.keydex("delete", "corp", "--yes")[0] == 0
        assert person.keydex("status")[0] == 1
        assert verdicts(person) == {"uv": "missing", "pip": "missing"}
        assert not person.installs(UV_INSTALL)
        assert not person.installs(UV_SYNC)
        assert not person.installs(PIP_INSTALL)


def test_files_outside_the_index_are_reached_with_what_keydex_stored(person: Person) -> None:
    with scattered() as url:
        person.configure(url)
        assert person.keydex("set", "corp", "--stdin", stdin=PASSWORD)[0] == 0
        assert verdicts(person) == {"uv": "accepted", "pip": "accepted"}
        assert person.installs(UV_INSTALL)
        assert person.installs(PIP_INSTALL)

        # With a lock, uv sync asks for the file and then the host: the index alone serves no more.
        assert person.installs("uv lock")
        assert verdicts(person) == {"uv": "missing", "pip": "accepted"}
        assert not person.installs(UV_SYNC)

        code, done = person.keydex("set", "corp", "--stdin", stdin=PASSWORD)
        assert code == 0
        assert url not in [
            each["entry"]["service"] for each in done["done"] if each["what"] == "stored"
        ]
        assert verdicts(person) == {"uv": "accepted", "pip": "accepted"}
        assert person.installs(UV_SYNC)
        assert person.installs(PIP_INSTALL)

        assert person.keydex("delete", "corp", "--yes")[0] == 0
        assert verdicts(person) == {"uv": "missing", "pip": "missing"}
        assert not person.installs(UV_SYNC)
        assert not person.installs(PIP_INSTALL)


def test_pip_never_asks_where_an_empty_password_is_answered_with_403(
    person: Person, installed: Tools, tmp_path: Path
) -> None:
    with pypiserver(installed, tmp_path / "server") as url:
        person.configure(url)
        assert person.keydex("set", "corp", "--stdin", stdin=PASSWORD)[0] == 0
        code, document = person.keydex("test")
        said = {each["tool"]: (each["verdict"], each["status"]) for each in document["results"]}
        assert (code, said) == (1, {"uv": ("accepted", 200), "pip": ("refused", 403)})
        (reason,) = [each["reason"] for each in document["results"] if each["tool"] == "pip"]
        assert "an empty password" in reason
        assert person.installs(UV_INSTALL)
        assert not person.installs(PIP_INSTALL)


def test_a_locked_keyring_is_told_and_changes_nothing(tmp_path: Path, installed: Tools) -> None:
    with secret_service({"PATH": "/usr/bin:/bin"}) as running, scattered() as url:
        person = Person(tmp_path / "person", dict(running.variables), installed)
        person.configure(url)
        assert person.keydex("set", "corp", "--stdin", stdin=PASSWORD)[0] == 0
        running.lock()
        code, document = person.keydex("status")
        answers = {
            lookup["answer"]
            for tool in document["tools"]
            for index in tool["indexes"]
            for lookup in index["lookups"]
        }
        assert (code, answers) == (4, {"locked"})
        for words in (["set", "corp", "--stdin"], ["delete", "corp", "--yes"]):
            assert person.keydex(*words, stdin="another")[0] == 4
        running.unlock()
        assert verdicts(person) == {"uv": "accepted", "pip": "accepted"}
