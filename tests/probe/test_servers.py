"""Kinds of index, each tried with the right password, with a wrong one, and without."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence

import pytest

from keydex.model import Credential, Event, Probe, Verdict
from keydex.probe import Trial, probes
from keydex.secret import Secret
from tests.memory import world
from tests.server import (
    CHALLENGE,
    PAGE,
    SIGN_IN,
    Answer,
    Request,
    Server,
    Site,
    answer,
    by_folder,
    head,
    private,
    public,
)

GOOD = Credential("bob", Secret("s3cret"))
WRONG = Credential("bob", Secret("wr0ng"))
USERS = {"bob": "s3cret"}

JSON = b'{"meta": {"api-version": "1.1"}, "projects": []}'
EMPTY = b"<!DOCTYPE html><html><head><title>Simple index</title></head><body></body></html>"
APP = b'<html><div id="root"></div><script src="app.js"></script></html>'
INDEX_JSON = "application/vnd.pypi.simple.v1+json"

WANTED = answer(401, headers=CHALLENGE)
FOUND = answer(200, PAGE)


def to(status: int, body: bytes = b"", location: str | None = None) -> Site:
    """Play an index that answers so to all but the right password."""
    refusal = answer(status, body, headers={"Location": location} if location else None)

    def site(request: Request) -> Answer:
        return FOUND if request.login == "bob:s3cret" else refusal

    return site


def always(status: int, body: bytes = b"", **headers: str) -> Site:
    """Play a server that answers the same to everybody."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return lambda request: answer(status, body, named)


def by_login(nobody: Answer, good: Answer, wrong: Answer) -> Site:
    """Play an index that tells three kinds of visitors apart."""
    answers = {None: nobody, "bob:s3cret": good}
    return lambda request: answers.get(request.login, wrong)


async def silence(request: Request) -> AsyncIterator[bytes]:
    """Accept a request and say nothing."""
    await asyncio.sleep(60)
    yield answer(200, PAGE)


async def drip(request: Request) -> AsyncIterator[bytes]:
    """Answer a byte at a time, for ever."""
    yield head(200, {"Content-Type": "text/html"})
    while True:
        yield b"x"
        await asyncio.sleep(0.01)


V = Verdict
ACCEPTS = (V.ACCEPTED, V.REFUSED, V.MISSING)
SIGNS_IN = (V.ACCEPTED, V.NOT_AN_INDEX, V.MISSING)

KINDS: dict[str, tuple[Site, tuple[Verdict, Verdict, Verdict]]] = {
    "private": (private(USERS), ACCEPTS),
    "private and empty": (private(USERS, page=EMPTY), ACCEPTS),
    "403 to a wrong password": (
        private(USERS, refused=403),
        (V.ACCEPTED, V.FORBIDDEN, V.MISSING),
    ),
    "public": (public, (V.OPEN, V.OPEN, V.OPEN)),
    "public, but not with a wrong password": (
        by_login(FOUND, FOUND, WANTED),
        (V.OPEN, V.REFUSED, V.OPEN),
    ),
    "public, but forbidden to whoever is known": (
        by_login(FOUND, answer(403), answer(403)),
        (V.FORBIDDEN, V.FORBIDDEN, V.OPEN),
    ),
    "public, but gone for whoever is known": (
        by_login(FOUND, answer(404), answer(404)),
        (V.UNCLEAR, V.UNCLEAR, V.OPEN),
    ),
    "no permission": (
        by_login(WANTED, answer(403), answer(403)),
        (V.FORBIDDEN, V.FORBIDDEN, V.MISSING),
    ),
    "403 to all": (always(403), (V.FORBIDDEN, V.FORBIDDEN, V.MISSING)),
    "hidden by 404": (to(404), (V.ACCEPTED, V.NOT_FOUND, V.NOT_FOUND)),
    "404": (always(404), (V.NOT_FOUND, V.NOT_FOUND, V.NOT_FOUND)),
    "410": (always(410), (V.NOT_FOUND, V.NOT_FOUND, V.NOT_FOUND)),
    "private, nothing at this path": (
        by_login(WANTED, answer(404), WANTED),
        (V.NOT_FOUND, V.REFUSED, V.MISSING),
    ),
    "signs in by a page": (to(200, SIGN_IN), SIGNS_IN),
    "signs in by a redirect": (to(302, location="/users/login?next=/x"), SIGNS_IN),
    "signs in by 203": (to(203, APP), SIGNS_IN),
    "too many requests": (always(429, retry_after="30"), (V.UNCLEAR,) * 3),
    "closed for a while": (always(503, retry_after="120"), (V.UNCLEAR,) * 3),
    "broken": (always(502), (V.UNREACHABLE,) * 3),
    "broken for nobody in particular": (
        by_login(answer(500), FOUND, WANTED),
        (V.UNCLEAR, V.REFUSED, V.UNREACHABLE),
    ),
    "JSON": (
        by_login(WANTED, answer(200, JSON, {"Content-Type": INDEX_JSON}), WANTED),
        ACCEPTS,
    ),
    "other JSON": (
        always(200, b'{"a": 1}', content_type="application/json"),
        (V.NOT_AN_INDEX,) * 3,
    ),
    "an app": (always(200, APP), (V.NOT_AN_INDEX,) * 3),
    "text": (always(200, PAGE, content_type="text/plain"), (V.NOT_AN_INDEX,) * 3),
    "204": (always(204), (V.NOT_AN_INDEX,) * 3),
    "400": (always(400), (V.UNCLEAR,) * 3),
    "304 without a Location": (always(304), (V.UNCLEAR,) * 3),
    "takes tokens only": (
        always(401, www_authenticate='Bearer realm="x"'),
        (V.REFUSED, V.REFUSED, V.MISSING),
    ),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    sites = {str(number): site for number, (site, _) in enumerate(KINDS.values())}
    with Server(by_folder(sites)) as server:
        yield server


def ask(
    url: str,
    *credentials: Credential | None,
    file: bool = False,
    hides_404: bool = False,
    deadline: float = 10,
) -> Sequence[Probe]:
    """Try credentials on one URL."""
    trials = [Trial(url, each, file=file, hides_404=hides_404) for each in credentials]
    return probes(trials, world(), deadline=deadline)


@pytest.mark.parametrize("kind", KINDS)
def test_the_pair_tells(server: Server, kind: str) -> None:
    number = list(KINDS).index(kind)
    found = ask(f"{server.url}/{number}/simple", GOOD, WRONG, None)
    assert tuple(probe.verdict for probe in found) == KINDS[kind][1], found
    assert all(probe.reason for probe in found)


REASONS: dict[str, tuple[Site, str]] = {
    "accepted": (private(USERS), "401 without the credential, 200 with it"),
    "open": (public, "anyone may read it, so that nothing proves the credential"),
    "forbidden": (
        by_login(WANTED, answer(403), answer(403)),
        "403 with the credential: a wrong password or no permission; "
        "this server does not say which",
    ),
    "not Basic": (
        always(401, www_authenticate='Bearer realm="x"'),
        "401 with the credential; it takes Bearer, not Basic",
    ),
    "Basic too": (
        always(401, www_authenticate='Negotiate, Basic realm="x"'),
        "401 with the credential",
    ),
    "no challenge": (always(401), "401 with the credential"),
    "in seconds": (
        always(429, retry_after="30"),
        "too many requests (429); try again in 30 s",
    ),
    "at a date": (
        always(503, retry_after="Fri, 31 Dec 1999 23:59:59 GMT"),
        "it is closed for a while (503); try again after Fri, 31 Dec 1999 23:59:59 GMT",
    ),
    "who knows when": (always(429), "too many requests (429)"),
    "an app": (always(200, APP), "it answers 200 with text/html that is not an index"),
    "no type": (
        always(200, APP, content_type=""),
        "it answers 200 with something that is not an index",
    ),
    "broken": (always(502), "the server has a fault (502)"),
}


@pytest.mark.parametrize("case", REASONS)
def test_the_reason_is_a_persons(case: str) -> None:
    site, reason = REASONS[case]
    with Server(site) as server:
        (probe,) = ask(server.url, GOOD)
    assert probe.reason == reason


@pytest.mark.parametrize("credential", [GOOD, None])
def test_a_kind_of_index_that_hides_by_404_leaves_it_unclear(credential: Credential | None) -> None:
    with Server(by_login(WANTED if credential else answer(404), answer(404), WANTED)) as server:
        (probe,) = ask(server.url, credential, hides_404=True)
    assert probe.verdict is Verdict.UNCLEAR
    assert "does not say which" in probe.reason


def test_a_kind_of_index_that_hides_by_404_still_accepts_and_refuses() -> None:
    with Server(to(404)) as server:
        (probe,) = ask(server.url, GOOD, hides_404=True)
    assert probe.verdict is Verdict.ACCEPTED


def test_statuses_realm_and_wait_are_told() -> None:
    with Server(private(USERS, refused=403)) as server:
        assert ask(server.url, WRONG)[0] == Probe(
            Verdict.FORBIDDEN,
            "403 with the credential: a wrong password or no permission; "
            "this server does not say which",
            status=403,
            anonymous=401,
            realm="the index",
        )
    with Server(always(429, retry_after="30")) as server:
        (probe,) = ask(server.url, WRONG)
    assert (probe.status, probe.anonymous, probe.retry_after) == (None, 429, "30")


def test_a_server_that_wants_a_pause_is_not_asked_again() -> None:
    with Server(always(429)) as server:
        ask(server.url, GOOD)
        assert server.logins == [None]


def test_the_same_question_is_asked_once() -> None:
    with Server(private(USERS)) as server:
        found = ask(server.url, GOOD, WRONG, WRONG, GOOD, None)
        assert sorted(server.logins, key=str) == [None, "bob:s3cret", "bob:wr0ng"]
    assert [probe.verdict for probe in found] == [
        V.ACCEPTED,
        V.REFUSED,
        V.REFUSED,
        V.ACCEPTED,
        V.MISSING,
    ]


@pytest.mark.parametrize(
    ("tail", "path"),
    [
        ("", "/"),
        ("/", "/"),
        ("/simple", "/simple/"),
        ("/simple//", "/simple/"),
        ("/a%20b/simple#part", "/a%20b/simple/"),
        ("/simple?x=/1", "/simple/?x=/1"),
    ],
)
def test_an_index_is_asked_with_one_slash_at_its_end(tail: str, path: str) -> None:
    with Server(public) as server:
        ask(f"{server.url}{tail}", None)
        assert [request.target for request in server.requests] == [path]


@pytest.mark.parametrize("username", ["bob", "", "café", "naïve@example.org"])
@pytest.mark.parametrize("password", ["", "pässwörd €", "a:b/c?d#e%66", "x" * 5000])
def test_any_credential_arrives_as_it_is(username: str, password: str) -> None:
    with Server(private({username: password})) as server:
        (probe,) = ask(server.url, Credential(username, Secret(password)))
        assert server.logins == [None, f"{username}:{password}"]
    assert probe.verdict is Verdict.ACCEPTED


def test_userinfo_in_the_url_is_never_sent() -> None:
    with Server(private(USERS)) as server:
        (probe,) = ask(server.url.replace("//", "//bob:s3cret@"), None)
        assert server.logins == [None]
    assert probe.verdict is Verdict.MISSING


@pytest.mark.parametrize(
    ("url", "credential", "reason"),
    [
        ("", GOOD, "its URL begins with neither https:// nor http://"),
        ("pypi", GOOD, "its URL begins with neither https:// nor http://"),
        ("ftp://127.0.0.1/", GOOD, "its URL begins with neither https:// nor http://"),
        ("https://", GOOD, "its URL names no host and port that there can be"),
        ("http://127.0.0.1:99999/", GOOD, "its URL names no host and port that there can be"),
        ("http://127.0.0.1:0/", None, "its URL names no host and port that there can be"),
        ("https://[::1", GOOD, "its URL can't be read"),
        ("https://\x00/", GOOD, "its URL can't be read"),
        ("https://\ud800/", GOOD, "its URL can't be read"),
        ("{}", Credential("b:ob", Secret("x")), "a username with a colon can't be sent"),
        (
            "{}",
            Credential("bob", Secret("s3cret\n")),
            "the password holds a control character, maybe a line break, which can't be sent",
        ),
        (
            "{}",
            Credential("bo\x7fb", Secret("s3cret")),
            "the username holds a control character, maybe a line break, which can't be sent",
        ),
        (
            "{}",
            Credential("bob", Secret("s3\udce9cret")),
            "the password is not valid Unicode and can't be sent",
        ),
    ],
)
def test_what_can_not_be_sent_is_not(url: str, credential: Credential | None, reason: str) -> None:
    with Server(public) as server:
        (probe,) = ask(url.format(server.url), credential)
        assert server.requests == []
    assert probe == Probe(Verdict.UNCLEAR, reason)


FILE = "/files/demo-1.0.tar.gz"


@pytest.mark.parametrize(
    ("site", "verdicts"),
    [
        (private(USERS, page=b"\x1f\x8b"), ACCEPTS),
        (always(200, b"\x1f\x8b", content_type="application/gzip"), (V.OPEN,) * 3),
        (
            by_login(
                WANTED, answer(303, headers={"Location": "https://blobs.test/x?sig=1"}), WANTED
            ),
            ACCEPTS,
        ),
        (always(302, location="https://blobs.test/x"), (V.UNCLEAR,) * 3),
        (always(302, location="https://idp.test/login"), (V.NOT_AN_INDEX,) * 3),
    ],
)
def test_a_file_needs_no_index(site: Site, verdicts: tuple[Verdict, ...]) -> None:
    with Server(site) as server:
        found = ask(f"{server.url}{FILE}", GOOD, WRONG, None, file=True)
        assert {request.target for request in server.requests} == {FILE}
        assert {request.headers["accept"] for request in server.requests} == {"*/*"}
    assert tuple(probe.verdict for probe in found) == verdicts


@pytest.mark.parametrize("site", [silence, drip])
def test_a_server_that_never_ends_is_left(site: Site) -> None:
    with Server(site) as server:
        (probe,) = ask(server.url, GOOD, deadline=0.2)
        assert server.logins == [None]
    assert probe == Probe(Verdict.UNREACHABLE, "there is no whole answer within 0.2 s")


def test_results_come_in_order_and_are_told_as_they_come() -> None:
    async def late(request: Request) -> AsyncIterator[bytes]:
        await asyncio.sleep(0.1)
        yield answer(200, PAGE)

    told: list[tuple[int, Verdict]] = []
    with Server(by_folder({"late": late, "soon": always(404)})) as server:
        trials = [Trial(f"{server.url}/{name}") for name in ("late", "soon")]
        found = probes(
            trials, world(), settled=lambda number, probe: told.append((number, probe.verdict))
        )
    assert [probe.verdict for probe in found] == [V.OPEN, V.NOT_FOUND]
    assert told == [(1, V.NOT_FOUND), (0, V.OPEN)]


def test_nothing_to_try_is_nothing() -> None:
    assert probes([], world()) == ()


def test_each_request_is_logged_without_its_query() -> None:
    events: list[Event] = []
    with Server(private(USERS)) as server:
        trial = Trial(f"{server.url}/T0KEN/simple?k=1", GOOD, secrets=(Secret("T0KEN"),))
        probes([trial, Trial("http://127.0.0.1:1/")], world(), log=events.append)
    assert sorted(event.text for event in events) == sorted(
        [
            f"GET {server.url}/****/simple/ → 401, without a credential",
            f"GET {server.url}/****/simple/ → 200, with a credential",
            "GET http://127.0.0.1:1/ → nothing listens on this port, without a credential",
        ]
    )
    assert {event.kind for event in events} == {"index"}
    assert all(event.seconds is not None and event.seconds >= 0 for event in events)
    assert repr(trial).count("T0KEN") == 0
