"""The `keyring` commands that lie on this machine, read from the disk: nothing is started."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from keydex.environment import Environment
from keydex.hosts.plugins import PLUGINS
from keydex.keyrings.interpreters import interpreter
from keydex.model import Access, Version
from keydex.nouns import dataclass
from keydex.versions import interpreters

# Backends that are no plugins for hosts, and matter all the same.
STORES = ("keyrings.alt", "keyrings.cryptfile", "keyring-pass", "secretstorage")


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
    """What installed it: `uv tool`, `pipx`, `venv`, `keydex`, `system`; empty if not known."""
    on_path: bool = False


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


def commands(environment: Environment) -> tuple[Ring, ...]:
    """Return every keyring command that is known: those on PATH in its order, then others.

    The others lie where uv and pipx put commands, or in their environments.
    """
    name = "keyring.exe" if environment.platform == "win32" else "keyring"
    folders = dict.fromkeys((*environment.search_path(), *_tool_folders(environment)))
    found: dict[Path, Ring] = {}
    for folder in folders:
        path = folder / name
        if environment.machine.is_executable(path):
            found.setdefault(environment.machine.resolve(path), of_command(environment, path))
    return tuple(found.values())


def tool_bin(environment: Environment) -> Path:
    """Name the folder in which uv puts the commands of tools (`uv tool dir --bin`)."""
    variables = environment.variables
    for name in ("UV_TOOL_BIN_DIR", "XDG_BIN_HOME"):
        if chosen := variables.get(name):
            return environment.folder / chosen
    if data := variables.get("XDG_DATA_HOME"):
        return Path(data).parent / "bin"
    return environment.home / ".local/bin"


def tool_environment(environment: Environment, tool: str) -> Path:
    """Name the environment in which uv installs a tool (`uv tool dir`)."""
    if chosen := environment.variables.get("UV_TOOL_DIR"):
        return environment.folder / chosen / tool
    if environment.platform == "win32":
        roaming = environment.variables.get("APPDATA") or environment.home / "AppData/Roaming"
        return Path(roaming) / "uv/data/tools" / tool
    data = environment.variables.get("XDG_DATA_HOME") or ""
    base = Path(data) if data.startswith("/") else environment.home / ".local/share"
    return base / "uv/tools" / tool


def _pipx_environments(environment: Environment) -> Iterator[Path]:
    """Yield where pipx may keep the environment of keyring (pipx/paths.py, 1.7)."""
    if chosen := environment.variables.get("PIPX_HOME"):
        yield environment.folder / chosen / "venvs/keyring"
    yield environment.home / ".local/share/pipx/venvs/keyring"
    yield environment.home / ".local/pipx/venvs/keyring"
    yield environment.home / "pipx/venvs/keyring"


def _tool_folders(environment: Environment) -> Iterator[Path]:
    inside = "Scripts" if environment.platform == "win32" else "bin"
    yield tool_bin(environment)
    if chosen := environment.variables.get("PIPX_BIN_DIR"):
        yield environment.folder / chosen
    yield environment.home / ".local/bin"
    yield tool_environment(environment, "keyring") / inside
    for folder in _pipx_environments(environment):
        yield folder / inside


def _ring(environment: Environment, executable: Path | None, path: Path | None) -> Ring:
    on_path = executable is not None and executable.parent in environment.search_path()
    if path is None:
        return Ring(executable, on_path=on_path)
    python = interpreters.at(environment, path)
    names = (*(plugin.package for plugin in PLUGINS), *STORES)
    versions = {name: python.distribution(environment, name) for name in names}
    return Ring(
        executable,
        python.prefix,
        path,
        python.distribution(environment, "keyring") or (),
        {name: version for name, version in versions.items() if version is not None},
        _owner(environment, python.prefix),
        on_path,
    )


def _owner(environment: Environment, prefix: Path) -> str:
    """Say what installed an environment, by what lies in it."""
    is_file, real = environment.machine.is_file, environment.machine.resolve(prefix)
    if is_file(prefix / "uv-receipt.toml"):
        return "uv tool" if real.name == "keyring" else "keydex" if real.name == "keydex" else ""
    if is_file(prefix / "pipx_metadata.json"):
        return "pipx"
    if is_file(prefix / "pyvenv.cfg"):
        return "venv"
    return "system"
