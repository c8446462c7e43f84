"""Why there is no answer, in words."""

import socket
import ssl
from collections.abc import Iterator, Sequence

import httpx

from keydex.probe.trial import foreign
from keydex.probe.ways import Way

# X509_V_ERR_… of OpenSSL's x509_vfy.h.
CERTIFICATE = {
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is signed by itself alone",
    62: "its certificate is for another host name",
    64: "its certificate is for another address",
}
UNKNOWN = frozenset({19, 20, 21})

OLD = "it knows no TLS that this machine accepts, too old maybe"
PLAIN = "it does not speak TLS on this port, maybe plain http"
CLIENT = "it wants a client certificate"
CUT = "it hangs up"
# The reasons of OpenSSL 1.1.1 to 3.5, as Python spells them.
HANDSHAKE = {
    "WRONG_VERSION_NUMBER": PLAIN,
    "RECORD_LAYER_FAILURE": PLAIN,
    "PACKET_LENGTH_TOO_LONG": PLAIN,
    "HTTP_REQUEST": PLAIN,
    "UNSUPPORTED_PROTOCOL": OLD,
    "TLSV1_ALERT_PROTOCOL_VERSION": OLD,
    "SSLV3_ALERT_HANDSHAKE_FAILURE": OLD,
    "TLSV13_ALERT_CERTIFICATE_REQUIRED": CLIENT,
    "UNEXPECTED_EOF_WHILE_READING": CUT,
}

SYSTEM: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "its host name is not known"),
    (ConnectionRefusedError, "nothing listens on this port"),
    (ConnectionResetError, "the connection was reset"),
    (BrokenPipeError, "the connection was reset"),
)
# The beginnings of messages of httpcore 1.0.9 and h11 0.16.
PROTOCOL = {
    "Server disconnected": "it hangs up without an answer",
    "peer closed connection": "it hangs up in the middle of its answer",
    "Receive buffer too long": "its headers do not end",
}


def fault(error: BaseException, way: Way, roots: Sequence[str] = ()) -> str:
    """Say why a request got no answer, without a word of the error that could be the server's.

    `roots` are the variables that name the trusted authorities.
    """
    return through(way, _words(list(causes(error)), roots))


def through(way: Way, words: str) -> str:
    """Name the proxy, where there is one, that may be at fault."""
    return f"{words}, by way of the proxy that {way.variable} names" if way.variable else words


def _words(errors: list[BaseException], roots: Sequence[str]) -> str:
    for error in errors:
        if isinstance(error, ssl.SSLCertVerificationError):
            return _certificate(error, roots)
        if isinstance(error, ssl.SSLError):
            other = f"the TLS handshake fails ({foreign(error.reason or 'no reason given')})"
            return HANDSHAKE.get(error.reason, other)
        if isinstance(error, httpx.ProxyError):
            return _proxy(error)
    for kind, words in SYSTEM:
        if any(isinstance(error, kind) for error in errors):
            return words
    if any(isinstance(error, httpx.RemoteProtocolError) for error in errors):
        starts = (words for start, words in PROTOCOL.items() if str(errors[0]).startswith(start))
        return next(starts, "it does not speak HTTP on this port")
    reasons = (error.strerror for error in errors if isinstance(error, OSError) and error.strerror)
    return next(reasons, "the connection fails")


def _certificate(error: ssl.SSLCertVerificationError, roots: Sequence[str]) -> str:
    if error.verify_code in UNKNOWN:
        unknown = f"{' and '.join(roots)} leaves out" if roots else "this machine does not know"
        return f"its certificate is from an authority that {unknown}"
    other = f"its certificate is not valid ({foreign(error.verify_message)})"
    return CERTIFICATE.get(error.verify_code, other)


def _proxy(error: httpx.ProxyError) -> str:
    """Say what a proxy answered to CONNECT; httpcore puts the status first."""
    status = str(error)[:3]
    if status == "407":
        return "the proxy wants a credential of its own (407)"
    return f"the proxy refuses ({status})" if status.isdigit() else "the proxy refuses"


def causes(error: BaseException) -> Iterator[BaseException]:
    """Go through an error and all that led to it, groups too."""
    yield error
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from causes(each)
    if earlier := error.__cause__ or error.__context__:
        yield from causes(earlier)
