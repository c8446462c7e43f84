"""States that trigger a rule, and what a person says while the printed fix runs.

Each module of this folder has a table STATES; `tests/live/test_fixes.py` runs them all.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.oracle.tools import Tools
from tests.secret_service import SecretService
from tests.server import Server, Site


@dataclass(frozen=True)
class Place:
    """A home, a project in it, a folder `bin` on PATH, and a Secret Service that is open."""

    home: Path
    project: Path
    bin: Path
    installed: Tools
    service: SecretService
    servers: ExitStack

    def serve(self, site: Site) -> str:
        """Run a server on loopback for as long as the test runs, and return its URL."""
        return self.servers.enter_context(Server(site)).url

    def write(self, name: str, text: str, mode: int = 0o644) -> Path:
        """Write a file of the project; `~/` is the home folder."""
        path = self.home / name[2:] if name.startswith("~/") else self.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        path.chmod(mode)
        return path

    def venv(self, name: str, *packages: str) -> Path:
        """Make a virtual environment with those packages."""
        path = self.home / name[2:] if name.startswith("~/") else self.project / name
        self.installed.venv(path, *packages)
        return path


@dataclass(frozen=True)
class State:
    """A state, and the words of a person: what the shell runs first, what is typed and pasted.

    `words` are what a person puts in place of a word in the printed command (NAME).
    """

    code: str
    name: str
    arrange: Callable[[Place], object]
    shell: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    pasted: str = ""
    tools: tuple[str, ...] = ("uv",)
    keyring: bool = True
    """Whether a working `keyring` command is on PATH."""
    options: str = "--offline"
