"""Private indexes on loopback: pypiserver with htpasswd, and one that keeps files elsewhere."""

import base64
import hashlib
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.oracle.tools import Tools
from tests.oracle.wheels import wheel
from tests.server import CHALLENGE, Answer, Request, Server, answer

PYPISERVER = ("pypiserver==2.4.2", "passlib==1.7.4")
PACKAGE = "custompkg"
FILE = f"{PACKAGE}-0.0.1-py3-none-any.whl"
USER, PASSWORD = "ci-bot", "s3cret-CANARY"
PATIENCE = 20.0  # Seconds; it takes half a one.


@contextmanager
def pypiserver(installed: Tools, folder: Path) -> Iterator[str]:
    """Run pypiserver, private in all that it serves; yield the URL of its index."""
    place = installed.folder / "pypiserver"
    if not (place / "installed").exists():
        installed.venv(place, *PYPISERVER)
        (place / "installed").touch()
    (folder / "packages").mkdir()
    (folder / "packages" / FILE).write_bytes(wheel(PACKAGE))
    digest = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()  # noqa: S324 - htpasswd has it so.
    (folder / "htpasswd").write_text(f"{USER}:{{SHA}}{digest}\n")
    port = _free_port()
    words = ["run", "-i", "127.0.0.1", "-p", str(port), "--disable-fallback"]
    private = ["-a", "update,download,list", "-P", str(folder / "htpasswd")]
    program = [str(place / "bin/python"), "-m", "pypiserver", *words, *private]
    server = subprocess.Popen(
        [*program, str(folder / "packages")],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(port)
        yield f"http://127.0.0.1:{port}/simple/"
    finally:
        server.kill()
        server.wait(PATIENCE)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _await(port: int) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1.0):
                return
        except OSError:
            assert time.monotonic() < end, "the server does not start"
            time.sleep(0.05)


@contextmanager
def files_elsewhere() -> Iterator[str]:
    """Run an index whose files lie outside of it; yield the URL of the index."""
    with Server(_site) as server:
        yield f"{server.url}/team/simple/"


def _site(request: Request) -> Answer:
    """Serve the index below /team/simple, and its files below /blobs."""
    if request.login != f"{USER}:{PASSWORD}":
        return answer(401, headers=CHALLENGE)
    if request.path.rstrip("/") == "/team/simple":
        return answer(200, f'<a href="{PACKAGE}/">{PACKAGE}</a>'.encode())
    if request.path == f"/team/simple/{PACKAGE}/":
        return answer(200, f'<a href="/blobs/9f3c/{FILE}">{FILE}</a>'.encode())
    if request.path == f"/blobs/9f3c/{FILE}":
        content = wheel(PACKAGE)
        size = {"Content-Length": str(len(content)), "Content-Type": "application/octet-stream"}
        return answer(200, b"" if request.method == "HEAD" else content, size)
    return answer(404)
