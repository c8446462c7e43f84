"""The folder in which programs keep what is no configuration, by the rules of each system."""

from pathlib import Path

from keydex.environment import Environment


def folder(environment: Environment) -> Path:
    """Return the folder of keydex for state (XDG; platformdirs)."""
    home, variables = environment.home, environment.variables
    base = home / ".local/state"
    if environment.platform == "win32":
        base = Path(variables.get("LOCALAPPDATA", home / "AppData/Local"))
    elif environment.platform == "darwin":
        base = home / "Library/Application Support"
    elif variables.get("XDG_STATE_HOME", "").startswith("/"):
        base = Path(variables["XDG_STATE_HOME"])
    return base / "keydex"
