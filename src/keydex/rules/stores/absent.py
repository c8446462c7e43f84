"""No store at all: none that works on this machine, or one that is turned off."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from keydex import edits
from keydex.config import ini, keyringrc
from keydex.config.keyringrc import Choice
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.findings import Finding, Fix, advice, edit, run, typed
from keydex.model import Edit
from keydex.rings import shown
from keydex.rules import installs, recipes
from keydex.rules.case import Case
from keydex.rules.stores.reached import Reached, reached

BUS = "DBUS_SESSION_BUS_ADDRESS"
SYSTEM = Path("/proc/sys/kernel/osrelease")
CONTAINERS = (Path("/.dockerenv"), Path("/run/.containerenv"))
NO_STORE = "keyring finds no store that works"


def absent(case: Case) -> Iterator[Finding]:
    """Find a keyring without a backend, and say what this machine lacks."""
    if is_turned_off(case.environment):
        return
    for one in reached(case):
        if one.is_absent:
            yield one.finding(f"{NO_STORE}: {_cause(case, one)}.", _recipe(case, one))


def turned_off(case: Case) -> Iterator[Finding]:
    """Find a keyring for which a backend is chosen that holds nothing."""
    choice = keyringrc.chosen(case.environment)
    if choice is None or not choice.holds_nothing:
        return
    name = choice.backend or "an empty name"
    where = choice.origin.variable or "keyringrc.cfg"
    for one in reached(case):
        message = f"keyring is turned off: {where} names {name}, which holds nothing."
        yield one.finding(message, let_go(case.environment, choice), origin=choice.origin)


def let_go(environment: Environment, choice: Choice) -> Fix:
    """Return what lets keyring choose its backend by itself."""
    if choice.origin.variable:
        return typed(_unset(environment), "Take the variable out of your shell.")
    plan = partial(_chosen_no_more, environment)
    return edit("Take the backend out of keyringrc.cfg.", plan)


def is_turned_off(environment: Environment) -> bool:
    """Say whether a backend is chosen that holds nothing."""
    choice = keyringrc.chosen(environment)
    return choice is not None and choice.holds_nothing


def _unset(environment: Environment) -> str:
    name = keyringrc.VARIABLE
    return f"Remove-Item Env:{name}" if environment.platform == "win32" else f"unset {name}"


def _chosen_no_more(environment: Environment) -> tuple[Edit, ...]:
    """Plan to take the choice out of keyringrc.cfg. Raises ConfigError."""
    path = keyringrc.place(environment)
    document = ini.read(environment, path)
    if document is None:
        raise ConfigError("it is not there any more", path)
    summary = "Let keyring choose its backend."
    return (edits.ini_removed(document, keyringrc.SECTION, keyringrc.KEY, summary),)


def _cause(case: Case, one: Reached) -> str:
    """Say in one clause what is missing here."""
    environment = case.environment
    if environment.platform != "linux":
        return f"{one.name} has no backend for this system"
    if environment.variables.get(BUS):
        if _lacks_secretstorage(one):
            return f"its environment {shown(environment, one.ring.prefix)} has no secretstorage"
        return "no Secret Service answers on the D-Bus session"
    if _has_bus(environment):
        return f"{BUS} is not set, though XDG_RUNTIME_DIR has a bus"
    return f"{_place(environment)} has no D-Bus session, so no Secret Service"


def _place(environment: Environment) -> str:
    """Name what kind of machine this is."""
    variables, machine = environment.variables, environment.machine
    if "WSL_DISTRO_NAME" in variables or _is_wsl(environment):
        return "this WSL"
    if any(machine.is_file(path) for path in CONTAINERS):
        return "this container"
    if "SSH_CONNECTION" in variables:
        return "this SSH session"
    return "this machine without a desktop"


def _is_wsl(environment: Environment) -> bool:
    try:
        return b"microsoft" in environment.machine.read(SYSTEM).lower()
    except OSError:
        return False


def _has_bus(environment: Environment) -> bool:
    """Say whether systemd runs a bus that this shell does not know of, as after `su`."""
    folder = environment.variables.get("XDG_RUNTIME_DIR", "")
    return bool(folder) and "bus" in environment.machine.names(Path(folder))


def _lacks_secretstorage(one: Reached) -> bool:
    return one.ring.prefix is not None and "secretstorage" not in one.ring.packages


def _recipe(case: Case, one: Reached) -> Fix:
    """Return the recipe that fits what is installed here."""
    environment = case.environment
    if environment.platform != "linux":
        return advice("Install that keyring anew: it lacks its packages for this system.")
    has_session = bool(environment.variables.get(BUS))
    if has_session and _lacks_secretstorage(one):
        return _installed(case, one, "secretstorage")
    if not has_session and _has_bus(environment):
        return typed(recipes.FOUND_SESSION, "Tell this shell of the bus.")
    if _has_pass(environment) and "keyring-pass" not in one.ring.packages:
        return _installed(case, one, "keyring-pass")
    return _secret_service(environment, has_session)


def _installed(case: Case, one: Reached, package: str) -> Fix:
    return installs.mended(case, one.configuration, one.ring, [package], f"Install {package}")


def _has_pass(environment: Environment) -> bool:
    """Say whether a person uses pass."""
    chosen = environment.variables.get("PASSWORD_STORE_DIR", environment.home / ".password-store")
    is_there = environment.machine.is_file(environment.folder / chosen / ".gpg-id")
    return is_there and environment.which("pass") is not None


def _secret_service(environment: Environment, has_session: bool) -> Fix:
    """Return the way to a Secret Service without a desktop."""
    if environment.which(recipes.DAEMON[0]):
        if has_session:
            return run(recipes.DAEMON, "Start a Secret Service; keydex can unlock it.")
        if environment.which("dbus-daemon"):
            return typed(recipes.SESSION, "Start a D-Bus session; keydex can unlock its store.")
    if environment.which("sudo") and environment.which("apt-get"):
        command = recipes.DEBIAN if has_session else f"{recipes.DEBIAN} && {recipes.SESSION}"
        return typed(command, "Install a Secret Service; keydex can unlock it.")
    return advice(
        "Install dbus and gnome-keyring, or pass with keyring-pass; or use no keyring here: "
        "UV_INDEX_<NAME>_USERNAME and _PASSWORD, or ~/.netrc."
    )
