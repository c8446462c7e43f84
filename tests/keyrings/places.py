"""Where keyrings are asked in these tests: a home folder of their own, and this Python."""

import os
import subprocess
import sys
from pathlib import Path

from keydex.environment import Environment, ThisMachine
from keydex.model import Access, Api, Lookup, Via

ROOT = Path(__file__).parents[2]
HERE = Access(Via.IMPORT, "this Python", interpreter=Path(sys.executable))
COMMAND = Access(Via.SUBPROCESS, "its command", executable=Path(sys.executable).parent / "keyring")
OTHERS = ("DBUS_", "DISPLAY", "GPG_", "KEYRING_", "PYTHON", "WAYLAND_", "XDG_")

VARIABLES = {name: value for name, value in os.environ.items() if not name.startswith(OTHERS)}
"""The variables of this process, but for those that lead to a keyring of the person's own."""


def environment(home: Path, backend: str = "", **variables: str) -> Environment:
    """Make an environment whose keyring is `backend`, of tests.backends or of keyring."""
    module = "" if backend.startswith("keyring.") else "tests.backends."
    chosen = {"PYTHON_KEYRING_BACKEND": f"{module}{backend}"} if backend else {}
    own = {"HOME": str(home), "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(home / ".config")}
    return Environment(
        home, home, {**VARIABLES, **own, **chosen, **variables}, sys.platform, ThisMachine()
    )


def get(service: str, username: str | None = "ci-bot", api: Api = Api.GET_PASSWORD) -> Lookup:
    """Ask for one credential."""
    return Lookup(service, username, Via.IMPORT, api)


def script(path: Path, text: str) -> Path:
    """Write a program of the shell."""
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path


def runs(process: int) -> bool:
    """Say whether a process is there, and not only waited for."""
    words = ["ps", "-o", "stat=", "-p", str(process)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout.strip()[:1] not in {"", "Z"}
