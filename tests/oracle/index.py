"""A proxy on loopback that plays every index there is: it answers for each host itself, by rules.

with Index(rules, authority) as index:
    ... HTTPS_PROXY=index.url ... index.requests ...

Nothing is passed on, so no host is contacted. The rules are those of tests/oracle/answers.py.
"""

import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import trustme

from tests.oracle.answers import Reply, Rule, login, reply


class Authority:
    """A certificate authority that vouches for every host."""

    def __init__(self) -> None:
        self.authority = trustme.CA()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._lock = threading.Lock()

    def context(self, host: str) -> ssl.SSLContext:
        """Return what a server of that name needs."""
        with self._lock:
            if host not in self._contexts:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                self.authority.issue_cert(host.strip("[]")).configure_cert(context)
                self._contexts[host] = context
            return self._contexts[host]


class Index:
    """The proxy, for as long as a `with` lasts; `requests` are method, URL, user and status."""

    def __init__(self, rules: Sequence[Rule], authority: Authority) -> None:
        self.rules = rules
        self.authority = authority
        self.requests: list[list[Any]] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.index = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def url(self) -> str:
        """The address to be named as a proxy."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def reply(self, method: str, url: str, authorization: str) -> Reply:
        """Answer a request, and write it down."""
        found = reply(self.rules, method, url, authorization)
        self.requests.append([method, url, login(authorization)[0], found.status])
        return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    index: Index

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a tool that breaks a connection off."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    base = ""

    def do_CONNECT(self) -> None:
        """Open a tunnel, and be the server at its other end."""
        self.send_response(200)
        self.end_headers()
        host, _, port = self.path.rpartition(":")
        context = self.server.index.authority.context(host)
        super().finish()
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)
        self.base = f"https://{host}{'' if port == '443' else f':{port}'}"
        self.close_connection = False

    def do_GET(self) -> None:
        """Answer for the index that is asked."""
        self._skip_body()
        url = f"{self.base}{self.path}"
        found = self.server.index.reply(self.command, url, self.headers.get("Authorization", ""))
        self.send_response_only(found.status)
        for name, value in {**found.headers, "Content-Length": str(len(found.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)

    do_HEAD = do_POST = do_GET  # noqa: N815 - the names are http.server's.

    def _skip_body(self) -> None:
        """Take off what is uploaded."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            while size := int(self.rfile.readline().partition(b";")[0], 16):
                self.rfile.read(size + 2)
            self.rfile.readline()

    def finish(self) -> None:
        """Close what is open; the other side may have gone."""
        with suppress(OSError):
            super().finish()
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in http.server.
        """Print nothing; the index keeps the requests."""
