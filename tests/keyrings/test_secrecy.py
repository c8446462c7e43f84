"""No secret is in the arguments or the environment of a process, while keyrings are at work."""

import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import product
from pathlib import Path

import pytest

from keydex.keyrings import keyring
from keydex.model import Access, Api, Credential, Lookup, State, Via
from keydex.secret import Secret
from tests.keyrings.places import COMMAND, HERE, environment, script


@contextmanager
def watched(secret: str) -> Iterator[list[str]]:
    """Look at every process of this machine, over and over, and collect those that show it."""
    seen: list[str] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            for process, name in product(Path("/proc").iterdir(), ("cmdline", "environ")):
                with suppress(OSError):
                    if secret.encode() in (process / name).read_bytes():
                        seen.append(str(process / name))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


@pytest.mark.parametrize("access", [HERE, COMMAND, None], ids=["import", "command", "shim"])
def test_a_secret_is_never_an_argument_or_a_variable(tmp_path: Path, access: Access | None) -> None:
    canary = secrets.token_hex(16)
    shim = script(tmp_path / "keyring", f'exec "{COMMAND.executable}" "$@"')
    access = access or Access(Via.SUBPROCESS, "a shim", executable=shim)
    ring = keyring(access, environment(tmp_path, "keeping.Keeps"))
    lookup = Lookup("h", "ci-bot", access.via, Api.GET, ("get", "h", "ci-bot"))
    with watched(canary) as seen:
        ring.store("h", Credential("ci-bot", Secret(canary)))
        answers = ring.answers([lookup] * 3)
        assert ring.delete("h", "ci-bot") == 1
    assert {answer.state for answer in answers} == {State.FOUND}
    assert seen == []


@pytest.mark.parametrize("place", ["argument", "variable"])
def test_a_secret_that_is_shown_would_be_seen(place: str) -> None:
    canary = secrets.token_hex(16)
    words = [sys.executable, "-c", "input()", *([canary] if place == "argument" else [])]
    with (
        watched(canary) as seen,
        subprocess.Popen(words, stdin=subprocess.PIPE, env={"TOKEN": canary}) as process,
    ):
        while not seen:
            assert process.poll() is None
        process.communicate(b"\n")
