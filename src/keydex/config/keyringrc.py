"""Which backend a person has chosen for the keyring package (keyring/core.py, 25.7)."""

from pathlib import Path

from keydex.config import ini
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Origin
from keydex.nouns import dataclass

VARIABLE = "PYTHON_KEYRING_BACKEND"
SECTION, KEY = "backend", "default-keyring"
# Backends that hold nothing; an empty name fails as well.
EMPTY = ("keyring.backends.null.", "keyring.backends.fail.")


@dataclass(frozen=True, slots=True)
class Choice:
    """A backend by its dotted name, and the variable or the line that names it."""

    backend: str
    origin: Origin

    @property
    def holds_nothing(self) -> bool:
        """Say whether nothing can be stored there."""
        return not self.backend or self.backend.startswith(EMPTY)


def chosen(environment: Environment) -> Choice | None:
    """Return the backend that is chosen: the variable wins over the file; None where none is."""
    named = environment.variables.get(VARIABLE)
    if named is not None:
        return Choice(named.strip(), Origin(variable=VARIABLE))
    path = place(environment)
    try:
        document = ini.read(environment, path)
    except ConfigError:
        return None
    for each in document.entries if document else ():
        if (each.section, each.key) == (SECTION, KEY):
            origin = Origin(path, each.line, f"{SECTION}.{KEY}")
            return Choice(each.value.strip(), origin)
    return None


def place(environment: Environment) -> Path:
    """Name the file in which keyring looks for a person's choice."""
    if environment.platform == "win32":
        local = environment.variables.get("LOCALAPPDATA", environment.home / "AppData/Local")
        return Path(local) / "Python Keyring/keyringrc.cfg"
    return environment.user_config("python_keyring", "keyringrc.cfg")
