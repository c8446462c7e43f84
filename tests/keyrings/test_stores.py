"""What stands behind a keyring can be looked at without a prompt."""

import sys
from pathlib import Path

import keyring.backends.null
import pytest

from keydex.asking import Means
from keydex.environment import Environment, ThisMachine
from keydex.errors import KeyringError
from keydex.keyrings import Store, description
from keydex.keyrings.stores import NAMES
from keydex.looks import look
from keydex.model import Access, Event, Log, Via
from keydex.survey import Survey
from tests.keyrings.places import COMMAND, HERE, environment, script
from tests.secret_service import SecretService

GONE = Access(Via.IMPORT, "a Python that is gone", interpreter=Path("/gone/python"))
NONE = Access(Via.NONE, "keyring-provider is not set")


def may_prompt(access: Access, world: Environment, log: Log | None = None) -> bool:
    return look(access, Survey(world, ()), Means(log=log)).prompts


def at(service: SecretService) -> Environment:
    return Environment(service.home, service.home, service.variables, sys.platform, ThisMachine())


def test_an_open_secret_service_does_not_prompt_and_a_locked_one_may(
    service: SecretService,
) -> None:
    world = at(service)
    assert str(description(HERE, world)) == "Secret Service, open"
    assert not may_prompt(COMMAND, world)
    service.lock()
    assert str(description(HERE, world)) == "Secret Service, locked"
    assert may_prompt(HERE, world)
    service.restart()
    assert str(description(HERE, world)) == "Secret Service, locked"
    service.unlock()
    assert not may_prompt(HERE, world)
    service.forget()
    assert str(description(HERE, world)) == "Secret Service"
    assert may_prompt(HERE, world)


@pytest.mark.parametrize(
    ("backend", "words", "prompts"),
    [
        ("keyring.backends.null.Keyring", "turned off (null backend)", False),
        ("keyring.backends.fail.Keyring", "no backend", False),
        ("strange.Hangs", "tests.backends.strange.Hangs", True),
    ],
)
def test_only_backends_that_are_known_not_to_prompt_do_not(
    tmp_path: Path, backend: str, words: str, prompts: bool
) -> None:
    world = environment(tmp_path, backend)
    assert str(description(HERE, world)) == words
    assert may_prompt(HERE, world) is prompts


def test_a_chain_names_its_backends_in_their_order(tmp_path: Path, service: SecretService) -> None:
    entry_points = tmp_path / "chained-1.dist-info" / "entry_points.txt"
    entry_points.parent.mkdir()
    entry_points.write_text("[keyring.backends]\nchained = tests.backends.chained\n", "utf-8")
    path = f"{tmp_path}:{environment(tmp_path).variables['PYTHONPATH']}"
    variables = {**service.variables, "PYTHONPATH": path}
    world = Environment(tmp_path, service.home, variables, sys.platform, ThisMachine())
    store = description(HERE, world)
    names = "tests.backends.chained.Tokens, Secret Service, tests.backends.keeping.Keeps"
    assert str(store) == f"{names}, open"
    assert store.prompts
    assert store.interpreter == HERE.interpreter
    assert store.version >= (25, 2, 1)


def test_nothing_is_run_where_the_interpreter_is_not_known(tmp_path: Path) -> None:
    executable = script(tmp_path / "keyring", "touch ran")
    access = Access(Via.SUBPROCESS, "a shim", executable=executable)
    assert description(access, environment(tmp_path)) == Store()
    assert str(Store()) == "unknown"
    assert may_prompt(access, environment(tmp_path))
    assert not (tmp_path / "ran").exists()


def test_no_keyring_does_not_prompt(tmp_path: Path) -> None:
    assert not may_prompt(NONE, environment(tmp_path))
    with pytest.raises(KeyringError, match=r"^there is no keyring to ask: keyring-provider"):
        description(NONE, environment(tmp_path))


@pytest.mark.parametrize(
    ("access", "backend", "reason"),
    [
        (GONE, "strange.Hangs", "/gone/python can't be run"),
        (HERE, "strange.Gone", "the backend raises AttributeError"),
        (HERE, "keyring.backends.SecretService.Keyring", "the backend raises RuntimeError"),
    ],
)
def test_a_keyring_that_can_not_be_loaded_may_prompt(
    tmp_path: Path, access: Access, backend: str, reason: str
) -> None:
    world = environment(tmp_path, backend)
    message = f"^can't look at the keyring's backend: {reason}$"
    with pytest.raises(KeyringError, match=message):
        description(access, world)
    assert may_prompt(access, world)


def test_an_answer_of_another_kind_is_not_believed(tmp_path: Path) -> None:
    text = """echo '{"version": "25.7.0", "backend": "b"}'; echo '[0, {"backends": 1}]'"""
    access = Access(Via.IMPORT, "-", interpreter=script(tmp_path / "python", text))
    with pytest.raises(KeyringError, match=r"prints what is not an answer$"):
        description(access, environment(tmp_path))


def test_the_log_tells_of_the_look(tmp_path: Path) -> None:
    events: list[Event] = []
    may_prompt(HERE, environment(tmp_path, "strange.Hangs"), log=events.append)
    may_prompt(GONE, environment(tmp_path), log=events.append)
    texts = [event.text for event in events]
    assert texts == ["look at the backend → done", "look at the backend → failed"]


def test_names_are_those_of_backends() -> None:
    null = keyring.backends.null.Keyring
    assert f"{null.__module__}.{null.__qualname__}" in NAMES
