"""A keyring on a real Secret Service, asked, written to, locked and killed."""

import sys
import time
from itertools import chain, repeat

import pytest

from keydex.environment import Environment, ThisMachine
from keydex.errors import KeyringError
from keydex.keyrings import Keyring, keyring
from keydex.model import Answer, Api, Credential, Event, State
from keydex.secret import Secret
from tests.entries import Entries
from tests.keyrings.places import COMMAND, HERE, get
from tests.secret_service import SecretService

URL = "https://pkgs.example/simple/"
BOT = Credential("ci-bot", Secret("CANARY"))
EVE = Credential("eve", Secret("another CANARY"))
FOUND = Answer(State.FOUND, BOT)
MISSING = Answer(State.MISSING)
LOCKED = Answer(State.LOCKED, reason="the keyring is locked")


def at(service: SecretService) -> Environment:
    return Environment(service.home, service.home, service.variables, sys.platform, ThisMachine())


@pytest.mark.parametrize("fake", [False, True], ids=["the real one", "the fake"])
def test_what_is_stored_is_found_and_what_is_deleted_is_not(
    service: SecretService, fake: bool
) -> None:
    ring: Keyring = Entries() if fake else keyring(HERE, at(service))
    ring.store(URL, BOT)
    ring.store("pkgs.example", EVE)
    lookups = [
        get(URL),
        get(URL, "eve"),
        get("pkgs.example", None, Api.GET_CREDENTIAL),
        get(URL, "ci-bot", Api.CREDS),
        get(URL[:-1], None, Api.CREDS),
    ]
    found_eve = Answer(State.FOUND, EVE)
    assert ring.answers(lookups) == (FOUND, MISSING, found_eve, FOUND, MISSING)
    assert ring.delete(URL, "ci-bot") == 1
    assert ring.delete(URL, "ci-bot") == 0
    assert ring.answers([get(URL)]) == (MISSING,)


def test_one_of_several_users_is_found_where_anyone_will_do(service: SecretService) -> None:
    ring = keyring(HERE, at(service))
    ring.store(URL, BOT)
    ring.store(URL, EVE)
    (answer,) = ring.answers([get(URL, None, Api.GET_CREDENTIAL)])
    assert answer.credential in {BOT, EVE}
    assert ring.answers([get(URL), get(URL, "eve")]) == (FOUND, Answer(State.FOUND, EVE))


def test_an_older_entry_of_the_same_name_is_deleted_too(service: SecretService) -> None:
    ring = keyring(HERE, at(service))
    ring.store(URL, BOT)
    service.add(URL, "ci-bot", "an older CANARY")
    assert ring.delete(URL, "ci-bot") == 2
    assert ring.answers([get(URL)]) == (MISSING,)


def test_a_locked_keyring_says_so_and_keeps_what_it_has(service: SecretService) -> None:
    ring = keyring(HERE, at(service))
    ring.store(URL, BOT)
    service.lock()
    assert ring.answers([get(URL), get("other.example")]) == (LOCKED, LOCKED)
    with pytest.raises(KeyringError, match=f"^can't store {URL} ci-bot: the keyring is locked$"):
        ring.store(URL, Credential("ci-bot", EVE.password))
    with pytest.raises(KeyringError, match=f"^can't look for {URL} ci-bot: the keyring is locked$"):
        ring.delete(URL, "ci-bot")
    service.unlock()
    assert ring.answers([get(URL)]) == (FOUND,)


def test_a_keyring_that_was_not_unlocked_since_the_login_is_locked(service: SecretService) -> None:
    ring = keyring(HERE, at(service))
    ring.store(URL, BOT)
    service.restart()
    assert ring.answers([get(URL), get("other.example")]) == (LOCKED, LOCKED)
    service.unlock()
    assert ring.answers([get(URL)]) == (FOUND,)


def test_a_keyring_without_a_collection_is_locked(service: SecretService) -> None:
    service.forget()
    assert keyring(HERE, at(service)).answers([get(URL)]) == (LOCKED,)


def test_a_service_that_is_gone_leaves_no_backend(service: SecretService) -> None:
    ring = keyring(HERE, at(service))
    ring.store(URL, BOT)
    service.kill()
    reason = "no backend: keyring finds none that works here"
    assert ring.answers([get(URL)]) == (Answer(State.FAILED, reason=reason),)


def test_a_service_that_dies_between_two_questions_fails_the_second(
    service: SecretService,
) -> None:
    def kill(event: Event) -> None:
        if event.text.endswith("found"):
            service.kill()

    keyring(HERE, at(service)).store(URL, BOT)
    ring = keyring(HERE, at(service), log=kill)
    first, second = ring.answers([get(URL), get(URL)])
    assert first == FOUND
    assert second.state is State.FAILED
    assert second.reason == "the backend raises InitError"


def test_a_hundred_questions_take_one_process(service: SecretService) -> None:
    ring = keyring(COMMAND, at(service))
    ring.store(URL, BOT)
    pair = (get(URL, api=Api.GET), get("missing.example", api=Api.GET))
    start = time.monotonic()
    answers = ring.answers([*chain.from_iterable(repeat(pair, 50))])
    assert time.monotonic() - start < 15  # Seconds; a hundred processes take longer.
    assert answers == (FOUND, MISSING) * 50
