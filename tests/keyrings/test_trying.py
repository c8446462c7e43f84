"""What a keyring is worth is tried: with an entry that is thrown away, and one that can't be."""

import time
from pathlib import Path

import pytest

from keydex.errors import KeyringError
from keydex.keyrings import keyring, murmur, round_trip
from keydex.model import Access, Credential, Event, Via
from tests.entries import Entries
from tests.keyrings.places import COMMAND, HERE, environment, script
from tests.keyrings.test_unlocking import at
from tests.secret_service import SecretService


class Careless(Entries):
    """Takes an entry, and can't read it."""

    def store(self, service: str, credential: Credential) -> None:
        super().store(service, credential)
        raise KeyringError(f"stored {service} {credential.username}, but can't read it back")


def test_a_keyring_that_keeps_what_it_is_given_passes(service: SecretService) -> None:
    events: list[Event] = []
    round_trip(keyring(HERE, at(service), log=events.append))
    acts = [event.text.split()[0] for event in events]
    ends = [event.text.rpartition(" ")[2] for event in events]
    assert acts == ["set", "get_password", "get_password", "del", "get_password"]
    assert ends == ["done", "found", "found", "done", "missing"]
    assert len({event.text.split()[1] for event in events}) == 1


def test_each_throwaway_entry_has_a_name_of_its_own_and_leaves_nothing() -> None:
    ring = Entries()
    round_trip(ring)
    round_trip(ring)
    assert ring.passwords == {}
    first, second = [service for service, _ in ring.deleted]
    assert first != second


@pytest.mark.parametrize(
    ("backend", "message"),
    [
        (
            "keyring.backends.null.Keyring",
            r"the keyring stored nothing for a throwaway entry: its backend is null \(keyring",
        ),
        (
            "keyring.backends.fail.Keyring",
            "can't store a throwaway entry: no backend: keyring finds none that works here",
        ),
        ("careless.Forgets", "the keyring stored nothing for a throwaway entry: its backend is t"),
        (
            "careless.Shuts",
            "stored a throwaway entry, but can't read it back: the keyring is locked",
        ),
    ],
)
def test_a_keyring_that_does_not_is_told_without_the_name(
    tmp_path: Path, backend: str, message: str
) -> None:
    with pytest.raises(KeyringError, match=f"^{message}"):
        round_trip(keyring(HERE, environment(tmp_path, backend)))


def test_a_locked_keyring_is_told(service: SecretService) -> None:
    service.lock()
    with pytest.raises(
        KeyringError, match=r"^can't store a throwaway entry: the keyring is locked"
    ):
        round_trip(keyring(HERE, at(service)))


def test_what_was_written_is_deleted_although_it_can_not_be_read_back() -> None:
    ring = Careless()
    with pytest.raises(KeyringError):
        round_trip(ring)
    assert len(ring.stored) == 1
    assert ring.deleted == ring.stored
    assert ring.passwords == {}


def test_a_keyring_that_hangs_is_given_up(tmp_path: Path) -> None:
    hello = 'echo \'{"version": "25.7.0", "backend": "b"}\'; sleep 60'
    access = Access(Via.IMPORT, "-", interpreter=script(tmp_path / "python", hello))
    ring = keyring(access, environment(tmp_path), patience=0.5)
    start = time.monotonic()
    with pytest.raises(
        KeyringError, match=r"can't store a throwaway entry: no answer within 0.5 s"
    ):
        round_trip(ring)
    assert time.monotonic() - start < 6  # Seconds.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exit 1", ""),
        ("echo a warning >&2; exit 1", ""),
        ("echo Welcome; exit 1", "prints on its standard output where it finds nothing"),
        ("echo Welcome", "prints on its standard output where it finds nothing"),
        ("exit 0", "exits 0 and prints nothing where it finds nothing"),
        ("echo", "exits 0 and prints nothing where it finds nothing"),
        ("exit 3", ""),
        ("sleep 60", ""),
    ],
)
def test_what_a_command_says_where_there_is_no_entry(tmp_path: Path, text: str, said: str) -> None:
    executable = script(tmp_path / "keyring", text)
    access = Access(Via.SUBPROCESS, "a shim", executable=executable)
    start = time.monotonic()
    assert murmur(access, environment(tmp_path), patience=1.0) == said
    assert time.monotonic() - start < 5  # Seconds.


def test_a_command_is_asked_for_what_can_not_be_there(tmp_path: Path) -> None:
    executable = script(tmp_path / "keyring", f'echo "$@" > {tmp_path}/asked; exit 1')
    events: list[Event] = []
    access = Access(Via.SUBPROCESS, "a shim", executable=executable)
    assert murmur(access, environment(tmp_path), log=events.append) == ""
    assert (tmp_path / "asked").read_text() == "get https://keydex-check.invalid/ keydex\n"
    assert [event.text for event in events] == ["get https://keydex-check.invalid/ keydex → done"]


def test_a_real_command_is_silent(service: SecretService) -> None:
    assert murmur(COMMAND, at(service)) == ""


@pytest.mark.parametrize("access", [HERE, Access(Via.NONE, "no keyring-provider")])
def test_where_no_command_is_run_there_is_nothing_to_hear(tmp_path: Path, access: Access) -> None:
    assert murmur(access, environment(tmp_path)) == ""


def test_a_command_that_is_gone_says_nothing(tmp_path: Path) -> None:
    access = Access(Via.SUBPROCESS, "gone", executable=tmp_path / "keyring")
    assert murmur(access, environment(tmp_path)) == ""
