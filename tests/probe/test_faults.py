"""Errors in words; those that a real server does not make at will."""

import errno
import socket
import ssl

import httpx
import pytest

from keydex.probe.faults import causes, fault
from keydex.probe.ways import STRAIGHT, Way
from keydex.secret import Secret


def led_to(cause: BaseException) -> httpx.ConnectError:
    """Make an error of httpx as it raises one from another."""
    error = httpx.ConnectError("All connection attempts failed")
    error.__cause__ = cause
    return error


def of_tls(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, "it failed")
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (socket.gaierror(-2, "Name or service not known"), "its host name is not known"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "No route to host"),
        (OSError("All connection attempts failed"), "the connection fails"),
        (BrokenPipeError(), "the connection was reset"),
        (
            ExceptionGroup(
                "all",
                [OSError(errno.ENETUNREACH, "Network is unreachable"), ConnectionRefusedError()],
            ),
            "nothing listens on this port",
        ),
        (of_tls("RECORD_LAYER_FAILURE"), "it does not speak TLS on this port, maybe plain http"),
        (of_tls("UNEXPECTED_EOF_WHILE_READING"), "it hangs up"),
        (of_tls("NO_IDEA"), "the TLS handshake fails (NO_IDEA)"),
        (of_tls(""), "the TLS handshake fails (no reason given)"),
        (httpx.ProxyError("Invalid username/password"), "the proxy refuses"),
        (httpx.InvalidURL("x"), "the connection fails"),
        (UnicodeError("label too long"), "the connection fails"),
    ],
)
def test_a_cause_is_told_in_words(cause: BaseException, words: str) -> None:
    assert fault(led_to(cause), STRAIGHT) == words


def test_a_proxy_is_named_by_its_variable_only() -> None:
    way = Way("HTTPS_PROXY", Secret("http://me:pr0xy@proxy.test"))
    words = fault(led_to(ConnectionRefusedError()), way)
    assert words == "nothing listens on this port, by way of the proxy that HTTPS_PROXY names"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (19, "its certificate is from an authority that this machine does not know"),
        (23, "its certificate is not valid (certificate revoked)"),
    ],
)
def test_a_certificate_that_fails_is_told(code: int, words: str) -> None:
    error = ssl.SSLCertVerificationError(1, "it failed")
    error.verify_code = code
    error.verify_message = "certificate \x1brevoked"
    assert fault(led_to(error), STRAIGHT) == words


def test_the_variables_of_the_authorities_are_named() -> None:
    error = ssl.SSLCertVerificationError(1, "it failed")
    error.verify_code = 20
    error.verify_message = "unable to get local issuer certificate"
    words = fault(error, STRAIGHT, ["SSL_CERT_FILE", "SSL_CERT_DIR"])
    assert words.endswith("from an authority that SSL_CERT_FILE and SSL_CERT_DIR leaves out")


def test_all_causes_are_seen() -> None:
    inner = ConnectionRefusedError()
    error = led_to(ExceptionGroup("all", [inner]))
    assert list(causes(error))[-1] is inner
