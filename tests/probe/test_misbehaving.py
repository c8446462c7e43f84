"""Servers that misbehave, to all or to whoever they know: a verdict, soon and cheaply."""

import asyncio
import gzip
import socket
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Iterator
from threading import Thread
from time import perf_counter

import pytest
from trustme import CA

from keydex.model import Credential, Probe, Verdict
from keydex.probe import Trial, probes
from keydex.secret import Secret
from tests.memory import world
from tests.probe.authorities import server_context, world_that_trusts
from tests.probe.test_limits import (
    MIB,
    endless,
    half,
    headers_without_end,
    hints_without_end,
    nothing,
)
from tests.server import CHALLENGE, PAGE, Answer, Request, Server, Site, answer, public

GOOD = Credential("bob", Secret("CANARY-s3cret"))
DEADLINE = 0.5  # Seconds for a request and all its redirects.
MOST = 3.0  # Seconds for two of them on a busy machine.
ROOM = 6 * MIB  # Bytes, the server's own among them.
LONGEST = 200  # Letters of a reason.

HTML = b"Content-Type: text/html\r\n"
OK = b"HTTP/1.1 200 OK\r\n" + HTML
LATE = "there is no whole answer within 0.5 s"
CUT = "it hangs up in the middle of its answer"
ENDLESS = "its headers do not end"
STRANGE = "it does not speak HTTP on this port"
NO_INDEX = "it answers 200 with text/html that is not an index"
AGAIN = "it redirects again and again"
UNREADABLE = "it redirects to an address that can't be read"
AWAY = "it redirects to {}://, where the credential is not sent"
SHUT = "it is closed for a while (503)"
ZEROS = bytes(16 * MIB)


def says(*parts: bytes) -> Site:
    """Play a server that says the same to everybody, and hangs up."""
    return lambda request: b"".join(parts)


def raw(deflate: bytes) -> bytes:
    """Compress without any header, as some take deflate to mean."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(deflate) + packer.flush()


def dripping(start: bytes, part: bytes, pause: float = 0.01) -> Site:
    """Play a server that does not come to an end."""

    async def site(request: Request) -> AsyncIterator[bytes]:
        yield start
        while True:
            yield part
            await asyncio.sleep(pause)

    return site


def reset_after(start: bytes) -> Site:
    """Play a server that breaks the connection off."""

    async def site(request: Request) -> AsyncIterator[bytes]:
        yield start
        await asyncio.sleep(0.05)
        raise ConnectionResetError

    return site


def to(location: str, status: int = 302) -> Site:
    return lambda request: answer(status, headers={"Location": location})


def farther(request: Request) -> Answer:
    """Lead to an address that is longer each time."""
    return answer(302, headers={"Location": f"{request.path}{'x' * 9000}/"})


def packed(body: bytes, encoding: str) -> Site:
    return lambda request: answer(200, body, {"Content-Encoding": encoding})


def later(status: int, wait: str) -> Site:
    return lambda request: answer(status, headers={"Retry-After": wait})


def challenging(*challenges: bytes) -> Site:
    lines = b"".join(b"WWW-Authenticate: " + each + b"\r\n" for each in challenges)
    return says(b"HTTP/1.1 401 No\r\n", lines, b"Content-Length: 0\r\n\r\n")


def status_line(line: bytes) -> Site:
    return says(line, b"\r\n", HTML, b"\r\n", PAGE)


V = Verdict
OPEN = V.OPEN, "anyone may read it, so that nothing proves the credential"
WANTED = V.REFUSED, "401 with the credential"
GONE = V.UNREACHABLE

SITES: dict[str, tuple[Site, tuple[Verdict, str]]] = {
    # Slow, or without an end.
    "a status that drips": (dripping(b"HTTP/1.1 2", b"0"), (GONE, LATE)),
    "headers that drip": (dripping(OK + b"X: ", b"x"), (GONE, LATE)),
    "a body that drips": (dripping(OK + b"\r\n", b" "), (GONE, LATE)),
    "a body without an end": (endless, OPEN),
    "blanks without an end": (dripping(OK + b"\r\n", b" " * 8192, 0), (V.NOT_AN_INDEX, NO_INDEX)),
    "tiny chunks without an end": (
        dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n" * 1000, 0),
        (GONE, LATE),
    ),
    "the head of a chunk without an end": (
        dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 8192, 0),
        (GONE, ENDLESS),
    ),
    "trailers without an end": (
        dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: " + b"x" * 999 + b"\r\n", 0),
        (GONE, ENDLESS),
    ),
    "headers without an end": (headers_without_end, (GONE, ENDLESS)),
    "one header without an end": (dripping(OK + b"X: ", b"x" * 8192, 0), (GONE, ENDLESS)),
    "empty lines without an end": (dripping(b"", b"\r\n" * 4096, 0), (GONE, STRANGE)),
    "hints without an end": (hints_without_end, (GONE, LATE)),
    "100 Continue without an end": (
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99, 0),
        (GONE, LATE),
    ),
    "many headers": (says(OK, b"a: b\r\n" * 5000, b"\r\n", PAGE), OPEN),
    "a long header": (says(OK, b"X: ", b"x" * 90_000, b"\r\n\r\n", PAGE), OPEN),
    "many hints": (says(b"HTTP/1.1 100 Continue\r\n\r\n" * 500, OK, b"\r\n", PAGE), OPEN),
    # Bombs.
    "gzip": (packed(gzip.compress(ZEROS), "gzip"), (V.NOT_AN_INDEX, NO_INDEX)),
    "deflate": (packed(zlib.compress(ZEROS), "deflate"), (V.NOT_AN_INDEX, NO_INDEX)),
    "bare deflate": (packed(raw(ZEROS), "deflate"), (V.NOT_AN_INDEX, NO_INDEX)),
    "gzip twice": (
        packed(gzip.compress(gzip.compress(ZEROS)), "gzip, gzip"),
        (V.NOT_AN_INDEX, NO_INDEX),
    ),
    "brotli": (packed(b"\x1b\xff\xff\xff" * 99, "br"), (V.NOT_AN_INDEX, NO_INDEX)),
    "zstd": (packed(b"\x28\xb5\x2f\xfd" * 99, "zstd"), (V.NOT_AN_INDEX, NO_INDEX)),
    "gzip on the way": (
        says(OK, b"Transfer-Encoding: gzip, chunked\r\n\r\n", gzip.compress(ZEROS)),
        (GONE, STRANGE),
    ),
    # Redirects.
    "to itself": (to("/"), (V.UNCLEAR, AGAIN)),
    "farther and farther": (farther, (V.UNCLEAR, AGAIN)),
    "to a script": (to("javascript:alert(1)"), (V.NOT_AN_INDEX, AWAY.format("javascript"))),
    "to a file": (to("file:///etc/passwd"), (V.NOT_AN_INDEX, AWAY.format("file"))),
    "to a name with escapes": (to("http://\x1b[31mevil.test/"), (V.UNCLEAR, UNREADABLE)),
    "to two places": (
        says(b"HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: http://evil.test/\r\n\r\n"),
        (V.UNCLEAR, AGAIN),
    ),
    "without a status": (
        says(OK, b"Location: http://evil.test/\r\nRefresh: 0; url=http://evil.test/\r\n\r\n", PAGE),
        OPEN,
    ),
    # Connections.
    "reset in its headers": (reset_after(OK), (GONE, "the connection was reset")),
    "reset in its body": (
        reset_after(OK + b"Content-Length: 999\r\n\r\n<html>"),
        (GONE, "the connection was reset"),
    ),
    "cut off": (half, (GONE, CUT)),
    "nothing": (nothing, (GONE, "it hangs up without an answer")),
    # Later.
    "for ages": (later(429, "9" * 5000), (V.UNCLEAR, "too many requests (429)")),
    "before now": (later(503, "-1"), (V.UNCLEAR, SHUT)),
    "when nobody knows": (later(503, "\x1b[2Jsoon"), (V.UNCLEAR, SHUT)),
    # Challenges.
    "commas": (challenging(b"," * 50_000), WANTED),
    "a realm without an end": (challenging(b'Basic realm="' + b"x" * 50_000), WANTED),
    "many challenges": (challenging(*[b'Basic realm="x"'] * 2000), WANTED),
    "a realm with escapes": (challenging(b'Basic realm="\x1b]52;c;\x07\xe9"'), WANTED),
    "a scheme with escapes": (challenging(b"\x1b[2J\xe2\x80\xae realm=x"), WANTED),
    # Lengths.
    "less than it says": (says(OK, b"Content-Length: 999\r\n\r\n<html>"), (GONE, CUT)),
    "more than it says": (says(OK, b"Content-Length: 6\r\n\r\n<html>", PAGE), OPEN),
    "less than nothing": (says(OK, b"Content-Length: -1\r\n\r\n", PAGE), (GONE, STRANGE)),
    "no number": (says(OK, b"Content-Length: many\r\n\r\n", PAGE), (GONE, STRANGE)),
    "more than there is": (says(OK, b"Content-Length: ", b"9" * 30, b"\r\n\r\n"), (GONE, STRANGE)),
    "two lengths": (
        says(OK, b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n", PAGE),
        (GONE, STRANGE),
    ),
    "a length and chunks": (
        says(OK, b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        (V.NOT_AN_INDEX, NO_INDEX),
    ),
    "a chunk of no length": (
        says(OK, b"Transfer-Encoding: chunked\r\n\r\nlong\r\n"),
        (GONE, STRANGE),
    ),
    "a chunk of any length": (
        says(OK, b"Transfer-Encoding: chunked\r\n\r\n", b"F" * 16, b"\r\n<html>"),
        (GONE, CUT),
    ),
    # Texts.
    "UTF-16": (says(OK, b"\r\n", PAGE.decode().encode("utf-16")), (V.NOT_AN_INDEX, NO_INDEX)),
    "no charset there is": (
        says(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\x1b[2J\r\n\r\n", PAGE),
        OPEN,
    ),
    "no type there is": (
        says(b"HTTP/1.1 200 OK\r\nContent-Type: \x1b[2J\xe2\x80\xae\xff\r\n\r\n", PAGE),
        (V.NOT_AN_INDEX, NO_INDEX.replace("text/html", "something")),
    ),
    "escapes and NUL in the body": (
        says(OK, b"\r\n<html>\x1b[2J\0\xff", PAGE),
        OPEN,
    ),
    "NUL in a header": (says(OK, b"X: \0\r\n\r\n", PAGE), (GONE, STRANGE)),
    "escapes in the reason": (status_line(b"HTTP/1.1 200 \x1b[2J\xff"), OPEN),
    "NUL in the reason": (status_line(b"HTTP/1.1 200 \0"), (GONE, STRANGE)),
    "no reason": (status_line(b"HTTP/1.1 200"), OPEN),
    # Protocols.
    "HTTP/0.9": (says(PAGE, b"\r\n\r\n"), (GONE, STRANGE)),
    "HTTP/2.0": (status_line(b"HTTP/2.0 200 OK"), OPEN),
    "status 0": (status_line(b"HTTP/1.1 000 OK"), (GONE, STRANGE)),
    "status 20": (status_line(b"HTTP/1.1 20 OK"), (GONE, STRANGE)),
    "status 101": (status_line(b"HTTP/1.1 101 OK"), (GONE, STRANGE)),
    "status 199": (status_line(b"HTTP/1.1 199 OK"), (GONE, "it hangs up without an answer")),
    "status 999": (status_line(b"HTTP/1.1 999 OK"), (GONE, "the server has a fault (999)")),
    "status 2000": (status_line(b"HTTP/1.1 2000 OK"), (GONE, STRANGE)),
}


@pytest.fixture(scope="module")
def other() -> Iterator[Server]:
    """Run another server, which is never asked for anything."""
    with Server(public) as server:
        probes([Trial(server.url)], world())  # What is imported and kept is so by now.
        server.requests.clear()
        yield server


def asked(site: Site) -> Probe:
    """Try a credential, and hold the costs against their bounds."""
    with Server(site) as server:
        tracemalloc.start()
        begun = perf_counter()
        (probe,) = probes([Trial(server.url, GOOD)], world(), deadline=DEADLINE)
        took, (_, peak) = perf_counter() - begun, tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert took < MOST
    assert peak < ROOM
    assert probe.reason.isprintable()
    assert len(probe.reason) < LONGEST
    assert "CANARY" not in repr(probe)
    assert "\x1b" not in f"{probe.realm}{probe.retry_after}"
    return probe


def only_to_the_known(site: Site) -> Site:
    return lambda request: site(request) if request.login else answer(401, headers=CHALLENGE)


SOON = [name for name, (_, expected) in SITES.items() if expected[0] is GONE]
"""Those that hang, fail or break off at the first request already."""


@pytest.mark.parametrize("name", SITES)
def test_everybody_gets_a_verdict(other: Server, name: str) -> None:
    site, expected = SITES[name]
    probe = asked(site)
    assert (probe.verdict, probe.reason) == expected


@pytest.mark.parametrize("name", SOON)
def test_whoever_is_known_gets_a_verdict(other: Server, name: str) -> None:
    site, (verdict, reason) = SITES[name]
    probe = asked(only_to_the_known(site))
    assert (probe.verdict, probe.reason) == (verdict, reason)


@pytest.mark.parametrize(
    "location", ["{other}/", "//bob:CANARY-s3cret@{netloc}/", "{other}\\@{own}/"]
)
def test_whoever_is_known_is_sent_nowhere_else(other: Server, location: str) -> None:
    with Server(public) as server:
        netloc = other.url.partition("//")[2]
        own = server.url.partition("//")[2]
        where = location.format(other=other.url, netloc=netloc, own=own)
        server.site = only_to_the_known(to(where))
        (probe,) = probes([Trial(server.url, GOOD)], world())
    assert other.requests == []
    assert "CANARY" not in repr(probe)


@pytest.mark.parametrize("name", SOON)
def test_a_proxy_that_misbehaves_is_named(authority: CA, name: str) -> None:
    site, _ = SITES[name]
    with Server(site) as proxy:
        environment = world_that_trusts(authority, ALL_PROXY=proxy.url)
        begun = perf_counter()
        trial = Trial("https://index.test/", GOOD)
        (probe,) = probes([trial], environment, deadline=DEADLINE)
        assert perf_counter() - begun < MOST
        assert {request.method for request in proxy.requests} == {"CONNECT"}
        assert proxy.logins == [None] * len(proxy.requests)
    assert probe.verdict is Verdict.UNREACHABLE
    assert probe.reason.endswith(", by way of the proxy that ALL_PROXY names")


def test_tls_that_is_cut_off_is_told(authority: CA) -> None:
    with Server(half, tls=server_context(authority, "127.0.0.1")) as server:
        (probe,) = probes([Trial(server.url, GOOD)], world_that_trusts(authority))
        assert server.logins == [None]
    assert probe == Probe(Verdict.UNREACHABLE, CUT)


def test_a_connection_that_is_closed_by_half_is_left() -> None:
    def converse() -> None:
        pipe, _ = listener.accept()
        with pipe:
            pipe.recv(4096)
            pipe.sendall(OK + b"Content-Length: 999\r\n\r\n<html>")
            pipe.shutdown(socket.SHUT_WR)
            while pipe.recv(4096):
                pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=converse)
        thread.start()
        (probe,) = probes([Trial(f"http://127.0.0.1:{listener.getsockname()[1]}")], world())
        thread.join(MOST)
    assert not thread.is_alive()
    assert probe == Probe(Verdict.UNREACHABLE, CUT)


async def silence(request: Request) -> AsyncIterator[bytes]:
    await asyncio.sleep(60)
    yield answer(200, PAGE)


def test_a_host_that_is_silent_holds_up_one_round_only() -> None:
    with Server(silence) as silent, Server(public) as server:
        urls = [f"{each.url}/{number}" for number in range(40) for each in (silent, server)]
        begun = perf_counter()
        found = probes([Trial(url) for url in urls], world(), deadline=DEADLINE, at_once=4)
        assert perf_counter() - begun < MOST
        assert len(silent.requests) <= 2 * 4
    assert {each.verdict for each in found[1::2]} == {Verdict.OPEN}
    reasons = {each.reason for each in found[::2]}
    unasked = "its host has let others wait in vain, and is not asked again"
    assert {LATE, unasked} <= reasons <= {LATE, LATE.replace("0.5", "0.125"), unasked}


def slow_at_times(request: Request) -> Answer:
    """Play a server some of whose indexes are silent."""
    return silence(request) if "slow" in request.path else answer(200, PAGE)


def test_an_index_behind_slow_ones_of_its_host_is_asked() -> None:
    with Server(slow_at_times) as server:
        urls = [*(f"{server.url}/slow/{number}" for number in range(6)), f"{server.url}/good"]
        found = probes([Trial(url) for url in urls], world(), deadline=1.0, at_once=4)
    assert [each.verdict for each in found] == [*[V.UNREACHABLE] * 6, V.OPEN]


def test_a_host_that_has_answered_is_asked_on() -> None:
    with Server(slow_at_times) as server:
        urls = [f"{server.url}/{name}" for name in ("a", "slow", "b")]
        found = probes([Trial(url) for url in urls], world(), deadline=DEADLINE, at_once=1)
    assert [each.verdict for each in found] == [V.OPEN, V.UNREACHABLE, V.OPEN]
