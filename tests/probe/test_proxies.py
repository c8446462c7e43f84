"""Proxies, as the environment has them."""

import pytest
from trustme import CA

from keydex.model import Credential, Event, Probe, Verdict
from keydex.probe import Trial, probes
from keydex.probe.ways import STRAIGHT, Way, is_loopback, skips_proxy, way
from keydex.secret import Secret
from tests.memory import world
from tests.probe.authorities import server_context, world_that_trusts
from tests.server import Server, Site, answer, private, public

GOOD = Credential("bob", Secret("s3cret"))
INDEX = private({"bob": "s3cret"})
PROXY = "http://proxy.test:3128"


def ask(url: str, variables: dict[str, str], credential: Credential | None = GOOD) -> Probe:
    """Try a credential, or none."""
    (probe,) = probes([Trial(url, credential)], world({}, variables))
    return probe


def test_a_credential_goes_through_a_tunnel(authority: CA) -> None:
    with Server(INDEX, tunnel=server_context(authority, "index.test")) as proxy:
        environment = world_that_trusts(authority, HTTPS_PROXY=proxy.url)
        (probe,) = probes([Trial("https://index.test/simple", GOOD)], environment)
        connect, request, *_ = proxy.requests
    assert probe.verdict is Verdict.ACCEPTED
    assert connect.target == "index.test:443"
    assert request.target == "/simple/"


def test_a_proxy_may_speak_tls_itself(authority: CA) -> None:
    context = server_context(authority, "localhost")
    with Server(public, tls=context, host="localhost") as proxy:
        environment = world_that_trusts(authority, http_proxy=proxy.url)
        (probe,) = probes([Trial("http://index.test/simple")], environment)
        assert [request.target for request in proxy.requests] == ["http://index.test/simple/"]
    assert probe.verdict is Verdict.OPEN


def test_a_proxys_own_login_stays_with_it(authority: CA) -> None:
    events: list[Event] = []
    with Server(INDEX, tunnel=server_context(authority, "index.test")) as proxy:
        url = proxy.url.replace("//", "//me:pr0xy@")
        environment = world_that_trusts(authority, HTTPS_PROXY=url)
        probes([Trial("https://index.test", GOOD)], environment, log=events.append)
        asked = {request.method: request.headers for request in proxy.requests}
    assert asked["CONNECT"]["proxy-authorization"] == "Basic bWU6cHIweHk="
    assert "authorization" not in asked["CONNECT"]
    assert "proxy-authorization" not in asked["GET"]
    assert "pr0xy" not in str(events)


@pytest.mark.parametrize(
    ("site", "verdict", "reason"),
    [
        (
            INDEX,
            Verdict.UNCLEAR,
            "the credential is not sent over plain http; use https",
        ),
        (
            public,
            Verdict.OPEN,
            "anyone may read it; the credential is not sent over plain http; use https",
        ),
    ],
)
def test_no_credential_goes_over_plain_http(site: Site, verdict: Verdict, reason: str) -> None:
    with Server(site) as proxy:
        probe = ask("http://index.test/simple", {"http_proxy": proxy.url})
        assert proxy.logins == [None]
    assert (probe.verdict, probe.reason, probe.status) == (verdict, reason, None)


def test_a_loopback_index_behind_a_loopback_proxy_is_private_enough() -> None:
    with Server(INDEX) as proxy:
        probe = ask("http://127.0.0.1:1/simple", {"http_proxy": proxy.url})
        assert len(proxy.requests) == 2
    assert probe.verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("proxy", "stays_here"),
    [
        ("http://127.0.0.1:3128", True),
        ("http://[::1]:3128", True),
        ("http://localhost", True),
        (PROXY, False),
        ("http://10.0.0.1:3128", False),
        ("http://[::1", False),
        ("http://", False),
    ],
)
def test_what_a_far_proxy_could_read_is_not_private(proxy: str, stays_here: bool) -> None:
    assert Way("http_proxy", Secret(proxy)).stays_here is stays_here
    assert "proxy.test" not in repr(Way("http_proxy", Secret(proxy)))


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        (
            lambda request: answer(407),
            "the proxy wants a credential of its own (407), "
            "by way of the proxy that HTTPS_PROXY names",
        ),
        (
            lambda request: answer(502),
            "the proxy refuses (502), by way of the proxy that HTTPS_PROXY names",
        ),
    ],
)
def test_a_proxy_that_refuses_a_tunnel_is_blamed(site: Site, reason: str) -> None:
    with Server(site) as proxy:
        probe = ask("https://index.test", {"HTTPS_PROXY": proxy.url})
        assert proxy.logins == [None]
    assert probe == Probe(Verdict.UNREACHABLE, reason)


def test_a_proxy_that_wants_a_login_is_blamed() -> None:
    with Server(lambda request: answer(407)) as proxy:
        probe = ask("http://index.test", {"http_proxy": proxy.url}, None)
    assert probe.verdict is Verdict.UNREACHABLE
    assert probe.reason == "the proxy wants a credential of its own (407)"


@pytest.mark.parametrize(
    ("proxy", "reason"),
    [
        (
            "http://127.0.0.1:1",
            "nothing listens on this port, by way of the proxy that all_proxy names",
        ),
        (
            "socks5://127.0.0.1:1",
            "all_proxy names a SOCKS proxy, for which the package socksio is missing",
        ),
        ("ftp://127.0.0.1", "all_proxy names no proxy that can be used"),
        ("http://[::1", "all_proxy names no proxy that can be used"),
        ("http://\ud800", "all_proxy names no proxy that can be used"),
    ],
)
def test_a_proxy_that_can_not_be_used_is_named(proxy: str, reason: str) -> None:
    probe = ask("https://index.test", {"all_proxy": proxy})
    assert probe == Probe(Verdict.UNREACHABLE, reason)


@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ({}, STRAIGHT),
        ({"HTTP_PROXY": PROXY}, STRAIGHT),
        ({"HTTPS_PROXY": PROXY}, Way("HTTPS_PROXY", Secret(PROXY))),
        ({"HTTPS_PROXY": "a", "https_proxy": PROXY}, Way("https_proxy", Secret(PROXY))),
        ({"HTTPS_PROXY": PROXY, "https_proxy": ""}, STRAIGHT),
        ({"ALL_PROXY": "proxy.test:3128"}, Way("ALL_PROXY", Secret(PROXY))),
        ({"all_proxy": "x", "https_proxy": PROXY}, Way("https_proxy", Secret(PROXY))),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "a.test, .index.test"}, STRAIGHT),
        ({"HTTPS_PROXY": PROXY, "no_proxy": "*"}, STRAIGHT),
    ],
)
def test_which_variable_counts(variables: dict[str, str], found: Way) -> None:
    assert way("https", "index.test", 443, variables) == found


@pytest.mark.parametrize(
    ("rules", "host", "skips"),
    [
        ("", "index.test", False),
        ("*", "index.test", True),
        ("index.test", "index.test", True),
        ("INDEX.test", "index.test", True),
        ("index.test", "www.index.test", True),
        (".index.test", "index.test", True),
        ("*.index.test", "www.index.test", True),
        ("dex.test", "index.test", False),
        ("index.test:443", "index.test", True),
        ("index.test:80", "index.test", False),
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1:443", "127.0.0.1", True),
        ("127.0.0.1:80", "127.0.0.1", False),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("localhost", "127.0.0.1", False),
        ("::1", "::1", True),
        ("[::1]", "::1", True),
        ("[::1]:443", "::1", True),
        ("127.0.0.1", "::1", False),
        ("a,, b ,127.0.0.1/33", "127.0.0.1", False),
    ],
)
def test_what_skips_the_proxy(rules: str, host: str, skips: bool) -> None:
    assert skips_proxy(host, 443, rules) is skips


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost.test", False),
        ("index.localhost", False),
        ("0.0.0.0", False),  # noqa: S104 - a name in a table.
        ("::ffff:10.0.0.1", False),
    ],
)
def test_which_hosts_are_this_machine(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
