"""The secret is in no log, event, reason or repr, and on no wire but its own."""

import logging
from base64 import b64encode
from urllib.parse import quote

import pytest

from keydex.model import Credential, Event, Verdict
from keydex.probe import Trial, probes
from keydex.probe.transports import forms, request_to
from keydex.probe.urls import target
from keydex.probe.verdicts import PAIRS
from keydex.secret import Secret
from tests.memory import world
from tests.server import PAGE, Answer, Request, Server, Site, answer, private

CANARY = "CANARY/9f3a=7c5e"
BOTH = b64encode(f"bob:{CANARY}".encode()).decode()
FORMS = [CANARY, quote(CANARY), quote(CANARY, safe=""), BOTH, CANARY[::-1], CANARY.encode().hex()]
CREDENTIAL = Credential("bob", Secret(CANARY))


def echo(request: Request) -> Answer:
    """Say all that came in the challenge."""
    said = f"{request.login} {request.headers.get('authorization')}"
    return answer(401, headers={"WWW-Authenticate": f'{said}, Basic realm="{said}"'})


def lead_back(request: Request) -> Answer:
    """Put what came into the path of a redirect, and end it."""
    if request.path == "/":
        return answer(302, headers={"Location": f"/{request.login}/"})
    return answer(200, PAGE)


def lead_away(request: Request) -> Answer:
    """Put what came into the host of a redirect."""
    return answer(302, headers={"Location": f"http://{request.login}@{request.login}.test/"})


def name_it(request: Request) -> Answer:
    """Put what came where the type of a document is."""
    if request.login is None:
        return answer(401)
    return answer(429 if request.path == "/wait/" else 200, b"", {"Content-Type": request.login})


def wait_for_it(request: Request) -> Answer:
    """Put what came where it says when to come again."""
    return answer(429, headers={"Retry-After": request.login}) if request.login else answer(401)


def fall_over(request: Request) -> Answer:
    if request.login:
        raise ConnectionResetError
    return answer(401)


def told(site: Site) -> str:
    """Try the credential and return all that is said of it."""
    events: list[Event] = []
    with Server(site) as server:
        trial = Trial(server.url, CREDENTIAL)
        found = probes([trial], world(), log=events.append)
        assert f"bob:{CANARY}" in server.logins
        assert CANARY not in server.requests[0].target
    return f"{found!r} {events!r} {trial!r}"


@pytest.mark.parametrize(
    "site", [private({"bob": CANARY}), private({}), private({}, refused=403), fall_over, echo]
)
def test_the_secret_is_in_no_log(caplog: pytest.LogCaptureFixture, site: Site) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("another").debug("the log is on")
    seen = f"{told(site)} {caplog.text} {caplog.records!r}"
    assert "the log is on" in caplog.text
    assert [form for form in FORMS if form in seen] == []


@pytest.mark.parametrize("site", [echo, lead_back, lead_away, name_it, wait_for_it])
def test_a_server_that_repeats_the_secret_is_not_quoted(site: Site) -> None:
    seen = told(site)
    assert [form for form in FORMS if form in seen] == []


def test_the_scan_would_find_it() -> None:
    assert [form for form in FORMS if form in f"Basic {BOTH}"] == [BOTH]


def test_a_request_shows_nothing_of_the_secret() -> None:
    trial = Trial("http://127.0.0.1/", CREDENTIAL)
    request = request_to(target(trial), trial)
    assert [form for form in FORMS if form in f"{request!r} {request.headers!r}"] == []
    assert request.headers["authorization"] == f"Basic {BOTH}"


def test_the_forms_of_nothing_are_none() -> None:
    assert forms(None) == ()


def test_no_verdict_quotes_a_credential() -> None:
    assert not any("password." in row.reason for row in PAIRS)
    with Server(private({"bob": CANARY})) as server:
        (probe,) = probes([Trial(server.url, CREDENTIAL)], world())
    assert probe.verdict is Verdict.ACCEPTED
