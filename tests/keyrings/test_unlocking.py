"""A Secret Service is unlocked with its master password, where it takes one without a prompt."""

import sys
from pathlib import Path

import pytest

from keydex.environment import Environment, ThisMachine
from keydex.errors import KeyringError
from keydex.keyrings import description, keyring, unlock
from keydex.model import Access, Answer, Credential, Event, State, Via
from keydex.secret import Secret
from tests.keyrings.places import COMMAND, HERE, environment, get, script
from tests.secret_service import MASTER, SecretService

URL = "https://pkgs.example/simple/"
BOT = Credential("ci-bot", Secret("CANARY"))
FOUND = Answer(State.FOUND, BOT)
LOCKED = Answer(State.LOCKED, reason="the keyring is locked")
GIVEN = Secret(MASTER)


def at(service: SecretService) -> Environment:
    return Environment(service.home, service.home, service.variables, sys.platform, ThisMachine())


@pytest.mark.parametrize("access", [HERE, COMMAND], ids=["import", "command"])
@pytest.mark.parametrize("cold", [False, True], ids=["locked", "since the login"])
def test_a_locked_keyring_is_unlocked_with_its_master_password(
    service: SecretService, access: Access, cold: bool
) -> None:
    world = at(service)
    keyring(HERE, world).store(URL, BOT)
    assert not description(access, world).unlockable
    if cold:
        service.restart()
    else:
        service.lock()
    assert description(access, world).unlockable
    events: list[Event] = []
    unlock(access, world, GIVEN, log=events.append)
    assert [event.text for event in events] == ["unlock the keyring → done"]
    assert keyring(access, world).answers([get(URL)]) == (FOUND,)
    assert description(access, world).locked is False


def test_a_wrong_master_password_is_refused_and_leaves_it_locked(service: SecretService) -> None:
    world = at(service)
    keyring(HERE, world).store(URL, BOT)
    service.lock()
    message = "^can't unlock the keyring: it does not open with that password$"
    with pytest.raises(KeyringError, match=message) as caught:
        unlock(HERE, world, Secret("a wrong CANARY"))
    assert "CANARY" not in caught.value.message + caught.value.hint
    assert description(HERE, world).locked is True
    assert keyring(HERE, world).answers([get(URL)]) == (LOCKED,)


def test_where_there_is_no_collection_one_is_made(service: SecretService) -> None:
    world = at(service)
    service.forget()
    assert description(HERE, world).unlockable
    unlock(HERE, world, Secret("my own"))
    keyring(HERE, world).store(URL, BOT)
    service.restart()
    assert keyring(HERE, world).answers([get(URL)]) == (LOCKED,)
    unlock(HERE, world, Secret("my own"))
    assert keyring(HERE, world).answers([get(URL)]) == (FOUND,)


def test_the_secret_service_of_a_chain_is_unlocked(tmp_path: Path, service: SecretService) -> None:
    entry_points = tmp_path / "chained-1.dist-info" / "entry_points.txt"
    entry_points.parent.mkdir()
    entry_points.write_text("[keyring.backends]\nchained = tests.backends.chained\n", "utf-8")
    path = f"{tmp_path}:{environment(tmp_path).variables['PYTHONPATH']}"
    variables = {**service.variables, "PYTHONPATH": path}
    world = Environment(tmp_path, service.home, variables, sys.platform, ThisMachine())
    service.lock()
    assert description(HERE, world).unlockable
    unlock(HERE, world, GIVEN)
    assert description(HERE, world).locked is False


def test_a_service_that_takes_no_master_password_can_not_be_unlocked(tmp_path: Path) -> None:
    world = environment(tmp_path, "keeping.Keeps")
    assert not description(HERE, world).unlockable
    with pytest.raises(KeyringError, match=r"^can't unlock the keyring: ") as caught:
        unlock(HERE, world, GIVEN)
    assert MASTER not in caught.value.message


def test_a_keyring_whose_interpreter_is_not_known_can_not_be_unlocked(tmp_path: Path) -> None:
    executable = script(tmp_path / "keyring", "touch ran")
    access = Access(Via.SUBPROCESS, "a shim", executable=executable)
    with pytest.raises(KeyringError, match="its interpreter is not known"):
        unlock(access, environment(tmp_path), GIVEN)
    assert not (tmp_path / "ran").exists()


def test_the_master_password_is_in_no_argument_and_no_variable(
    tmp_path: Path, service: SecretService
) -> None:
    python = script(
        tmp_path / "python",
        f'echo "$*" > {tmp_path}/words; env > {tmp_path}/env\n'
        'echo \'{"version": "25.7.0", "backend": "b"}\'; read -r line\n'
        f'echo "$line" > {tmp_path}/line; echo \'[0, {{"done": true}}]\'',
    )
    unlock(Access(Via.IMPORT, "-", interpreter=python), at(service), GIVEN)
    assert f'"{MASTER}"' in (tmp_path / "line").read_text()
    assert MASTER not in (tmp_path / "words").read_text() + (tmp_path / "env").read_text()
