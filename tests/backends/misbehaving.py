"""A backend that keeps entries well, and misbehaves when it is asked for one of them."""

import getpass
import os
import signal
import sys
import threading
from typing import Any

from keyring.errors import KeyringError, KeyringLocked

from tests.backends.keeping import Keeps

ODD = "https://odd.example/simple/"
MUCH = 2**22  # Bytes or letters: four times what is listened to.
LINES = range(3, 20)  # Where the lines of questions and answers are open.


class OutError(BaseException):
    """What no `except Exception` holds, as the panic of a Rust library."""


def hang() -> str:
    threading.Event().wait()
    return "CANARY"


def stop() -> str:
    os.kill(os.getpid(), signal.SIGSTOP)
    return hang()


def die() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return hang()


def panic() -> str:
    raise OutError("CANARY")


def become() -> str:
    os.execv("/bin/true", ["true"])  # noqa: S606 - it is what some wrappers do.


def shut() -> str:
    os.closerange(LINES.start, LINES.stop)
    return "CANARY"


def deny() -> str:
    raise KeyringError("CANARY")


def lock() -> str:
    raise KeyringLocked("CANARY")


def sink() -> str:
    return sink()


def told(line: bytes) -> str:
    """Write to every pipe that is open, and then answer."""
    for number in LINES:
        try:
            os.write(number, line)
        except OSError:
            continue
    return "CANARY"


def gibber() -> str:
    return told(b"\xff\xfe CANARY\n")


def mistake() -> str:
    """Answer another question first."""
    return told(b'[7, {"username": "ci-bot", "password": "CANARY"}]\n')


def fork() -> str:
    """Answer twice: the child is as good as its father."""
    if child := os.fork():
        os.waitpid(child, 0)
        return "genuine"
    raise ValueError("CANARY")


def flood() -> str:
    sys.stderr.write("CANARY\n" * (MUCH // 7))
    sys.stdout.write("CANARY\n" * (MUCH // 7))
    return "genuine"


WAYS: dict[str, Any] = {
    "asks": input,
    "becomes": become,
    "bytes": lambda: b"CANARY \xe9",
    "denies": deny,
    "dies": die,
    "floods": flood,
    "forks": fork,
    "gibbers": gibber,
    "hangs": hang,
    "locked": lock,
    "mark": lambda: "\ufeffgenuine",
    "much": lambda: "x" * MUCH,
    "NUL": lambda: "gen\0uine",
    "number": lambda: 42,
    "panics": panic,
    "prompts": getpass.getpass,
    "mistakes": mistake,
    "shuts": shut,
    "sinks": sink,
    "stops": stop,
}


class Misbehaves(Keeps):
    """Does what WAY says where it is asked for ODD."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        if service == ODD:
            return WAYS[os.environ["WAY"]]()  # type: ignore[no-any-return]
        return super().get_password(service, username)
