"""What a store holds can be listed by name, without a prompt and without a secret."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from keydex.environment import Environment, ThisMachine
from keydex.errors import KeyringError
from keydex.keyrings import Contents, contents, inside, keyring
from keydex.model import Access, Credential, Event, Via
from keydex.secret import Secret
from tests.keyrings.places import COMMAND, HERE, environment, script
from tests.secret_service import SecretService

SECRET = Secret("CANARY")
HOST = ["pkgs.example"]


def at(service: SecretService) -> Environment:
    return Environment(service.home, service.home, service.variables, sys.platform, ThisMachine())


def test_the_entries_of_an_open_secret_service_are_listed_by_host(service: SecretService) -> None:
    world, events = at(service), list[Event]()
    ring = keyring(HERE, world)
    for name in ("https://pkgs.example/simple", "pkgs.example", "elsewhere.example"):
        ring.store(name, Credential("ci-bot", SECRET))
    ring.store("pkgs.example", Credential("eve", SECRET))
    found = contents(COMMAND, world, HOST, log=events.append)
    assert sorted(found.names) == [
        ("https://pkgs.example/simple", "ci-bot"),
        ("pkgs.example", "ci-bot"),
        ("pkgs.example", "eve"),
    ]
    assert found.is_whole
    assert [each.text for each in events] == ["list the entries → done"]


def test_a_locked_secret_service_is_not_listed_and_not_unlocked(service: SecretService) -> None:
    world = at(service)
    keyring(HERE, world).store("pkgs.example", Credential("ci-bot", SECRET))
    service.lock()
    assert contents(HERE, world, HOST) == Contents()


@pytest.mark.parametrize(
    ("backend", "whole"), [("keyring.backends.null.Keyring", False), ("strange.Hangs", False)]
)
def test_a_backend_that_can_not_be_listed_is_told(
    tmp_path: Path, backend: str, whole: bool
) -> None:
    assert contents(HERE, environment(tmp_path, backend), HOST) == Contents((), whole)


def test_the_demo_lists_its_file(tmp_path: Path) -> None:
    file = tmp_path / "store.json"
    file.write_text('{"pkgs.example": {"ci-bot": "CANARY"}, "b.example": {"eve": "CANARY"}}')
    chosen = {"PYTHON_KEYRING_BACKEND": "keydex.keyrings.sample.Keyring"}
    world = environment(tmp_path, **chosen, KEYDEX_DEMO_STORE=str(file))
    assert contents(HERE, world, HOST) == Contents((("pkgs.example", "ci-bot"),), is_whole=True)


def test_nothing_is_run_where_the_interpreter_is_not_known(tmp_path: Path) -> None:
    access = Access(Via.SUBPROCESS, "-", executable=script(tmp_path / "keyring", "touch ran"))
    assert contents(access, environment(tmp_path), HOST) == Contents()
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ('{"contents": 1}', "prints what is not an answer"),
        ('{"contents": [["a", "b", "c"]], "whole": true}', "prints what is not an answer"),
        ('{"raised": ["KeyringLocked"]}', "the keyring is locked"),
    ],
)
def test_an_answer_of_another_kind_is_not_believed(tmp_path: Path, reply: str, reason: str) -> None:
    text = f"""echo '{{"version": "25.7.0", "backend": "b"}}'; echo '[0, {reply}]'"""
    access = Access(Via.IMPORT, "-", interpreter=script(tmp_path / "python", text))
    with pytest.raises(KeyringError, match=rf"^can't list the keyring's entries: .*{reason}$"):
        contents(access, environment(tmp_path), HOST)


@dataclass
class Vault:
    """Windows' credentials, as `CredEnumerate` returns them."""

    known: list[dict[str, Any]]

    def CredEnumerate(self, prefix: object, flags: int) -> list[dict[str, Any]]:  # noqa: N802
        assert (prefix, flags) == (None, 0)
        return self.known


def test_of_windows_the_generic_credentials_are_listed_without_the_compound_name() -> None:
    rows = [(1, "pkgs.example", "eve"), (1, "ci-bot@pkgs.example", "ci-bot"), (2, "server", "me")]
    known = [{"Type": kind, "TargetName": name, "UserName": user} for kind, name, user in rows]
    known.append({"Type": 1, "TargetName": "bare", "UserName": None})
    assert inside.in_windows(Vault(known)) == [
        ("pkgs.example", "eve"),
        ("pkgs.example", "ci-bot"),
        ("bare", ""),
    ]


# As security(1) prints it without -d: attributes, and no secret.
KEYCHAIN = b"""\
keychain: "/Users/me/Library/Keychains/login.keychain-db"
version: 512
class: "genp"
attributes:
    0x00000007 <blob>="pkgs.example"
    0x00000008 <blob>=<NULL>
    "acct"<blob>="ci-bot"
    "cdat"<timedate>=0x32303236313132373134303030305A00  "20261127140000Z\\000"
    "svce"<blob>="pkgs.example"
    "type"<uint32>=<NULL>
keychain: "/Users/me/Library/Keychains/login.keychain-db"
version: 512
class: "inet"
attributes:
    "acct"<blob>="me"
    "srvr"<blob>="mail.example"
keychain: "/Users/me/Library/Keychains/login.keychain-db"
version: 512
class: "genp"
attributes:
    "acct"<blob>=0x6AC3BC7267656E  "j\\303\\274rgen"
    "svce"<blob>="https://pkgs.example/"
keychain: "/Users/me/Library/Keychains/login.keychain-db"
version: 512
class: "genp"
attributes:
    "acct"<blob>=<NULL>
    "svce"<blob>=<NULL>
"""


def test_of_a_keychain_the_generic_passwords_are_listed() -> None:
    assert inside.in_keychain(KEYCHAIN) == [
        ("pkgs.example", "ci-bot"),
        ("https://pkgs.example/", "jürgen"),
    ]
