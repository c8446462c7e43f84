"""One entry of three makes its keyring misbehave: the others are answered, and all are kept."""

import json
import time
from pathlib import Path

import pytest

from keydex.errors import KeyringError
from keydex.keyrings import Keyring, keyring
from keydex.model import Access, Answer, Api, Credential, Lookup, State, Via
from keydex.secret import Secret
from tests.backends.misbehaving import ODD
from tests.keyrings.places import HERE, environment, script
from tests.keyrings.test_answers import ENDED, GARBAGE, INCOMPLETE, PROMPTS, SKIPPED, raises
from tests.keyrings.test_command import LOCKED, NOT_BOTH, RAISES, TRACEBACK

ENDS = (("https://before.example/", "first"), ("https://after.example/", "last"))
PATIENCE = 3.0  # Seconds; a Python takes some tenths to start, and has a third of it in the end.
MOST = 9.0  # Seconds for all three, however the keyring misbehaves.
SILENT = Answer(State.TIMED_OUT, reason="no answer within 3 s")
TOO_MUCH = Answer(State.FAILED, reason="it prints more than 1 MiB")
KNOWN = frozenset({State.FOUND, State.MISSING})


def found(password: str, reason: str = "") -> Answer:
    return Answer(State.FOUND, Credential("ci-bot", Secret(password)), reason)


def failed(reason: str) -> Answer:
    return Answer(State.FAILED, reason=reason)


FIRST, AMID = 0, 1


def asked(ring: Keyring, at: int = AMID) -> Answer:
    """Ask for three entries, one of them being the odd one; the two others are always answered."""
    begun = time.monotonic()
    services = [service for service, _ in ENDS]
    services.insert(at, ODD)
    lookups = [Lookup(each, "ci-bot", Via.IMPORT, Api.GET_PASSWORD) for each in services]
    answers = list(ring.answers(lookups))
    odd = answers.pop(at)
    assert time.monotonic() - begun < MOST
    assert answers == [found("the first"), found("the last")]
    assert "CANARY" not in repr(odd)
    return odd


@pytest.mark.parametrize(
    ("way", "odd", "at"),
    [
        ("hangs", SILENT, FIRST),
        ("hangs", SILENT, AMID),
        ("stops", SILENT, AMID),
        ("asks", PROMPTS, AMID),
        ("prompts", PROMPTS, AMID),
        ("locked", LOCKED, AMID),
        ("denies", raises("KeyringError"), AMID),
        ("sinks", raises("RecursionError"), AMID),
        ("dies", ENDED, AMID),
        ("panics", ENDED, AMID),
        ("becomes", ENDED, AMID),
        ("shuts", ENDED, AMID),
        ("gibbers", GARBAGE, AMID),
        ("mistakes", GARBAGE, AMID),
        ("much", TOO_MUCH, AMID),
        ("number", INCOMPLETE, AMID),
        ("bytes", raises("TypeError"), AMID),
        ("forks", found("genuine"), AMID),
        ("floods", found("genuine"), AMID),
        ("NUL", found("gen\0uine"), AMID),
        ("mark", found("\ufeffgenuine"), AMID),
    ],
)
def test_a_backend_keeps_no_other_entry_from_being_answered(
    tmp_path: Path, way: str, odd: Answer, at: int
) -> None:
    entries = tmp_path / "entries.json"
    kept = {f"{service}\nci-bot": f"the {name}" for service, name in (*ENDS, (ODD, "odd"))}
    entries.write_text(json.dumps(kept))
    before = entries.read_bytes()
    world = environment(tmp_path, "misbehaving.Misbehaves", WAY=way)
    ring = keyring(HERE, world, patience=PATIENCE)
    assert asked(ring, at) == odd
    if odd.state not in KNOWN | {State.TIMED_OUT}:
        with pytest.raises(KeyringError, match=f"^can't look for {ODD} ci-bot: {odd.reason}$"):
            ring.delete(ODD, "ci-bot")
    assert entries.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("sleep 60", SILENT),
        ("kill -9 $$", failed("the keyring command is ended by signal 9")),
        ("kill -STOP $$", SILENT),
        ("read -r answer && echo CANARY; exit 1", Answer(State.MISSING)),
        (f"{TRACEBACK}; echo EOFError: CANARY >&2; exit 1", PROMPTS),
        (f"{TRACEBACK}; echo 'keyring.errors.KeyringLocked: CANARY' >&2; exit 1", LOCKED),
        (f"{TRACEBACK}; echo 'x.RefusedError: CANARY' >&2; exit 1", RAISES),
        ("exit 77", failed("the keyring command exits with 77")),
        ("head -c 4194304 /dev/zero", TOO_MUCH),
        ("yes CANARY", TOO_MUCH),
        ("yes CANARY | head -c 4194304 >&2; echo genuine", found("genuine")),
        (
            f"{TRACEBACK}; yes CANARY | head -c 4194304 >&2; {TRACEBACK};"
            " echo 'keyring.errors.KeyringLocked: CANARY' >&2; exit 1",
            LOCKED,
        ),
        (
            "printf '\\377\\376g\\000\\n\\000'",
            failed("the keyring command prints what is not UTF-8"),
        ),
        ("printf 'gen\\351\\n'", failed("the keyring command prints what is not UTF-8")),
        ("printf '\\357\\273\\277genuine\\n'", found("\ufeffgenuine")),
        ("printf 'gen\\000uine\\n'", found("gen\0uine")),
        ("true", found("", "the keyring command exits 0 and prints nothing")),
        ("printf 'genuine\\nmore\\n'", found("genuine\nmore")),
    ],
)
def test_a_command_keeps_no_other_entry_from_being_answered(
    tmp_path: Path, text: str, odd: Answer
) -> None:
    acts = f'echo "$1" >> {tmp_path}/acts; case "$2" in'
    first, last = (f'"{each}") echo the {name};;' for each, name in ENDS)
    path = script(tmp_path / "keyring", f'{acts} {first} {last} "{ODD}") {text};; esac')
    access = Access(Via.SUBPROCESS, "so says the test", executable=path)
    ring = keyring(access, environment(tmp_path), patience=PATIENCE)
    assert asked(ring) == odd
    if odd.state not in KNOWN | {State.TIMED_OUT}:
        with pytest.raises(KeyringError, match=f"^can't look for {ODD} ci-bot: {odd.reason}$"):
            ring.delete(ODD, "ci-bot")
    assert set((tmp_path / "acts").read_text().split()) == {"get"}


@pytest.mark.parametrize("text", ["echo CANARY", "printf 'CANARY\\000CANARY'", "echo"])
def test_what_is_not_both_is_no_login(tmp_path: Path, text: str) -> None:
    path = script(tmp_path / "keyring", text)
    access = Access(Via.SUBPROCESS, "so says the test", executable=path)
    ring = keyring(access, environment(tmp_path))
    lookup = Lookup(ODD, None, Via.SUBPROCESS, Api.CREDS)
    assert ring.answers([lookup]) == (NOT_BOTH,)


def test_a_backend_that_dies_of_each_question_is_left_in_the_end(tmp_path: Path) -> None:
    ring = keyring(HERE, environment(tmp_path, "misbehaving.Misbehaves", WAY="dies"))
    lookup = Lookup(ODD, "ci-bot", Via.IMPORT, Api.GET_PASSWORD)
    assert ring.answers([lookup] * 6) == (*[ENDED] * 4, SKIPPED, SKIPPED)
