"""Where the real tests play: servers, a keyring command, a person with a project and a home."""

import base64
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.oracle.tools import Tools
from tests.oracle.wheels import wheel
from tests.server import CHALLENGE, Answer, Request, Server, answer

USER, PASSWORD = "ci-bot", "correct-horse-7f3a"
PACKAGE = "custompkg"
WHEEL = f"{PACKAGE}-0.0.1-py3-none-any.whl"
UV, PIP = "0.13.8", "26.3"
PYPISERVER = ("pypiserver==2.4.2", "passlib==1.7.4", "setuptools<81")
PATIENCE = 30.0  # Seconds; a server is up in one.


@contextmanager
def pypiserver(tools: Tools, folder: Path) -> Iterator[str]:
    """Run pypiserver with a password for everything; yield the URL of its index."""
    place = tools.folder / "pypiserver"
    if not (place / "installed").exists():
        tools.venv(place, *PYPISERVER)
        (place / "installed").touch()
    (folder / "packages").mkdir(parents=True)
    (folder / "packages" / WHEEL).write_bytes(wheel(PACKAGE))
    digest = hashlib.sha1(PASSWORD.encode(), usedforsecurity=False).digest()
    (folder / "htpasswd").write_text(f"{USER}:{{SHA}}{base64.b64encode(digest).decode()}\n")
    port = _free_port()
    words = ["run", "-i", "127.0.0.1", "-p", str(port), "-P", str(folder / "htpasswd")]
    process = subprocess.Popen(
        [place / "bin/pypi-server", *words, "-a", "update,download,list", folder / "packages"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}/simple/"
    finally:
        process.kill()
        process.wait(PATIENCE)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "the server has ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server does not answer")


@contextmanager
def scattered() -> Iterator[str]:
    """Run an index whose files lie outside it, all behind the same password; yield its URL."""

    def site(request: Request) -> Answer:
        if request.login != f"{USER}:{PASSWORD}":
            return answer(401, headers=CHALLENGE)
        if request.path.startswith("/blobs/") and not request.path.endswith(".metadata"):
            return answer(200, wheel(PACKAGE), {"Content-Type": "application/octet-stream"})
        if request.path.rstrip("/") == f"/team/simple/{PACKAGE}":
            return answer(200, f'<a href="/blobs/9f3c/{WHEEL}">{WHEEL}</a>'.encode())
        if request.path.rstrip("/") == "/team/simple":
            return answer(200, f'<a href="{PACKAGE}/">{PACKAGE}</a>'.encode())
        return answer(404)

    with Server(site) as server:
        yield f"{server.url}/team/simple/"


@dataclass
class Person:
    """Somebody with a project, a home, a keyring command, uv, and pip in the project's venv."""

    root: Path
    variables: dict[str, str]
    tools: Tools

    def __post_init__(self) -> None:
        self.project = self.root / "proj"
        self.project.mkdir(parents=True)
        keyring = self.tools.folder / "keyring"
        if not (keyring / "installed").exists():
            self.tools.venv(keyring, "keyring==25.7.0")
            (keyring / "installed").touch()
        commands = self.root / "bin"
        commands.mkdir()
        (commands / "keyring").symlink_to(keyring / "bin/keyring")
        folders = [commands, self.tools.programs("uv", UV), self.tools.programs("pip", PIP)]
        self.variables = {
            **self.variables,
            "PATH": ":".join([*map(str, folders), "/usr/bin", "/bin"]),
            "PIP_KEYRING_PROVIDER": "subprocess",
            "PIP_NO_INPUT": "1",
            "PIP_NO_CACHE_DIR": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "UV_NO_CACHE": "1",
            "UV_PYTHON": os.path.realpath(sys.executable),
            "UV_PYTHON_DOWNLOADS": "never",
            "NO_PROXY": "127.0.0.1",
        }

    def write(self, name: str, text: str) -> None:
        (self.project / name).write_text(text)

    def configure(self, url: str, *, pip_url: str | None = None) -> None:
        """Configure an index for uv and for pip."""
        named = url.replace("://", f"://{USER}@")
        self.write(
            "pyproject.toml",
            '[project]\nname = "demo"\nversion = "0"\nrequires-python = ">=3.11"\n'
            f'dependencies = ["{PACKAGE}"]\n[tool.uv]\nkeyring-provider = "subprocess"\n'
            f'package = false\n[[tool.uv.index]]\nname = "corp"\nurl = "{named}"\ndefault = true\n',
        )
        self.write("requirements.txt", f"--index-url {pip_url or named}\n{PACKAGE}\n")

    def keydex(self, *words: str, stdin: str = "") -> Any:
        """Run keydex and return its exit code and its JSON."""
        done = self.run(sys.executable, "-m", "keydex", *words, "--json", stdin=stdin)
        return done.returncode, json.loads(done.stdout)

    def run(self, *words: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        """Run a command in the project; the password is in nothing that it prints."""
        done = subprocess.run(
            words,
            cwd=self.project,
            env=self.variables,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert PASSWORD not in done.stdout + done.stderr
        return done

    def installs(self, command: str) -> bool:
        """Run an install anew and say whether it succeeds."""
        for name in ("target", ".venv"):
            shutil.rmtree(self.project / name, ignore_errors=True)
        return self.run(*command.split()).returncode == 0


UV_INSTALL = f"uv pip install --target target {PACKAGE}"
UV_SYNC = "uv sync --frozen"
PIP_INSTALL = "pip install --target target -r requirements.txt"
