"""A proxy on loopback that plays every index there is: it answers for each host itself, by rules.

with Index(rules, authority) as index:
    ... HTTPS_PROXY=index.url ... index.requests ...

Nothing is passed on, so no host is contacted. A rule is a table:

- `prefix`: the URLs that it is about; the longest counts, and without one all is open and empty;
- `users`: passwords by username, where a login is needed (`*` is anyone);
- `missing`, `wrong`: the status without a login and with a wrong one (401);
- `packages`: those that are there (all);
- `files_at`: where the files are that the pages name (beside them); `redirect_to`: where else.
"""

import hashlib
import ssl
import threading
from base64 import b64decode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import trustme

from tests.oracle.wheels import wheel

Rule = Mapping[str, Any]
PACKAGES = ("custompkg", "otherpkg")
CHALLENGE = {"WWW-Authenticate": 'Basic realm="index"'}


@dataclass(frozen=True)
class Reply:
    """What is answered to one request."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


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
        self.rules = sorted(rules, key=lambda rule: -len(rule["prefix"]))
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
        username, password = _login(authorization)
        rule = next((each for each in self.rules if url.startswith(each["prefix"])), None)
        reply = _refused(rule, authorization, username, password) or _page(rule, method, url)
        self.requests.append([method, url, username, reply.status])
        return reply


def _login(authorization: str) -> tuple[str | None, str | None]:
    """Read the login of a request."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None, token or None
    username, _, password = b64decode(token).decode(errors="replace").partition(":")
    return username, password


def _refused(
    rule: Rule | None, authorization: str, username: str | None, password: str | None
) -> Reply | None:
    """Refuse a login that is missing or wrong."""
    users = rule.get("users") if rule else None
    if not rule or not users:
        return None
    if not authorization:
        return Reply(rule.get("missing", 401), b"missing", CHALLENGE)
    if username is not None and users.get(username, users.get("*")) == password:
        return None
    return Reply(rule.get("wrong", 401), b"wrong", CHALLENGE)


def _page(rule: Rule | None, method: str, url: str) -> Reply:
    """Serve an index, the page of a package, a file, or an upload."""
    parts = urlsplit(url)
    if rule and (target := rule.get("redirect_to")):
        rest = parts.path[len(urlsplit(rule["prefix"]).path) :]
        return Reply(302, headers={"Location": f"{target}{rest}"})
    if method == "POST":
        return Reply(200, b"ok")
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    if name.endswith(".whl"):
        package = name.split("-")[0].replace("_", "-")
        return Reply(200, wheel(package), {"Content-Type": "application/octet-stream"})
    known = rule.get("packages", PACKAGES) if rule else ()
    if name in known:
        files = rule.get("files_at") if rule else None
        return _links([_link(files or f"{parts.scheme}://{parts.netloc}{folder}/-files", name)])
    if name in {"simple", "links"}:
        return _links(f'<a href="{each}/">{each}</a>' for each in known)
    return Reply(404, b"not found")


def _link(folder: str, package: str) -> str:
    name = f"{package.replace('-', '_')}-0.0.1-py3-none-any.whl"
    digest = hashlib.sha256(wheel(package)).hexdigest()
    return f'<a href="{folder}/{name}#sha256={digest}">{name}</a>'


def _links(links: Any) -> Reply:
    page = f"<!DOCTYPE html><html><body>{''.join(links)}</body></html>"
    return Reply(200, page.encode(), {"Content-Type": "text/html"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    index: Index

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a tool that breaks a connection off."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    base = ""

    def do_CONNECT(self) -> None:  # noqa: N802 - the name is http.server's.
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

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's.
        """Answer for the index that is asked."""
        self._skip_body()
        url = f"{self.base}{self.path}"
        reply = self.server.index.reply(self.command, url, self.headers.get("Authorization", ""))
        self.send_response_only(reply.status)
        for name, value in {**reply.headers, "Content-Length": str(len(reply.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

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
