"""Stores for a Linux without a desktop: what to type, each tried by tests/live/test_recipes.py."""

import shlex

from keydex.nouns import dataclass
from keydex.rings.installing import UV

SESSION = 'export DBUS_SESSION_BUS_ADDRESS="$(dbus-daemon --session --fork --print-address)"'
FOUND_SESSION = 'export DBUS_SESSION_BUS_ADDRESS="unix:path=$XDG_RUNTIME_DIR/bus"'
DAEMON = ("gnome-keyring-daemon", "--daemonize", "--components=secrets")
DEBIAN = "sudo apt-get install --yes --no-install-recommends dbus gnome-keyring"
UNLOCK = "keydex fix KD042"


@dataclass(frozen=True, slots=True)
class Recipe:
    """One way to a store: what it is, the lines to type, and what to know of it."""

    name: str
    title: str
    lines: tuple[str, ...]
    note: str


SECRET_SERVICE = Recipe(
    "secret-service",
    "A Secret Service without a desktop",
    (DEBIAN, SESSION, UNLOCK),
    "In a project with a private index keydex asks for a master password, with which it makes the "
    "store and later unlocks it. Another shell needs the same DBUS_SESSION_BUS_ADDRESS; the "
    "service ends with its bus.",
)
ONE_SHELL = Recipe(
    "one-shell",
    "The same by hand, for one shell and what it starts",
    (
        DEBIAN,
        "dbus-run-session -- bash",
        "read -rs MASTER",
        'printf %s "$MASTER" | gnome-keyring-daemon --unlock --components=secrets',
    ),
    "printf and not echo, whose line break would become a part of the password. A wrong password "
    "is not told: keydex doctor says whether the store is locked.",
)
PASS = Recipe(
    "pass",
    "pass and gpg",
    (
        "sudo apt-get install --yes --no-install-recommends gnupg pass",
        "gpg --quick-generate-key NAME default default never",
        "pass init NAME",
        shlex.join(("uv", "tool", "install", *UV, "keyring", "--with", "keyring-pass")),
    ),
    "A key without passphrase, or one that gpg-agent knows, opens it without a person. It trims "
    "blanks around a password. Beside another store, PYTHON_KEYRING_BACKEND="
    "keyring_pass.PasswordStoreBackend chooses it.",
)
NO_STORE = Recipe(
    "no-store",
    "No store at all, as in a container or in CI",
    (
        "export UV_INDEX_NAME_USERNAME=USERNAME",
        "read -rs UV_INDEX_NAME_PASSWORD && export UV_INDEX_NAME_PASSWORD",
    ),
    "uv reads these for the index called NAME, in capitals, and every program that is started from "
    "there can read them. uv and pip read ~/.netrc, too: machine HOST login USERNAME password "
    "PASSWORD, in a file that only its owner reads.",
)
RECIPES = (SECRET_SERVICE, ONE_SHELL, PASS, NO_STORE)
