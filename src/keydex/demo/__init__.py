"""The demo: a sample project with an index and a keyring of its own, gone at exit."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from keydex.demo import project
from keydex.demo.server import Server
from keydex.environment import Environment, ThisMachine

# What a terminal needs, and nothing that leads to the person's own files or keyring.
KEPT = ("LANG", "LC_ALL", "TERM", "COLORTERM", "NO_COLOR", "SYSTEMROOT", "TMPDIR", "TEMP")


@contextmanager
def demo(port: int = 0) -> Iterator[Environment]:
    """Make the sample world on loopback and in a temporary folder; take it away at the end."""
    with _ending(), TemporaryDirectory(prefix="keydex-demo-", ignore_cleanup_errors=True) as name:
        root = Path(name)
        with Server(project.PASSWORDS, port) as server:
            folder, home, commands = project.written(root, server.url)
            variables = {each: os.environ[each] for each in KEPT if each in os.environ}
            variables |= {
                "HOME": str(home),
                "PATH": str(commands),
                "PIP_KEYRING_PROVIDER": "subprocess",
                "PYTHON_KEYRING_BACKEND": "keydex.keyrings.sample.Keyring",
                "KEYDEX_DEMO_STORE": str(_store(root, server.url)),
            }
            yield Environment(folder, home, variables, sys.platform, ThisMachine())


@contextmanager
def _ending() -> Iterator[None]:
    """Let the end of the terminal, or a polite one, be an end like any other."""
    numbers = [getattr(signal, each) for each in ("SIGHUP", "SIGTERM") if hasattr(signal, each)]
    before = {each: signal.signal(each, _end) for each in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)


def _store(root: Path, url: str) -> Path:
    """Write the entries of the demo's keyring into a file of its own."""
    path = root / "entries.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(project.entries(url)))
    return path
