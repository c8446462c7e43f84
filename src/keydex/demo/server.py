"""A package index on loopback that asks for a password, for as long as the demo runs."""

import base64
import binascii
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self

PAGE = """\
<!DOCTYPE html>
<html><head><meta name="pypi:repository-version" content="1.0"><title>Simple index</title></head>
<body><a href="{name}/">{name}</a></body></html>
"""
POLL = 0.02  # Seconds between two looks whether to stop.
PATIENCE = 10  # Seconds that a silent client is waited for.


class Server:
    """Serves /NAME/simple/ to a password that begins with that of NAME, whatever the username."""

    def __init__(self, passwords: Mapping[str, str], port: int = 0) -> None:
        class Handler(BaseHTTPRequestHandler):
            timeout = PATIENCE

            def do_GET(self) -> None:
                name = self.path.strip("/").partition("/")[0]
                password = passwords.get(name)
                if password is None:
                    self.answer(404)
                elif not _password(self.headers.get("Authorization", "")).startswith(password):
                    self.answer(401)
                else:
                    self.answer(200, PAGE.format(name=f"{name}-package"))

            def answer(self, status: int, body: str = "") -> None:
                self.send_response(status)
                if status == 401:  # noqa: PLR2004
                    self.send_header("WWW-Authenticate", 'Basic realm="demo"')
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Stay silent: the terminal is the app's."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(POLL,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _password(header: str) -> str:
    """Return the password in a Basic header; nothing where there is none."""
    kind, _, value = header.partition(" ")
    try:
        login = base64.b64decode(value).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return login.partition(":")[2] if kind.lower() == "basic" else ""
