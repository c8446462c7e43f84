"""Where installers put commands, and what that of keyring is called."""

from collections.abc import Iterator
from pathlib import Path

from keydex.environment import Environment


def program(environment: Environment) -> str:
    """Name the file of a keyring command."""
    return "keyring.exe" if environment.platform == "win32" else "keyring"


def tool_bin(environment: Environment) -> Path:
    """Name the folder in which uv puts the commands of tools (`uv tool dir --bin`).

    The rule is `user_executable_directory` of crates/uv-dirs, 0.13.8, the same everywhere.
    """
    variables = environment.variables
    for name in ("UV_TOOL_BIN_DIR", "XDG_BIN_HOME"):
        if chosen := variables.get(name):
            return environment.folder / chosen
    if data := variables.get("XDG_DATA_HOME"):
        return (environment.folder / data).parent / "bin"
    return environment.home / ".local/bin"


def pipx_bin(environment: Environment) -> Path:
    """Name the folder in which pipx puts commands (pipx/paths.py, 1.18)."""
    chosen = environment.variables.get("PIPX_BIN_DIR", "")
    start = environment.home if chosen.startswith("~/") else environment.folder
    return start / chosen.removeprefix("~/") if chosen else environment.home / ".local/bin"


def bin_folders(environment: Environment) -> Iterator[Path]:
    """Yield the folders in which commands may lie without a PATH that leads there."""
    yield tool_bin(environment)
    yield pipx_bin(environment)
    yield from user_bins(environment)


def user_bins(environment: Environment) -> Iterator[Path]:
    """Yield the folders for commands of `pip install --user` (Lib/sysconfig, 3.11)."""
    variables, names = environment.variables, environment.machine.names
    if environment.platform == "win32":
        roaming = Path(variables.get("APPDATA") or environment.home / "AppData/Roaming")
        base = Path(variables.get("PYTHONUSERBASE") or roaming / "Python")
        yield from (base / each / "Scripts" for each in names(base) if each.startswith("Python3"))
        return
    if chosen := variables.get("PYTHONUSERBASE"):
        yield Path(chosen) / "bin"
    yield environment.home / ".local/bin"
    if environment.platform == "darwin":
        base = environment.home / "Library/Python"
        yield from (base / each / "bin" for each in names(base))
