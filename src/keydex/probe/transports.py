"""What goes over the wire, and the transports that carry it."""

import logging
import ssl
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import Any

import httpx

from keydex import __version__
from keydex.errors import UnreachableError
from keydex.model import Credential
from keydex.probe.trial import Trial
from keydex.probe.ways import Way
from keydex.secret import Secret

HEADERS = {
    "User-Agent": f"keydex/{__version__}",
    # What uv 0.13 asks for.
    "Accept": "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, "
    "text/html;q=0.01",
    "Accept-Encoding": "identity",
    "Cache-Control": "no-cache",
    "Connection": "close",
    # Azure Artifacts then says 401 instead of leading to a page (artifacts-keyring-nofuss).
    "X-TFS-FedAuthRedirect": "Suppress",
}
LOGGERS = ("httpcore", "httpx")
"""Who logs at DEBUG what a server sends, which may be what it was sent."""
MISSED = "sniffio"
"""What httpcore 1.0.9 imports for every request; where it is missing, it is searched each time."""


def transport_by(way: Way, context: ssl.SSLContext) -> httpx.AsyncHTTPTransport:
    """Make a transport that goes a way and keeps no connection.

    There is no client above it: one would keep cookies, and fail on a redirect that it can't read.
    Nothing is logged, whoever has switched the log on. Raises UnreachableError where the proxy is
    none that can be used.
    """
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    if find_spec(MISSED) is None:
        sys.modules[MISSED] = None  # type: ignore[assignment]  # No search for it any more.
    limits = httpx.Limits(max_keepalive_connections=0)
    own = context if way.needs_tls else None
    try:
        proxy = httpx.Proxy(way.proxy.reveal(), ssl_context=own) if way.proxy else None
        return httpx.AsyncHTTPTransport(context, trust_env=False, limits=limits, proxy=proxy)
    except ImportError:
        reason = f"{way.variable} names a SOCKS proxy, for which the package socksio is missing"
    except (httpx.InvalidURL, ValueError):
        reason = f"{way.variable} names no proxy that can be used"
    raise UnreachableError(reason)


def request_to(url: httpx.URL, trial: Trial) -> httpx.Request:
    """Write the request of a trial; a credential is sent as Basic authentication in UTF-8."""
    request = httpx.Request("GET", url, headers=HEADERS)
    if trial.file:
        request.headers["Accept"] = "*/*"
    if trial.credential is None:
        return request
    password = trial.credential.password.reveal()
    return next(httpx.BasicAuth(trial.credential.username, password).auth_flow(request))


@asynccontextmanager
async def closing(request: httpx.Request) -> AsyncIterator[None]:
    """Close what a request opened, however it ends.

    httpcore 1.0.9 forgets the socket of a TLS handshake that is cancelled; a trace shows it.
    """
    streams: list[Any] = []

    async def trace(event: str, told: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            streams.append(told["return_value"])

    request.extensions = {**request.extensions, "trace": trace}
    try:
        yield
    finally:
        for stream in streams:
            await stream.aclose()


def forms(credential: Credential | None) -> tuple[Secret, ...]:
    """Name the forms of a password that a server could send back."""
    if credential is None:
        return ()
    text = f"{credential.username}:{credential.password.reveal()}"
    return credential.password, Secret(b64encode(text.encode()).decode())
