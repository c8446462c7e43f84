"""Stores that are absent, turned off, locked, or not to be relied on."""

import os
import subprocess

from tests.live.fixes import Place, State
from tests.live.person import OF_UV
from tests.oracle.tools import KEYRING
from tests.secret_service import MASTER

PROJECT = (
    "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
    "[[tool.uv.index]]\nname = 'corp'\nurl = 'https://ci-bot@pkgs.example.invalid/simple/'\n"
)
NO_SESSION = """
unset DBUS_SESSION_BUS_ADDRESS
export XDG_RUNTIME_DIR="$HOME/runtime"
mkdir -m 700 "$XDG_RUNTIME_DIR"
dbus-daemon() { command dbus-daemon --print-pid=9 "$@" 9> bus.pid 2> bus.log; }
trap 'kill "$(cat bus.pid)"' EXIT
"""
"""There is no session bus; the one that the fix starts ends with the shell."""


def _project(place: Place) -> None:
    place.write("pyproject.toml", PROJECT)


def _unknown_bus(place: Place) -> None:
    """Put the bus where systemd does."""
    _project(place)
    address = place.service.variables["DBUS_SESSION_BUS_ADDRESS"]
    socket = address.removeprefix("unix:path=").partition(",")[0]
    (place.home / "run/bus").symlink_to(socket)


def _no_service(place: Place) -> None:
    _project(place)
    place.service.kill()


def _turned_off(place: Place) -> None:
    _project(place)
    null = "[backend]\ndefault-keyring=keyring.backends.null.Keyring\n"
    place.write("~/config/python_keyring/keyringrc.cfg", null)


def _locked(place: Place) -> None:
    _project(place)
    place.service.lock()


def _new(place: Place) -> None:
    _project(place)
    place.service.forget()


def _with_pass(place: Place) -> None:
    """Make a person who uses pass, and has a keyring of uv's."""
    _tool(place)
    place.service.kill()
    variables = {**os.environ, "HOME": str(place.home)}
    name = "t@example.test"
    key = ["gpg", "--batch", "--passphrase", "", "--quick-generate-key", name, "default"]
    for words in ([*key, "default", "never"], ["pass", "init", name]):
        subprocess.run(words, env=variables, capture_output=True, check=True)


def _tool(place: Place, *packages: str) -> None:
    """Install keyring by uv, with packages beside it."""
    _project(place)
    uv = place.installed.programs("uv", "0.13.8") / "uv"
    beside = [word for name in packages for word in ("--with", name)]
    public = ["--no-config", "--default-index", "https://pypi.org/simple"]
    (place.bin / "keyring").unlink(missing_ok=True)
    subprocess.run(
        [uv, "tool", "install", *public, f"keyring=={KEYRING}", *beside],
        env={**place.service.variables, **OF_UV, "UV_TOOL_BIN_DIR": str(place.bin)},
        capture_output=True,
        check=True,
    )


def _plain(place: Place) -> None:
    _tool(place, "keyrings.alt")
    place.service.kill()


def _chained(place: Place) -> None:
    _project(place)
    (place.bin / "keyring").unlink()
    venv = place.venv("~/ring", f"keyring=={KEYRING}", "keyrings.alt")
    (place.bin / "keyring").symlink_to(venv / "bin/keyring")


ASKED = ""
"""The keyrings are asked: these checks are none that files tell."""
TOOL_BIN = 'export UV_TOOL_BIN_DIR="${PATH%%:*}"'
GPG_ENDS = f"{TOOL_BIN}; trap 'gpgconf --kill gpg-agent' EXIT"
STATES = [
    State("KD040", "no session", _no_service, NO_SESSION, options=ASKED),
    State(
        "KD040",
        "a bus that the shell does not know",
        _unknown_bus,
        "unset DBUS_SESSION_BUS_ADDRESS",
        options=ASKED,
    ),
    State("KD040", "no service", _no_service, options=ASKED),
    State("KD040", "a person who uses pass", _with_pass, GPG_ENDS, options=ASKED),
    State(
        "KD041",
        "a variable",
        _project,
        "export PYTHON_KEYRING_BACKEND=keyring.backends.null.Keyring",
    ),
    State("KD041", "keyringrc.cfg", _turned_off),
    State("KD042", "locked", _locked, pasted=MASTER, options=ASKED),
    State("KD042", "not made yet", _new, pasted="a CANARY of my own", options=ASKED),
    State("KD043", "beside uv's tool", _plain, TOOL_BIN, options=ASKED),
    State(
        "KD043",
        "chosen",
        _plain,
        f"{TOOL_BIN}; export PYTHON_KEYRING_BACKEND=keyrings.alt.file.PlaintextKeyring",
        options=ASKED,
    ),
    State("KD044", "beside a venv's", _chained),
    State("KD044", "beside uv's tool", lambda place: _tool(place, "keyrings.alt"), TOOL_BIN),
    State(
        "KD046",
        "a backend that can't be loaded",
        _project,
        "export PYTHON_KEYRING_BACKEND=nowhere.Keyring",
        options=ASKED,
    ),
]
