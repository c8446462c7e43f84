"""TLS failures, told in words."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from trustme import CA

from keydex.environment import Environment
from keydex.model import Credential, Probe, Verdict
from keydex.probe import Trial, probes
from keydex.probe.ways import roots
from keydex.secret import Secret
from tests.memory import world
from tests.probe.authorities import openssl_name, pem, server_context, world_that_trusts
from tests.server import Server, private, public

GOOD = Credential("bob", Secret("s3cret"))
DAY = timedelta(days=1)
NOW = datetime.now(UTC)


def ask(url: str, environment: Environment, deadline: float = 10) -> Probe:
    """Try the right password."""
    (probe,) = probes([Trial(url, GOOD)], environment, deadline=deadline)
    return probe


def test_an_authority_of_ones_own_is_trusted(authority: CA) -> None:
    context = server_context(authority, "localhost")
    with Server(private({"bob": "s3cret"}), tls=context, host="localhost") as server:
        probe = ask(server.url, world_that_trusts(authority))
    assert probe.verdict is Verdict.ACCEPTED


def expired(authority: CA) -> ssl.SSLContext:
    return server_context(authority, "127.0.0.1", not_after=NOW - DAY)


def early(authority: CA) -> ssl.SSLContext:
    return server_context(authority, "127.0.0.1", not_before=NOW + DAY)


def another(authority: CA) -> ssl.SSLContext:
    return server_context(authority, "127.0.0.2")


def unknown(authority: CA) -> ssl.SSLContext:
    return server_context(CA(), "127.0.0.1")


def of_itself(authority: CA) -> ssl.SSLContext:
    own = CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with own.cert_pem.tempfile() as certificate, own.private_key_pem.tempfile() as key:
        context.load_cert_chain(certificate, key)
    return context


@pytest.mark.parametrize(
    ("certified", "reason"),
    [
        (expired, "its certificate has expired"),
        (early, "its certificate is not valid yet"),
        (another, "its certificate is for another address"),
        (unknown, "its certificate is from an authority that SSL_CERT_FILE leaves out"),
        (of_itself, "its certificate is signed by itself alone"),
    ],
)
def test_a_failure_is_told_in_words(
    authority: CA, certified: Callable[[CA], ssl.SSLContext], reason: str
) -> None:
    with Server(public, tls=certified(authority)) as server:
        probe = ask(server.url, world_that_trusts(authority))
        assert server.requests == []
    assert probe == Probe(Verdict.UNREACHABLE, reason)


def test_another_host_name_is_told(authority: CA) -> None:
    context = server_context(authority, "index.test")
    with Server(public, tls=context, host="localhost") as server:
        probe = ask(server.url, world_that_trusts(authority))
    assert probe == Probe(Verdict.UNREACHABLE, "its certificate is for another host name")


def test_the_usual_authorities_do_not_know_ours(authority: CA) -> None:
    with Server(public, tls=server_context(authority, "127.0.0.1")) as server:
        probe = ask(server.url, world())
    assert probe.reason == "its certificate is from an authority that this machine does not know"


def test_plain_http_on_the_port_is_told(authority: CA) -> None:
    with Server(public) as server:
        probe = ask(server.url.replace("http", "https"), world_that_trusts(authority))
    assert probe.verdict is Verdict.UNREACHABLE
    assert probe.reason == "it does not speak TLS on this port, maybe plain http"


def test_tls_on_a_port_for_plain_http_is_told(authority: CA) -> None:
    with Server(public, tls=server_context(authority, "127.0.0.1")) as server:
        probe = ask(server.url.replace("https", "http"), world())
    assert probe == Probe(Verdict.UNREACHABLE, "it hangs up without an answer")


def wants_a_client(context: ssl.SSLContext) -> None:
    context.verify_mode = ssl.CERT_REQUIRED


def is_old(context: ssl.SSLContext) -> None:
    with pytest.warns(DeprecationWarning):
        context.maximum_version = ssl.TLSVersion.TLSv1_1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (wants_a_client, "it wants a client certificate"),
        (is_old, "it knows no TLS that this machine accepts, too old maybe"),
    ],
)
def test_a_server_that_gives_up_says_why(
    authority: CA, change: Callable[[ssl.SSLContext], None], reason: str
) -> None:
    context = server_context(authority, "127.0.0.1")
    change(context)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=refuse, args=[listener, context])
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        probe = ask(url, world_that_trusts(authority))
        thread.join()
    assert probe == Probe(Verdict.UNREACHABLE, reason)


def refuse(listener: socket.socket, context: ssl.SSLContext) -> None:
    """Fail in one handshake; asyncio, which `Server` is made of, would not send the alert."""
    pipe, _ = listener.accept()
    with pipe.dup() as rest:
        with suppress(OSError):
            context.wrap_socket(pipe, server_side=True).close()
        with suppress(OSError):
            while rest.recv(4096):
                pass


@pytest.fixture
def silent() -> Iterator[int]:
    """Listen, but never say a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_handshake_that_never_comes_is_left(silent: int, authority: CA) -> None:
    probe = ask(f"https://127.0.0.1:{silent}", world_that_trusts(authority), deadline=0.2)
    assert probe == Probe(Verdict.UNREACHABLE, "there is no whole answer within 0.2 s")


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        (
            {"SSL_CERT_FILE": "gone.pem"},
            "SSL_CERT_FILE names /world/proj/gone.pem, which can't be read: ",
        ),
        (
            {"REQUESTS_CA_BUNDLE": "/gone.pem", "CURL_CA_BUNDLE": "ca.pem"},
            "REQUESTS_CA_BUNDLE names /gone.pem, which can't be read: ",
        ),
        (
            {"CURL_CA_BUNDLE": "empty.pem"},
            "CURL_CA_BUNDLE names /world/proj/empty.pem, which holds no certificate",
        ),
        (
            {"SSL_CERT_FILE": "text.pem"},
            "SSL_CERT_FILE names /world/proj/text.pem, which holds no certificate",
        ),
    ],
)
def test_a_bundle_that_is_not_there_is_named(variables: dict[str, str], reason: str) -> None:
    environment = world({"empty.pem": "", "text.pem": "none"}, variables)
    with Server(public) as server:
        probe = ask(server.url.replace("http", "https"), environment)
        assert server.requests == []
    assert probe.verdict is Verdict.UNREACHABLE
    assert probe.reason.startswith(reason)


def test_plain_http_needs_no_bundle() -> None:
    with Server(public) as server:
        probe = ask(server.url, world({}, {"SSL_CERT_FILE": "gone.pem"}))
    assert probe.verdict is Verdict.OPEN


@pytest.mark.parametrize(
    ("variables", "count"),
    [
        ({"SSL_CERT_FILE": "ca.pem"}, 1),
        ({"SSL_CERT_FILE": "both.pem"}, 2),
        ({"SSL_CERT_FILE": "ca.pem", "SSL_CERT_DIR": "/gone:/gone/too"}, 1),
        ({"SSL_CERT_DIR": "/gone", "REQUESTS_CA_BUNDLE": "ca.pem"}, 0),
        ({"REQUESTS_CA_BUNDLE": "ca.pem", "CURL_CA_BUNDLE": "both.pem"}, 1),
        ({"SSL_CERT_FILE": "", "CURL_CA_BUNDLE": "both.pem"}, 2),
    ],
)
def test_which_authorities_count(authority: CA, variables: dict[str, str], count: int) -> None:
    both = f"Ein Kommentar, schön wär's\n{pem(authority)}\n{pem(CA())}"
    context = roots(world({"ca.pem": pem(authority), "both.pem": both}, variables))
    assert context.cert_store_stats()["x509_ca"] == count
    assert context.check_hostname


def test_without_a_variable_the_usual_authorities_count() -> None:
    assert roots(world()).cert_store_stats()["x509_ca"] > 50


@pytest.mark.parametrize("variable", ["SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"])
@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_folder_of_authorities_is_read_by_openssls_names(
    authority: CA, tmp_path: Path, variable: str, platform: str
) -> None:
    (tmp_path / openssl_name(authority)).write_text(pem(authority))
    here = Environment.here(tmp_path)
    environment = Environment(tmp_path, tmp_path, {variable: "."}, platform, here.machine)
    with Server(public, tls=server_context(authority, "127.0.0.1")) as server:
        assert ask(server.url, environment).verdict is Verdict.OPEN
