"""Projects as the drawings have them, in memory, with a keyring in a dict and a clock that stands.

Nothing here is of the machine that the tests run on, so that screens are the same everywhere.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Event as Flag

from keydex.asking import Means
from keydex.config import view
from keydex.config.view import View
from keydex.environment import Environment
from keydex.findings import Finding
from keydex.keyrings import Contents, Keyring, Store
from keydex.model import Access, Answer, Credential, Event, Log, Lookup
from keydex.rules import Case, Needs, found
from keydex.ui.app import Keydex
from keydex.ui.session import Session
from tests.entries import Entries
from tests.memory import Memory
from tests.rules.cases import Ring

HOME = Path("/home/me")
PROJECT = HOME / "src/billing-api"
NOW = datetime(2026, 11, 21, 14, 2, 9)  # noqa: DTZ001, RUF100 - a clock on the wall.
AZURE = "pkgs.dev.azure.com/acme/_packaging/core/pypi/simple"
JFROG = "acme.jfrog.io/artifactory/api/pypi/vendor/simple"
GITLAB = "gitlab.acme.example/api/v4/projects/7/packages/pypi/simple"
TOKEN = "glpat-correct-horse-battery"
PYPROJECT = f"""\
[project]
name = "billing-api"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["billing-core", "vendor-sdk", "ml-models"]

[tool.uv]
keyring-provider = "subprocess"

[[tool.uv.index]]
name = "core"
url = "https://VssSessionToken@{AZURE}"

[[tool.uv.index]]
name = "vendor"
url = "https://{JFROG}"

[[tool.uv.index]]
name = "ml"
url = "https://__token__@{GITLAB}"
"""
PIP = f"""\
[global]
keyring-provider = subprocess
extra-index-url =
    https://VssSessionToken@{AZURE}
    https://__token__@{GITLAB}
"""
# What is there: pip's entry for core, with a final slash, and one that all find for ml.
PASSWORDS = {
    (f"https://{AZURE}/", "VssSessionToken"): "an azure token",
    (f"https://{GITLAB}", "__token__"): TOKEN,
    ("gitlab.acme.example", "__token__"): TOKEN,
}
OPEN = Store(
    backends=("keyring.backends.SecretService.Keyring",),
    version=(25, 7, 0),
    locked=False,
    prompts=False,
)
PROMPTS = Store(backends=("keyring.backends.macOS.Keyring",), version=(25, 7, 0), prompts=True)

# Where `uv tool install keyring` puts it; the command is a link to it.
RING = HOME / ".local/share/uv/tools/keyring/bin/keyring"


@dataclass
class Logged:
    """A keyring in a dict that tells the log what it does, always in a tenth of a second."""

    entries: Entries
    log: Log | None

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answer, ...]:
        answers = self.entries.answers(lookups)
        for lookup, answer in zip(lookups, answers, strict=True):
            self._tell(f"{lookup.api} {lookup.service} {lookup.username} → {answer.state}")
        return answers

    def store(self, service: str, credential: Credential) -> None:
        self._tell(f"set {service} {credential.username}")
        self.entries.store(service, credential)

    def delete(self, service: str, username: str) -> int:
        self._tell(f"del {service} {username}")
        return self.entries.delete(service, username)

    def _tell(self, text: str) -> None:
        if self.log:
            self.log(Event("keyring", text, 0.1))


@dataclass
class Connected:
    """Leads every tool to the same entries."""

    entries: Entries

    def __call__(
        self,
        access: Access,
        environment: Environment,
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> Keyring:
        return Logged(self.entries, log)


@dataclass
class Described:
    """Says of every keyring what stands behind it; remembers which were looked at."""

    store: Store = OPEN
    seen: list[Access] = field(default_factory=list)

    def __call__(
        self,
        access: Access,
        environment: Environment,
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> Store:
        self.seen.append(access)
        return self.store


@dataclass
class Enumerated:
    """Lists those entries by name, of every keyring."""

    entries: Entries

    def __call__(
        self,
        access: Access,
        environment: Environment,
        parts: Sequence[str],
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> Contents:
        if log:
            log(Event("keyring", "list the entries → done", 0.1))
        names = (each for each in self.entries.passwords if any(part in each[0] for part in parts))
        return Contents(tuple(names), is_whole=True)


def billing(
    pyproject: str = PYPROJECT,
    pip: str = PIP,
    variables: dict[str, str] | None = None,
    keyring: str = "/home/me/.local/bin/keyring",
) -> Environment:
    """Make the project of the drawings, with uv and a keyring command on PATH."""
    memory = Memory()
    memory.files[PROJECT / "pyproject.toml"] = pyproject.encode()
    memory.files[HOME / ".config/pip/pip.conf"] = pip.encode()
    memory.programs[Path("/usr/bin/uv")] = "uv 0.13.8"
    Ring(str(RING), files=("uv-receipt.toml", "pyvenv.cfg")).put(memory)
    memory.links[Path(keyring)] = RING
    path = f"{Path(keyring).parent}:/usr/bin"
    known = {"PATH": path, "HOME": str(HOME), **(variables or {})}
    return Environment(PROJECT, HOME, known, "linux", memory)


Rules = Callable[[Case, Needs], Iterable[Finding]]


def _keep(environment: Environment, now: View) -> None:
    """Remember how the indexes are listed in the world's own memory."""
    assert isinstance(environment.machine, Memory)
    environment.machine.files[view.place(environment)] = view.written(now)


def session(
    environment: Environment | None = None,
    entries: Entries | None = None,
    store: Store = OPEN,
    rules: Rules = found,
) -> Session:
    """Give the app that project, those entries and a clock that stands."""
    keyring = Entries(dict(PASSWORDS)) if entries is None else entries
    return Session(
        environment or billing(),
        means=Means(Connected(keyring), Described(store), Enumerated(keyring)),
        now=lambda: NOW,
        found=rules,
        keep=_keep,
    )


def app(
    environment: Environment | None = None,
    entries: Entries | None = None,
    store: Store = OPEN,
    rules: Rules = found,
    *,
    begins_with_setup: bool = False,
) -> Keydex:
    """Make the app on it."""
    given = session(environment, entries, store, rules)
    made = keydex(replace(given, begins_with_setup=begins_with_setup))
    made.animation_level, made.theme = "none", "textual-dark"
    return made


def keydex(given: Session) -> Keydex:
    """Make the app on what it is given."""
    return Keydex(given.environment, lambda: given)
