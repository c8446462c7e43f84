"""A keyring: its command, the Python behind it, and what lies beside it."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from keydex.environment import Environment
from keydex.hosts.plugins import PLUGINS
from keydex.keyrings.interpreters import interpreter
from keydex.model import Access, Version
from keydex.nouns import dataclass
from keydex.rings.owners import owner
from keydex.versions import BRINGS_KEYRING, interpreters

# Backends that are no plugins for hosts, and matter all the same.
STORES = ("keyrings.alt", "keyrings.cryptfile", "keyring-pass", "secretstorage")
BRINGERS = (*sorted(BRINGS_KEYRING), "keydex")
"""Packages that bring a keyring along into their environment."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A keyring: its command, the Python behind it, its release and the backends beside it.

    `prefix` is None, and `packages` is empty, where the Python behind a command is not known.
    """

    executable: Path | None
    prefix: Path | None = None
    interpreter: Path | None = None
    version: Version = ()
    packages: Mapping[str, Version] = field(default_factory=dict, compare=False)
    """The backends that are installed with it, by the name of their distribution."""
    owner: str = ""
    """`uv tool`, `keydex` (that uv tool), `pipx`, `venv`, `conda`, `user`, `system`, or empty."""
    on_path: bool = False
    tool: str = ""
    """Of which tool the environment is, where uv or pipx made it."""
    asked: tuple[str, ...] = ()
    """What uv was asked to install there: the tool first, as requirements."""
    bringers: frozenset[str] = field(default_factory=frozenset, compare=False)
    """Which packages beside it bring a keyring along."""


def of_access(environment: Environment, access: Access) -> Ring | None:
    """Return the keyring that a tool reaches; None where it reaches none."""
    if access.executable:
        return of_command(environment, access.executable)
    if access.interpreter:
        return _ring(environment, None, access.interpreter)
    return None


def of_command(environment: Environment, executable: Path) -> Ring:
    """Describe a keyring command."""
    words = interpreter(executable, environment)
    return _ring(environment, executable, Path(words[0]) if words else None)


def _ring(environment: Environment, executable: Path | None, path: Path | None) -> Ring:
    on_path = executable is not None and executable.parent in environment.search_path()
    if path is None:
        return Ring(executable, on_path=on_path)
    python = interpreters.at(environment, path)
    installed = python.distributions(environment)
    known = {name: installed.get(interpreters.normalised(name)) for name in BACKENDS}
    of = owner(environment, executable, python)
    return Ring(
        executable,
        python.prefix,
        path,
        installed.get("keyring", ()),
        {name: version for name, version in known.items() if version is not None},
        of.name,
        on_path,
        of.tool,
        of.asked,
        frozenset(installed) & frozenset(BRINGERS),
    )


BACKENDS = (*(plugin.package for plugin in PLUGINS), *STORES)
