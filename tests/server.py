"""A real HTTP server on loopback that plays an index, or a proxy, as a test wants it.

with Server(private({"bob": "s3cret"})) as index:
    ... index.url, index.requests ...
"""

import asyncio
import binascii
import socket
import ssl
import struct
import threading
from base64 import b64decode
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

PAGE = (
    b'<!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.0">'
    b'<title>Simple index</title></head><body><a href="demo/">demo</a></body></html>'
)
SIGN_IN = b'<html><body><form action="/users/sign_in"><input type="password"></form></body></html>'
CHALLENGE = {"WWW-Authenticate": 'Basic realm="the index"'}


@dataclass(frozen=True)
class Request:
    """One request as it came; header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]

    @property
    def path(self) -> str:
        """The path, also where a proxy was sent a whole URL."""
        return urlsplit(self.target).path

    @property
    def login(self) -> str | None:
        """The `username:password` of Basic authentication, if there is one."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        with suppress(binascii.Error, UnicodeDecodeError):
            return b64decode(token).decode() if scheme.lower() == "basic" else None
        return None


Answer = bytes | AsyncIterator[bytes]
Site = Callable[[Request], Answer]
"""What a server says; one that raises ConnectionResetError breaks the connection off."""


def answer(status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> bytes:
    """Write a whole HTTP answer."""
    named = {"Content-Type": "text/html", "Content-Length": str(len(body)), **(headers or {})}
    return head(status, named) + body


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """Write the beginning of an HTTP answer, up to its body."""
    reason = HTTPStatus(status).phrase
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {headers[name]}" for name in headers)]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode()


def private(users: Mapping[str, str], page: bytes = PAGE, refused: int = 401) -> Site:
    """Play an index that wants a password; `refused` is what it says to a wrong one."""

    def site(request: Request) -> Answer:
        if request.login is None:
            return answer(401, headers=CHALLENGE)
        username, _, password = request.login.partition(":")
        if users.get(username) == password:
            return answer(200, page)
        return answer(refused, headers=CHALLENGE if refused == 401 else None)

    return site


def public(request: Request) -> Answer:
    """Play an index that anyone may read, whatever password comes along."""
    return answer(200, PAGE)


def by_folder(sites: Mapping[str, Site]) -> Site:
    """Play many indexes on one server, told apart by the first part of the path."""

    def site(request: Request) -> Answer:
        name = request.path.split("/")[1]
        return sites[name](request) if name in sites else answer(404)

    return site


@dataclass
class Server:
    """A server in a thread of its own, for as long as a `with` lasts.

    `tls` makes it an https server; `tunnel` makes it a proxy that answers CONNECT itself and goes
    on with that TLS, whatever host was asked for. `sent` counts the bytes that were taken off it.
    """

    site: Site
    tls: ssl.SSLContext | None = None
    tunnel: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    requests: list[Request] = field(default_factory=list)
    sent: int = 0
    port: int = 0

    def __post_init__(self) -> None:
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return f"{'https' if self.tls else 'http'}://{self.host}:{self.port}"

    @property
    def logins(self) -> list[str | None]:
        """The logins that came, in order."""
        return [request.login for request in self.requests]

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        listener = socket.create_server((self.host, 0))
        # The system takes few bytes on trust, so that `sent` is what the other side wanted.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**14)
        server = await asyncio.start_server(self._connected, sock=listener, ssl=self.tls)
        self.port = listener.getsockname()[1]
        self._started.set()
        await self._over.wait()
        server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # Cancelled: the test is over.
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._converse(reader, writer)
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await self._request(reader)
        except ValueError:  # TLS, where plain http is spoken.
            writer.write(answer(400))
            return
        if request.method == "CONNECT" and self.tunnel:
            writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
            await writer.start_tls(self.tunnel)
            request = await self._request(reader)
        try:
            await self._send(writer, self.site(request))
        except ConnectionResetError:
            self._reset(writer)

    async def _request(self, reader: asyncio.StreamReader) -> Request:
        if not (first := await reader.readexactly(1)).isalpha():
            raise ValueError("not HTTP")
        rest = await reader.readuntil(b"\r\n\r\n")
        lines = (first + rest).decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ")
        pairs = (line.partition(":") for line in lines[1:] if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        self.requests.append(Request(method, target, headers))
        return self.requests[-1]

    async def _send(self, writer: asyncio.StreamWriter, reply: Answer) -> None:
        async for part in whole(reply) if isinstance(reply, bytes) else reply:
            writer.write(part)
            await writer.drain()
            self.sent += len(part)

    def _reset(self, writer: asyncio.StreamWriter) -> None:
        """Break the connection off, so that the other side sees a reset."""
        pipe: socket.socket = writer.get_extra_info("socket")
        pipe.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()


async def whole(reply: bytes) -> AsyncIterator[bytes]:
    """Send an answer in one piece."""
    yield reply
