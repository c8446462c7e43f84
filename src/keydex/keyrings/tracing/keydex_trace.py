"""Take notes of what is asked of the keyring that a tool imports; answers pass through unseen.

It runs where the tool runs, in Python 3.7 or newer with keyring 15.1 or newer.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from itertools import count
from typing import Any

CHOICE = "PYTHON_KEYRING_BACKEND"
NUMBERS = count()
ASKING = threading.local()


def note(said: dict[str, object]) -> None:
    """Write a line into the pipe, if anyone still reads it."""
    try:
        pipe = os.open(json.loads(os.environ["KEYDEX_TRACE"])["notes"], os.O_WRONLY | os.O_NONBLOCK)
    except (KeyError, ValueError, OSError):
        return
    try:
        os.set_blocking(pipe, True)
        os.write(pipe, json.dumps(said).encode() + b"\n")
    except OSError:
        pass
    finally:
        os.close(pipe)


def noted(api: str, ask: Callable[[str, str | None], Any]) -> Callable[[str, str | None], Any]:
    """Return what asks as `ask` does, and takes a note before and after.

    A backend may answer one question by another of its own: that one the tool has not asked.
    """

    def asking(service: str, username: str | None) -> Any:
        if getattr(ASKING, "now", False):
            return ask(service, username)
        mark = f"{os.getpid()}-{next(NUMBERS)}"
        said = {"id": mark, "api": api, "service": service, "username": username}
        note({**said, "via": "import"})
        ASKING.now, became = True, "failed"
        try:
            found = ask(service, username)
            became = "missing" if found is None else "found"
            return found
        finally:
            ASKING.now = False
            note({"id": mark, "answer": became})

    return asking


def chosen() -> Any:
    """Return the backend that keyring takes where nobody watches."""
    from keyring import backend, core

    ours, theirs = os.environ.pop(CHOICE, None), json.loads(os.environ["KEYDEX_TRACE"])["backend"]
    if theirs is not None:
        os.environ[CHOICE] = theirs
    try:
        core.init_backend(getattr(backend, "_limit", None))
        return core.get_keyring()
    finally:
        os.environ.pop(CHOICE, None)
        if ours is not None:
            os.environ[CHOICE] = ours


class Watched:
    """Makes the backend that keyring takes anyway, of its own type and name, and watched."""

    priority = 1

    def __new__(cls) -> Any:
        """Return that backend, whose questions are noted."""
        ring = chosen()
        for api in ("get_password", "get_credential"):
            if hasattr(ring, api):  # keyring < 15.2.0 has no get_credential.
                setattr(ring, api, noted(api, getattr(ring, api)))
        return ring
