"""Runs a release of a tool in a world laid out on disk, and writes down what it asks and sends."""

import json
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from keydex.environment import Environment, ThisMachine
from keydex.keyrings.recording import recorded
from keydex.model import Access, Lookup, Via
from tests.oracle.index import Authority, Index
from tests.oracle.tools import PYTHON, Tools
from tests.oracle.wheels import wheel
from tests.recorded import PACKAGE, Row, filled, variables

PATIENCE = 120.0  # Seconds; most commands take less than one, pipenv makes an environment first.
SENT = 40  # Requests that are kept.
RECORDING = Path(__file__).parent / "recording"
CHOICE = "~/.config/python_keyring/keyringrc.cfg"  # There a world may choose another backend.
# What a release prints that does not know the command or an option: it says nothing of the world.
UNKNOWN = re.compile(
    r"unexpected argument|unrecognized subcommand|unrecognized arguments|[Nn]o such option"
    r"|option does not exist|Invalid argument \(s\)|invalid choice"
    r"|ModuleNotFoundError|ImportError|cannot be used (?:with|multiple)"
)

Json = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What came of a command: the row for what it asked, its exit code, what it printed."""

    row: Row
    exit: int
    printed: str

    @property
    def tells(self) -> bool:
        """Whether it tells something: not where the release does not know the command."""
        return bool(self.row.calls or self.row.requests) or not UNKNOWN.search(self.printed)


@dataclass(frozen=True)
class Stage:
    """A world on disk, in which one release of its tool is installed."""

    world: Json
    version: str
    folder: Path
    variables: dict[str, str]
    index: Index

    @property
    def project(self) -> Path:
        """The folder that the command is run in."""
        return self.folder / "proj" / str(self.world["cwd"])

    def run(self) -> Outcome:
        """Run the command of the world, watched as `keydex trace` does it.

        The keyring that is asked takes notes of its own: two witnesses who must agree.
        """
        with recorded(self.environment, self.access) as (placed, seen):
            variables = {**self.variables, **placed.variables}
            done = _run(self.world["command"], self.project, variables)
        calls = [_call(each.lookup) for each in seen]
        assert sorted(map(str, calls)) == sorted(map(str, self.notes()))
        sent = list(dict.fromkeys(map(tuple, self.index.requests)))
        row = Row(self.world, self.version, calls, [list(request) for request in sent[:SENT]])
        return Outcome(row, done.returncode, done.stderr + done.stdout)

    def notes(self) -> list[Json]:
        """Return what the keyring says that it was asked."""
        lines = (self.folder / "notes").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    @property
    def environment(self) -> Environment:
        """The surroundings of the command."""
        home = Path(self.variables["HOME"])
        return Environment(self.project, home, self.variables, sys.platform, ThisMachine())

    @property
    def access(self) -> Access:
        """The keyring command that is on PATH, if there is one."""
        command = self.folder / "shim/keyring" if self.world["on_path"] else None
        return Access(Via.SUBPROCESS, "on PATH", executable=command)

    def explained(self) -> Json:
        """Ask the real `keydex explain` what it says of the tool in this world."""
        words = ["explain", "--format", "json", "--package", PACKAGE, "--", *self.world["command"]]
        done = _run([sys.executable, "-m", "keydex", *words], self.project, self.variables)
        assert done.returncode == 0, done.stderr + done.stdout
        (tool,) = json.loads(done.stdout)["tools"]
        return dict(tool)


@contextmanager
def staged(world: Json, version: str, tools: Tools, authority: Authority) -> Iterator[Stage]:
    """Lay a world out on disk, for as long as a `with` lasts."""
    programs = tools.programs(world["tool"], version, importable=world["importable"])
    with (
        tempfile.TemporaryDirectory(prefix="kdx-", ignore_cleanup_errors=True) as name,
        Index(world["server"], authority) as index,
    ):
        folder = Path(name)
        for each in ("proj", "home", "shim"):
            (folder / each).mkdir()
        (folder / "notes").touch()
        _write(world, folder)
        path = f"{folder / 'shim'}:{programs}:/usr/bin:/bin"
        own = {**_surroundings(folder, index), "PATH": path, **_keyring(world, folder)}
        chosen = variables(world, folder / "proj", folder / "home", str(PYTHON))
        yield Stage(world, version, folder, {**own, **chosen}, index)


def _call(lookup: Lookup) -> Json:
    """Write a question as rows have it."""
    if lookup.argv is not None:
        return {"via": "subprocess", "argv": list(lookup.argv)}
    return {
        "via": "import",
        "api": str(lookup.api),
        "service": lookup.service,
        "username": lookup.username,
    }


def _write(world: Json, folder: Path) -> None:
    """Write the files of a world; those at home are for their owner only."""
    for name, text in world["files"].items():
        at_home = name.startswith("~/")
        path = folder / "home" / name[2:] if at_home else folder / "proj" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        package = text.removeprefix("@wheel:")
        plain = filled(text, str(PYTHON)).encode()
        path.write_bytes(wheel(package) if package != text else plain)
        usual = "600" if at_home else "644"
        path.chmod(int(world.get("modes", {}).get(name, usual), 8))
    (folder / "proj" / world["cwd"]).mkdir(parents=True, exist_ok=True)


def _keyring(world: Json, folder: Path) -> dict[str, str]:
    """Put a keyring in place that takes notes: a command, or a backend; return its variables."""
    found = {
        "KEYRING_NOTES": str(folder / "notes"),
        "KEYRING_ENTRIES": json.dumps(world["entries"]),
    }
    if world["on_path"]:
        command = folder / "shim/keyring"
        script = shlex.quote(str(RECORDING / "command.py"))
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -IS {script} "$@"\n')
        command.chmod(0o755)
    if world["importable"]:
        found["PYTHONPATH"] = str(RECORDING)
        if CHOICE not in world["files"]:
            found["PYTHON_KEYRING_BACKEND"] = "recording_backend.Recording"
    return found


def _surroundings(folder: Path, index: Index) -> dict[str, str]:
    """Return variables that lead to our proxy, and to nothing of whoever runs this."""
    home = folder / "home"
    authority = str(folder / "authority.pem")
    index.authority.authority.cert_pem.write_to_path(authority)
    proxies = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy")
    bundles = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT")
    return {
        **dict.fromkeys(proxies, index.url),
        **dict.fromkeys(bundles, authority),
        "NO_PROXY": "",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_CONFIG_DIRS": str(folder / "etc"),
        "UV_PYTHON": str(PYTHON),
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_CACHE": "true",
        "UV_NO_PROGRESS": "1",
        "UV_HTTP_RETRIES": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "0",
        "POETRY_NO_INTERACTION": "1",
        "POETRY_VIRTUALENVS_IN_PROJECT": "true",
        "PDM_CHECK_UPDATE": "0",
        "PDM_NON_INTERACTIVE": "1",
    }


def _run(
    words: list[str], folder: Path, found: dict[str, str]
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        words,
        cwd=folder,
        env=found,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
