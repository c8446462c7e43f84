"""What a server can not make the probe do: read much, remember much, wait long."""

import asyncio
import gzip
import sys
import threading
import tracemalloc
from collections.abc import AsyncIterator
from subprocess import run
from time import perf_counter

import pytest
from trustme import CA

from keydex.model import Credential, Probe, Verdict
from keydex.probe import Trial, probes
from keydex.probe.running import Daemons
from keydex.secret import Secret
from tests.memory import world
from tests.probe.authorities import server_context, world_that_trusts
from tests.server import PAGE, Answer, Request, Server, answer, head, public

GOOD = Credential("bob", Secret("s3cret"))
MIB = 2**20
LINKS = b'<a href="demo/">demo</a>\n' * 2600


async def endless(request: Request) -> AsyncIterator[bytes]:
    """Answer with a list of links of 100 MiB."""
    yield head(200, {"Content-Type": "text/html", "Content-Length": str(100 * MIB)})
    for _ in range(100 * MIB // len(LINKS)):
        yield LINKS


async def marked(request: Request) -> AsyncIterator[bytes]:
    """Answer with what only an index says, and never end."""
    yield head(200, {"Content-Type": "text/html"}) + PAGE + bytes(8192)
    await asyncio.sleep(60)


async def headers_without_end(request: Request) -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"X-More: " + b"x" * 1000 + b"\r\n"


async def hints_without_end(request: Request) -> AsyncIterator[bytes]:
    while True:
        yield b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        await asyncio.sleep(0)


async def half(request: Request) -> AsyncIterator[bytes]:
    yield head(200, {"Content-Type": "text/html", "Content-Length": "1000"}) + PAGE


def broken_off(request: Request) -> Answer:
    raise ConnectionResetError


def nothing(request: Request) -> Answer:
    return b""


def another_protocol(request: Request) -> Answer:
    return b"220 mail.test ESMTP\r\n500 what?\r\n\r\n"


def ask(server: Server, deadline: float = 10) -> Probe:
    (probe,) = probes([Trial(server.url)], world(), deadline=deadline)
    return probe


def test_a_page_of_100_mib_costs_less_than_one() -> None:
    with Server(endless) as server:
        probe = ask(server)
    assert probe.verdict is Verdict.OPEN
    assert server.sent < MIB, server.sent


def test_an_index_that_has_shown_itself_is_not_read_on() -> None:
    with Server(marked) as server:
        assert ask(server).verdict is Verdict.OPEN


def test_of_a_file_only_the_headers_count() -> None:
    with Server(endless) as server:
        (probe,) = probes([Trial(f"{server.url}/demo.whl", file=True)], world())
    assert probe.verdict is Verdict.OPEN
    assert server.sent < MIB, server.sent


def test_a_bomb_does_not_go_off() -> None:
    bomb = gzip.compress(bytes(100 * MIB))
    site = answer(200, bomb, {"Content-Encoding": "gzip"})
    with Server(lambda request: site) as server:
        ask(server)
        tracemalloc.start()
        probe = ask(server)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert {request.headers["accept-encoding"] for request in server.requests} == {"identity"}
    assert probe.verdict is Verdict.NOT_AN_INDEX
    assert peak < 2 * MIB, peak


def test_a_page_that_is_compressed_unasked_is_read() -> None:
    with Server(lambda _: answer(200, gzip.compress(PAGE), {"Content-Encoding": "gzip"})) as server:
        assert ask(server).verdict is Verdict.OPEN


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        (headers_without_end, "its headers do not end"),
        (hints_without_end, "there is no whole answer within 0.3 s"),
        (half, "it hangs up in the middle of its answer"),
        (broken_off, "the connection was reset"),
        (nothing, "it hangs up without an answer"),
        (another_protocol, "it does not speak HTTP on this port"),
    ],
)
def test_an_answer_that_is_none_is_told_in_words(site: object, reason: str) -> None:
    assert callable(site)
    with Server(site) as server:
        probe = ask(server, deadline=0.3)
    assert probe == Probe(Verdict.UNREACHABLE, reason)


def test_a_port_where_nothing_listens_is_told() -> None:
    with Server(public) as server:
        pass
    assert ask(server).reason == "nothing listens on this port"


async def silence(request: Request) -> AsyncIterator[bytes]:
    await asyncio.sleep(60)
    yield PAGE


@pytest.mark.parametrize("tls", [False, True])
def test_cancelling_ends_it_soon_and_keeps_what_is_done(authority: CA, tls: bool) -> None:
    flag = threading.Event()
    settled: list[int] = []
    begun: list[float] = []

    def settle(number: int, _: Probe) -> None:
        """Cancel as soon as the first is done."""
        settled.append(number)
        begun.append(perf_counter())
        flag.set()

    context = server_context(authority, "127.0.0.1") if tls else None
    with Server(silence, tls=context) as silent, Server(public) as server:
        urls = [server.url, *(f"{silent.url}/{number}" for number in range(30))]
        found = probes(
            [Trial(url, GOOD) for url in urls],
            world_that_trusts(authority),
            settled=settle,
            cancelled=flag,
        )
        seconds = perf_counter() - begun[0]
    assert seconds < 2
    assert found[0].verdict is Verdict.OPEN
    assert set(found[1:]) == {Probe(Verdict.UNCLEAR, "cancelled")}
    assert settled == list(range(31))


def test_what_is_cancelled_before_it_begins_sends_nothing() -> None:
    flag = threading.Event()
    flag.set()
    with Server(public) as server:
        (probe,) = probes([Trial(server.url)], world(), cancelled=flag)
        assert server.requests == []
    assert probe == Probe(Verdict.UNCLEAR, "cancelled")


def test_a_listener_that_fails_ends_it(caplog: pytest.LogCaptureFixture) -> None:
    def settled(number: int, probe: Probe) -> None:
        raise KeyError(number)

    with Server(silence) as silent, Server(public) as server:
        trials = [Trial(url) for url in (silent.url, server.url)]
        with pytest.raises(KeyError, match="1"):
            probes(trials, world(), settled=settled)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_an_interrupt_ends_it_without_a_word() -> None:
    with Server(silence) as silent:
        code = (
            "import signal, sys, threading, keydex.probe.asking\n"
            "from keydex.probe import Trial, probes\n"
            "from tests.memory import world\n"
            "threading.Timer(0.3, signal.raise_signal, [signal.SIGINT]).start()\n"
            "try:\n"
            "    probes([Trial(f'{sys.argv[1]}/{each}') for each in range(40)], world())\n"
            "except KeyboardInterrupt:\n"
            "    print('interrupted')\n"
        )
        words = [sys.executable, "-c", code, silent.url]
        done = run(words, capture_output=True, text=True, check=True, timeout=30)
    assert (done.stdout, done.stderr) == ("interrupted\n", "")


def test_many_are_asked_at_once_but_not_more_than_agreed() -> None:
    now = most = 0

    async def slow(request: Request) -> AsyncIterator[bytes]:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.1)
        now -= 1
        yield answer(200, PAGE)

    with Server(slow) as server:
        trials = [Trial(f"{server.url}/{number}") for number in range(200)]
        begun = perf_counter()
        found = probes(trials, world(), at_once=16)
        ratio = (perf_counter() - begun) / (200 * 0.1 / 16)
    assert {probe.verdict for probe in found} == {Verdict.OPEN}
    assert most == 16
    assert ratio < 3, ratio


def test_it_runs_in_any_thread() -> None:
    found: list[Probe] = []
    with Server(public) as server:
        thread = threading.Thread(target=lambda: found.append(ask(server)))
        thread.start()
        thread.join()
    assert found[0].verdict is Verdict.OPEN


def test_a_name_server_that_is_silent_holds_nobody_up() -> None:
    answered = threading.Event()

    async def look_up() -> None:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(Daemons())
        async with asyncio.timeout(0.1):
            await loop.run_in_executor(None, answered.wait)

    begun = perf_counter()
    with pytest.raises(TimeoutError):
        asyncio.run(look_up())
    assert perf_counter() - begun < 2
    answered.set()


def test_a_name_that_is_not_known_is_told() -> None:
    def fail() -> None:
        raise UnicodeError("label too long")

    with pytest.raises(UnicodeError, match="label"):
        Daemons().submit(fail).result(timeout=5)


def test_a_host_name_that_can_not_be_is_told() -> None:
    (probe,) = probes([Trial(f"https://{'a' * 70}.test/")], world())
    assert probe.verdict is Verdict.UNREACHABLE


def test_importing_the_probe_loads_neither_httpx_nor_asyncio() -> None:
    code = "import sys, keydex.probe; print(*sorted({'httpx', 'asyncio', 'ssl'} & {*sys.modules}))"
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
