"""What the rules about stores find, and what they leave alone."""

from dataclasses import replace

from keydex.findings import Kind
from keydex.model import State, Verdict
from tests.entries import Entries
from tests.rules.cases import KEYRING, OPEN, Finds, Ring, World, probed, uv

URL = "https://ci-bot@pkgs.example/simple/"
FEED = "https://pkgs.example/simple"
AZURE = "https://VssSessionToken@pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"
FILES = {"pyproject.toml": uv(URL)}
NOBODY = {"pyproject.toml": uv("https://pkgs.example/simple/")}
ALWAYS = {"pyproject.toml": uv("https://pkgs.example/simple/", "authenticate = 'always'\n")}
NO_BACKEND = "no backend: keyring finds none that works here"

FAIL = replace(OPEN, backends=("keyring.backends.fail.Keyring",))
LOCKED = replace(OPEN, locked=True, prompts=True, unlockable=True)
NEW = replace(LOCKED, locked=None)
FOREIGN = replace(LOCKED, unlockable=False)
PLAIN = replace(OPEN, backends=("keyrings.alt.file.PlaintextKeyring",), locked=None)
CHAIN = replace(OPEN, backends=("keyrings.cryptfile.cryptfile.CryptFileKeyring", *OPEN.backends))
LAST = replace(OPEN, backends=(*OPEN.backends, *PLAIN.backends))
WINDOWS = replace(OPEN, backends=("keyring.backends.Windows.WinVaultKeyring",), locked=None)

UV = "uv 0.13.8 (x)"
PROGRAMS = {"/tools/uv": UV}
GNOME = {**PROGRAMS, "/tools/dbus-daemon": "", "/tools/gnome-keyring-daemon": ""}
DEBIAN = {**PROGRAMS, "/tools/sudo": "", "/tools/apt-get": ""}
PASS = {**PROGRAMS, "/tools/pass": ""}
BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus"}
RUNTIME = {"XDG_RUNTIME_DIR": "/run/user/1000"}
STORAGE = {"secretstorage": "3.5.0"}

SESSION = 'export DBUS_SESSION_BUS_ADDRESS="$(dbus-daemon --session --fork --print-address)"'
APT = "sudo apt-get install --yes --no-install-recommends dbus gnome-keyring"
TOOL = "uv tool install --no-config --default-index https://pypi.org/simple keyring"
NULL = "keyring.backends.null.Keyring"
RC = "~/.config/python_keyring/keyringrc.cfg"
NO_SESSION = "has no D-Bus session, so no Secret Service."


def ring(owner: str, *packages: str, path: str = KEYRING) -> tuple[Ring, ...]:
    """Return a keyring of an owner, with packages beside it."""
    files = {
        "uv tool": ("pyvenv.cfg",),
        "pipx": ("pyvenv.cfg", "pipx_metadata.json"),
        "venv": ("pyvenv.cfg",),
        "system": (),
    }[owner]
    asked = ", ".join(f'{{ name = "{name}" }}' for name in (*packages, "keyring"))
    texts = {"uv-receipt.toml": f"[tool]\nrequirements = [{asked}]\n"} if "uv" in owner else {}
    beside = {**STORAGE, **dict.fromkeys(packages, "5.0.2")}
    return (Ring(path, packages=beside, files=files, texts=texts),)


TOOL_PATH = "/uv/tools/keyring/bin/keyring"
PATH = "/uv/tools/keyring/bin:/tools"


def absent(**words: object) -> World:
    """Make a world whose keyring finds no backend."""
    return World(FILES, store=FAIL, **{"rings": ring("venv"), **words})  # type: ignore[arg-type]


def lossy(owner: str, *packages: str, **words: object) -> World:
    """Make a world whose keyring has packages that lose entries."""
    return World(FILES, rings=ring(owner, *packages), **words)  # type: ignore[arg-type]


FINDS = [
    Finds(
        "KD040",
        absent(),
        f"keyring finds no store that works: this machine without a desktop {NO_SESSION}",
        Kind.NONE,
    ),
    Finds(
        "KD040",
        World(FILES, entries=Entries(state=State.FAILED, reason=NO_BACKEND)),
        f"keyring finds no store that works: this machine without a desktop {NO_SESSION}",
        Kind.NONE,
    ),
    Finds(
        "KD040",
        absent(programs=GNOME, variables={"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}),
        f"keyring finds no store that works: this SSH session {NO_SESSION}",
        Kind.COMMAND,
        SESSION,
    ),
    Finds(
        "KD040",
        absent(programs=DEBIAN, variables={"WSL_DISTRO_NAME": "Debian"}),
        f"keyring finds no store that works: this WSL {NO_SESSION}",
        Kind.COMMAND,
        f"{APT} && {SESSION}",
    ),
    Finds(
        "KD040",
        World(
            {**FILES, "/proc/sys/kernel/osrelease": "6.6.87.2-microsoft-standard-WSL2\n"},
            store=FAIL,
        ),
        f"keyring finds no store that works: this WSL {NO_SESSION}",
        Kind.NONE,
    ),
    Finds(
        "KD040",
        World({**FILES, "/run/.containerenv": ""}, store=FAIL),
        f"keyring finds no store that works: this container {NO_SESSION}",
        Kind.NONE,
    ),
    Finds(
        "KD040",
        World({**FILES, "/run/user/1000/bus": ""}, store=FAIL, variables=RUNTIME),
        "keyring finds no store that works: DBUS_SESSION_BUS_ADDRESS is not set, "
        "though XDG_RUNTIME_DIR has a bus.",
        Kind.COMMAND,
        'export DBUS_SESSION_BUS_ADDRESS="unix:path=$XDG_RUNTIME_DIR/bus"',
    ),
    Finds(
        "KD040",
        absent(variables=BUS, programs=GNOME),
        "keyring finds no store that works: no Secret Service answers on the D-Bus session.",
        Kind.COMMAND,
        "gnome-keyring-daemon --daemonize --components=secrets",
    ),
    Finds(
        "KD040",
        absent(variables=BUS, programs=DEBIAN),
        "keyring finds no store that works: no Secret Service answers on the D-Bus session.",
        Kind.COMMAND,
        APT,
    ),
    Finds(
        "KD040",
        World(FILES, store=FAIL, variables=BUS),
        "keyring finds no store that works: its environment /tools/ring has no secretstorage.",
        Kind.COMMAND,
        "uv pip install --no-config --default-index https://pypi.org/simple "
        "--python /tools/ring secretstorage",
    ),
    Finds(
        "KD040",
        World(
            {**FILES, "~/.password-store/.gpg-id": "KEY\n"},
            store=FAIL,
            programs=PASS,
            rings=ring("uv tool", "artifacts-keyring", path=TOOL_PATH),
            path=PATH,
        ),
        f"keyring finds no store that works: this machine without a desktop {NO_SESSION}",
        Kind.COMMAND,
        f"{TOOL} --with artifacts-keyring --with keyring-pass",
    ),
    Finds(
        "KD040",
        World(
            {**FILES, "/stores/mine/.gpg-id": "KEY\n"},
            store=FAIL,
            programs=PASS,
            rings=ring("pipx"),
            variables={"PASSWORD_STORE_DIR": "/stores/mine"},
        ),
        f"keyring finds no store that works: this machine without a desktop {NO_SESSION}",
        Kind.COMMAND,
        "env PIP_CONFIG_FILE=/dev/null "
        "pipx inject --index-url https://pypi.org/simple ring keyring-pass",
    ),
    Finds(
        "KD040",
        World(FILES, store=FAIL, platform="darwin"),
        f"keyring finds no store that works: {KEYRING} has no backend for this system.",
        Kind.NONE,
    ),
    Finds(
        "KD040",
        World(ALWAYS, store=FAIL, rings=ring("venv"), probes={FEED: probed(Verdict.MISSING)}),
        f"keyring finds no store that works: this machine without a desktop {NO_SESSION}",
        Kind.NONE,
    ),
    Finds(
        "KD043",
        lossy(
            "venv",
            "keyrings.alt",
            store=PLAIN,
            entries=Entries({(f"{FEED}/", "ci-bot"): "CANARY"}),
            probes={FEED: probed(Verdict.ACCEPTED, status=200)},
        ),
        f"keyring keeps passwords in plain text: {KEYRING} has keyrings.alt.",
        Kind.COMMAND,
        "uv pip uninstall --python /tools/ring keyrings.alt",
    ),
    Finds(
        "KD041",
        World(FILES, variables={"PYTHON_KEYRING_BACKEND": NULL}),
        f"keyring is turned off: PYTHON_KEYRING_BACKEND names {NULL}, which holds nothing.",
        Kind.COMMAND,
        "unset PYTHON_KEYRING_BACKEND",
        "PYTHON_KEYRING_BACKEND",
    ),
    Finds(
        "KD041",
        World(FILES, variables={"PYTHON_KEYRING_BACKEND": ""}),
        "keyring is turned off: PYTHON_KEYRING_BACKEND names an empty name, which holds nothing.",
        Kind.COMMAND,
        "unset PYTHON_KEYRING_BACKEND",
        "PYTHON_KEYRING_BACKEND",
    ),
    Finds(
        "KD041",
        World({**FILES, RC: f"[backend]\ndefault-keyring={NULL}\n"}),
        f"keyring is turned off: keyringrc.cfg names {NULL}, which holds nothing.",
        Kind.EDIT,
        "keydex fix KD041",
        "/world/home/.config/python_keyring/keyringrc.cfg:2",
    ),
    Finds(
        "KD042",
        World(FILES, store=LOCKED),
        "keyring's store is locked, so it gives no answer.",
        Kind.COMMAND,
        "keydex fix KD042",
    ),
    Finds(
        "KD042",
        World(FILES, store=NEW, variables={"DISPLAY": ":0"}),
        "keyring's Secret Service has no store yet, and can't make one without a password.",
        Kind.COMMAND,
        "keydex fix KD042",
    ),
    Finds(
        "KD042",
        World(FILES, store=FOREIGN),
        "keyring's store is locked, so it gives no answer.",
        Kind.NONE,
    ),
    Finds(
        "KD042",
        World(FILES, entries=Entries(state=State.LOCKED), platform="darwin"),
        "keyring's store is locked, so it gives no answer.",
        Kind.COMMAND,
        "security unlock-keychain",
    ),
    Finds(
        "KD042",
        World(
            FILES,
            entries=Entries(
                state=State.LOCKED, reason="the backend asks for a password on the terminal"
            ),
        ),
        "keyring's store is locked: its backend asks for a password on the terminal.",
        Kind.NONE,
    ),
    Finds(
        "KD043",
        World(FILES, rings=ring("uv tool", "keyrings.alt", path=TOOL_PATH), store=PLAIN, path=PATH),
        f"keyring keeps passwords in plain text: {TOOL_PATH} has keyrings.alt.",
        Kind.COMMAND,
        TOOL,
    ),
    Finds(
        "KD043",
        lossy(
            "venv",
            "keyrings.alt",
            store=PLAIN,
            variables={"PYTHON_KEYRING_BACKEND": PLAIN.backends[0]},
        ),
        f"keyring keeps passwords in plain text: {KEYRING} has keyrings.alt.",
        Kind.COMMAND,
        "unset PYTHON_KEYRING_BACKEND && uv pip uninstall --python /tools/ring keyrings.alt",
    ),
    Finds(
        "KD043",
        World(
            {**FILES, RC: f"[backend]\ndefault-keyring={PLAIN.backends[0]}\n"},
            rings=ring("venv", "keyrings.alt"),
            store=PLAIN,
        ),
        f"keyring keeps passwords in plain text: {KEYRING} has keyrings.alt.",
        Kind.NONE,
    ),
    Finds(
        "KD044",
        lossy("pipx", "keyrings.alt", "keyrings.cryptfile"),
        f"keyrings.alt beside {KEYRING} loses entries when two programs write, "
        "and may ask for a password on the terminal.",
        Kind.COMMAND,
        "pipx uninject ring keyrings.alt keyrings.cryptfile",
    ),
    Finds(
        "KD044",
        lossy("venv", "keyrings.cryptfile", store=CHAIN),
        f"keyrings.cryptfile beside {KEYRING} loses entries when two programs write, "
        "and may ask for a password on the terminal.",
        Kind.COMMAND,
        "uv pip uninstall --python /tools/ring keyrings.cryptfile",
    ),
    Finds(
        "KD044",
        lossy("system", "keyrings.alt"),
        f"keyrings.alt beside {KEYRING} loses entries when two programs write, "
        "and may ask for a password on the terminal.",
        Kind.NONE,
    ),
    Finds(
        "KD044",
        World(
            FILES,
            rings=ring("venv", "keyrings.alt", path="/world/proj/.venv/bin/keyring"),
            path="/world/proj/.venv/bin:/tools",
        ),
        "keyrings.alt beside .venv/bin/keyring loses entries when two programs write, "
        "and may ask for a password on the terminal.",
        Kind.NONE,
    ),
    Finds(
        "KD045",
        World({"pyproject.toml": uv(AZURE)}, store=WINDOWS),
        "Windows Credential Locker takes 1280 characters; tokens here may be longer.",
        Kind.NONE,
    ),
    Finds(
        "KD046",
        World(FILES, entries=Entries(state=State.TIMED_OUT, reason="no answer within 8 s")),
        f"{KEYRING} gives no answer: no answer within 8 s.",
        Kind.NONE,
    ),
    Finds(
        "KD046",
        World(FILES, entries=Entries(state=State.FAILED, reason="the backend raises OSError")),
        f"{KEYRING} gives no answer: the backend raises OSError.",
        Kind.NONE,
    ),
    Finds(
        "KD046",
        World(
            FILES, reason="can't look at the keyring's backend: that Python can't import keyring"
        ),
        f"{KEYRING} gives no answer: that Python can't import keyring.",
        Kind.NONE,
    ),
    Finds(
        "KD046",
        World(
            FILES,
            reason="can't look at the keyring's backend: the backend raises ModuleNotFoundError",
            variables={"PYTHON_KEYRING_BACKEND": "gone.Keyring"},
        ),
        f"{KEYRING} gives no answer: the backend raises ModuleNotFoundError.",
        Kind.COMMAND,
        "unset PYTHON_KEYRING_BACKEND",
    ),
    Finds(
        "KD047",
        World(
            FILES,
            store=OPEN,
            round_trip="the keyring stored nothing for a throwaway entry: its backend is x.Y",
        ),
        "keyring does not keep what it is given: the keyring stored nothing for a throwaway entry: "
        "its backend is x.Y.",
        Kind.NONE,
    ),
]

OPEN_INDEX = {FEED: probed(Verdict.OPEN, status=200)}
SILENT = [
    # The state after the fix; then what does not need a keyring at all.
    *((code, World(FILES, store=OPEN, entries=Entries())) for code in ("KD040", "KD042", "KD046")),
    ("KD040", absent(probes=OPEN_INDEX)),
    ("KD040", absent(probes={FEED: probed(Verdict.ACCEPTED, status=200)})),
    ("KD040", World(NOBODY, store=FAIL)),
    ("KD040", World({"pyproject.toml": "[project]\nname = 'demo'\n"}, store=FAIL)),
    ("KD040", World(FILES, store=FAIL, variables={"PYTHON_KEYRING_BACKEND": FAIL.backends[0]})),
    ("KD041", World(FILES)),
    ("KD041", World(NOBODY, variables={"PYTHON_KEYRING_BACKEND": NULL})),
    ("KD041", World(FILES, variables={"PYTHON_KEYRING_BACKEND": PLAIN.backends[0]})),
    ("KD041", World({**FILES, RC: "[backend]\nkeyring-path = /own\n"})),
    ("KD041", World({**FILES, RC: "nothing of the kind\n"})),
    ("KD042", absent()),
    ("KD042", World(FILES, store=replace(OPEN, locked=None, prompts=True))),
    ("KD043", World(FILES, store=OPEN)),
    (
        "KD043",
        lossy(
            "venv",
            "keyrings.alt",
            store=LAST,
        ),
    ),
    ("KD044", World(FILES, rings=ring("venv"))),
    ("KD044", lossy("venv", "keyrings.alt", store=PLAIN)),
    ("KD044", lossy("venv", "keyrings.alt", store=OPEN)),
    ("KD045", World(FILES, store=WINDOWS)),
    ("KD045", World({"pyproject.toml": uv(AZURE)}, store=OPEN)),
    ("KD046", World(FILES, variables={"PYTHON_KEYRING_BACKEND": ""}, reason="it is off")),
    (
        "KD046",
        World(
            ALWAYS,
            rings=(Ring(version="24.3.1"),),
            entries=Entries(state=State.FAILED),
            probes={FEED: probed(Verdict.MISSING)},
        ),
    ),
    ("KD047", World(FILES, store=OPEN, round_trip="")),
    ("KD047", World(FILES, store=OPEN)),
    ("KD047", World(FILES, store=LOCKED, round_trip="the keyring is locked")),
    ("KD047", World(FILES, round_trip="the backend raises NotImplementedError")),
]
