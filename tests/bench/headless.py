"""Time commands beside what a person would do without keydex."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from functools import partial

from keydex.keyrings import keyring
from keydex.model import Access, Credential, Via
from keydex.probe import AT_ONCE
from keydex.secret import Secret
from tests.bench.pairs import Figure, paired
from tests.bench.worlds import indexes, person, workspace
from tests.cli.running import Person
from tests.keyrings.places import environment
from tests.secret_service import secret_service
from tests.server import CHALLENGE, PAGE, Answer, Request, Server, answer

PARSED = """
import tomllib
from pathlib import Path
for path in Path(".").rglob("pyproject.toml"):
    tomllib.loads(path.read_text("utf-8"))
"""
DELAY = 0.1  # Seconds that an index takes.
MEMBERS = 2000


def seconds(words: Sequence[str], one: Person, variables: dict[str, str]) -> float:
    """Return how long a command takes, from its start to its end."""
    known = {"HOME": str(one.root / "home"), "PATH": f"{one.root / 'bin'}:/usr/bin:/bin"}
    since = time.perf_counter()
    subprocess.run(
        words, cwd=one.project, env={**known, **variables}, capture_output=True, check=False
    )
    return time.perf_counter() - since


def keydex(*words: str) -> tuple[str, ...]:
    """Return the command line of keydex itself."""
    return (sys.executable, "-m", "keydex", *words)


def explain(rounds: int) -> Figure:
    """Time `explain` beside one question of the `keyring` command."""
    with person() as one, secret_service({"PATH": os.environ["PATH"]}) as service:
        one.write("pyproject.toml", indexes(["https://pkgs.example/simple/"]))
        asks = (str(one.root / "bin/keyring"), "get", "https://pkgs.example/simple/", "ci-bot")
        known = {"DBUS_SESSION_BUS_ADDRESS": service.variables["DBUS_SESSION_BUS_ADDRESS"]}
        figures = paired(
            partial(seconds, keydex("explain"), one, known),
            partial(seconds, asks, one, known),
            rounds,
        )
    return Figure("explain", "explain, beside one `keyring get`", *figures, goal=1.0)


def status(rounds: int) -> Figure:
    """Time `status` of 100 questions, half of them found, beside a loop of `keyring get`."""
    urls = [f"https://host-{number}.example/simple/" for number in range(75)]
    hits, misses = urls[:50], urls[50:]
    with person() as one, secret_service({"PATH": os.environ["PATH"]}) as service:
        one.write("pyproject.toml", indexes(urls))
        known = {"DBUS_SESSION_BUS_ADDRESS": service.variables["DBUS_SESSION_BUS_ADDRESS"]}
        command = one.root / "bin/keyring"
        ring = keyring(
            Access(Via.SUBPROCESS, "bench", executable=command), environment(one.root, **known)
        )
        for url in hits:
            ring.store(url, Credential("ci-bot", Secret("s3cret")))
        hosts = [url.split("/")[2] for url in misses]
        lines = "\n".join(f"{command} get {each} ci-bot" for each in (*hits, *misses, *hosts))
        figures = paired(
            partial(seconds, keydex("status"), one, known),
            partial(seconds, ("/bin/sh", "-c", lines), one, known),
            max(1, rounds // 4),
        )
    what = "status of 100 questions at a Secret Service, beside a loop of `keyring get`"
    return Figure("status", what, *figures, goal=1 / 15)


def test(rounds: int) -> Figure:
    """Time `test` of 200 slow indexes beside the best that so many requests at once can do."""
    count = 200

    def site(request: Request) -> Answer:
        ready = answer(200, PAGE) if request.login else answer(401, headers=CHALLENGE)
        return late(ready)

    with person() as one, Server(site) as index:
        urls = [f"{index.url}/{number}/simple/" for number in range(count)]
        one.write("pyproject.toml", indexes(urls))
        known = {
            "PYTHON_KEYRING_BACKEND": "keydex.keyrings.sample.Keyring",
            "KEYDEX_DEMO_STORE": str(one.root / "entries.json"),
        }
        one.write("../entries.json", entries(urls))
        ours = partial(seconds, keydex("test"), one, known)
        ours()
        index.requests.clear()
        took = sorted(ours() for _ in range(max(1, rounds // 4)))
        sent = len(index.requests) / len(took)
    best = DELAY * sent / AT_ONCE
    middle = took[len(took) // 2]
    what = (
        f"test of {count} indexes at 0.1 s, {sent:g} requests, {AT_ONCE} at once, beside the ideal"
    )
    return Figure("test", what, middle, best, middle / best, goal=1.3)


def entries(urls: list[str]) -> str:
    """Return what the keyring of the demo holds, as it has it in its file."""
    import json

    return json.dumps({url: {"ci-bot": "s3cret"} for url in urls})


async def late(reply: bytes) -> AsyncIterator[bytes]:
    """Send an answer after a while."""
    with suppress(asyncio.CancelledError):
        await asyncio.sleep(DELAY)
        yield reply


def members(rounds: int) -> Figure:
    """Time `list` of a workspace beside parsing the same files."""
    with person() as one:
        workspace(one, MEMBERS)
        figures = paired(
            partial(seconds, keydex("list"), one, {}),
            partial(seconds, (sys.executable, "-c", PARSED), one, {}),
            max(3, rounds // 2),
        )
    what = f"list of {MEMBERS} members, beside parsing the same files with tomllib"
    return Figure("list", what, *figures, goal=1.5)
