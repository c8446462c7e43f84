"""Redirects: followed within an origin, never beyond."""

from collections.abc import Iterator

import pytest
from trustme import CA

from keydex.model import Credential, Verdict
from keydex.probe import Trial, probes
from keydex.secret import Secret
from tests.memory import world
from tests.probe.authorities import server_context, world_that_trusts
from tests.server import PAGE, Answer, Request, Server, Site, answer, private, public

GOOD = Credential("bob", Secret("s3cret"))
INDEX = private({"bob": "s3cret"})


@pytest.fixture
def other() -> Iterator[Server]:
    with Server(public) as server:
        yield server


def to(location: str, status: int = 302) -> Site:
    """Play a server that sends everybody somewhere else."""
    return lambda request: answer(status, headers={"Location": location})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location", ["/index/simple/", "../index/", "{}/index/", "?q#f", "//{:.0}"]
)
def test_a_redirect_within_the_origin_is_followed(status: int, location: str) -> None:
    def site(request: Request) -> Answer:
        if request.target == "/old/simple/":
            return answer(status, headers={"Location": target})
        return INDEX(request)

    with Server(site) as server:
        target = server.url.removeprefix("http:") if "//{:" in location else location
        target = target.format(server.url)
        (probe,) = probes([Trial(f"{server.url}/old/simple", GOOD)], world())
        assert server.logins == [None, None, "bob:s3cret", "bob:s3cret"]
    assert probe.verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("credential", [GOOD, None])
@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:{port}/steal",
        "//127.0.0.1:{port}/steal",
        "http://bob:s3cret@127.0.0.1:{port}/steal",
        "http://localhost:{own}/steal",
        "http://127.0.0.1.:{own}/steal",
        "https://127.0.0.1:{own}/steal",
        "http://127.0.0.1:{own}@127.0.0.1:{port}/steal",
        "http://127.0.0.1/steal",
    ],
)
def test_another_origin_gets_no_request(
    other: Server, location: str, credential: Credential | None
) -> None:
    with Server(public) as server:
        server.site = to(location.format(port=other.port, own=server.port))
        (probe,) = probes([Trial(server.url, credential)], world())
        assert {request.path for request in server.requests} == {"/"}
    assert other.requests == []
    assert probe.verdict is Verdict.NOT_AN_INDEX
    assert "s3cret" not in probe.reason


def test_the_reason_names_where_a_redirect_leads(other: Server) -> None:
    with Server(to(f"{other.url}/steal?token=1")) as server:
        (probe,) = probes([Trial(server.url, GOOD)], world())
    assert probe.reason == (
        f"it redirects to 127.0.0.1:{other.port}, where the credential is not sent"
    )
    with Server(to("ftp://files.test/x")) as server:
        (probe,) = probes([Trial(server.url)], world())
    assert probe.reason.startswith("it redirects to ftp://files.test, where")


def test_a_redirect_elsewhere_for_nobody_is_a_refusal(other: Server) -> None:
    def site(request: Request) -> Answer:
        return INDEX(request) if request.login else to(f"{other.url}/login")(request)

    with Server(site) as server:
        (probe,) = probes([Trial(server.url, GOOD)], world())
    assert probe.verdict is Verdict.ACCEPTED
    assert probe.reason == "302 without the credential, 200 with it"


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("", "it redirects again and again"),
        ("/simple/x/../", "it redirects again and again"),
        ("http://[::1", "it redirects to an address that can't be read"),
        ("/\x01", "it redirects to an address that can't be read"),
        ("/" + "x" * 70_000, "it redirects to an address that can't be read"),
    ],
)
def test_a_redirect_to_nowhere_is_unclear(location: str, reason: str) -> None:
    with Server(to(location)) as server:
        (probe,) = probes([Trial(server.url, GOOD)], world())
        assert len(server.requests) <= 10
    assert (probe.verdict, probe.reason) == (Verdict.UNCLEAR, reason)


def test_a_name_that_is_none_is_another_origin() -> None:
    with Server(to("http://xn--/")) as server:
        (probe,) = probes([Trial(server.url, GOOD)], world())
    assert probe.verdict is Verdict.NOT_AN_INDEX


def test_an_index_called_auth_is_not_a_sign_in_page() -> None:
    def site(request: Request) -> Answer:
        return to("/auth/new/")(request) if "old" in request.path else INDEX(request)

    with Server(site) as server:
        (probe,) = probes([Trial(f"{server.url}/auth/old", GOOD)], world())
    assert probe.verdict is Verdict.ACCEPTED


def test_no_cookie_is_kept() -> None:
    def site(request: Request) -> Answer:
        headers = {"Set-Cookie": "session=1; Path=/", "Location": "/new/"}
        return answer(200 if request.path == "/new/" else 302, PAGE, headers)

    with Server(site) as server:
        probes([Trial(server.url, GOOD)], world())
        assert len(server.requests) == 4
        assert not any("cookie" in request.headers for request in server.requests)


def upgrade(location: str) -> Site:
    """Play a proxy, and behind it a host that answers http with a redirect."""

    def site(request: Request) -> Answer:
        if request.target.startswith("http://"):
            return answer(301, headers={"Location": location})
        return public(request)

    return site


@pytest.mark.parametrize(
    ("url", "location", "verdict"),
    [
        ("http://index.test/simple/", "https://index.test/simple/", Verdict.OPEN),
        ("http://index.test:80/simple/", "https://index.test:443/simple/", Verdict.OPEN),
        ("http://index.test/simple/", "https://index.test:8443/simple/", Verdict.NOT_AN_INDEX),
        ("http://index.test:81/simple/", "https://index.test/simple/", Verdict.NOT_AN_INDEX),
        ("http://index.test/simple/", "https://www.index.test/", Verdict.NOT_AN_INDEX),
    ],
)
def test_http_may_lead_to_https_on_the_same_host(
    authority: CA, url: str, location: str, verdict: Verdict
) -> None:
    with Server(upgrade(location), tunnel=server_context(authority, "index.test")) as proxy:
        environment = world_that_trusts(authority, ALL_PROXY=proxy.url)
        (probe,) = probes([Trial(url)], environment)
    assert probe.verdict is verdict, probe


def test_https_never_leads_to_http(authority: CA) -> None:
    with Server(public, tls=server_context(authority, "localhost"), host="localhost") as server:
        server.site = to(server.url.replace("https", "http"))
        (probe,) = probes([Trial(server.url, GOOD)], world_that_trusts(authority))
        assert probe.reason.startswith(f"it redirects to http://localhost:{server.port}, where")
        assert probe.verdict is Verdict.NOT_AN_INDEX
