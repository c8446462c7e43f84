"""What a response says."""

import re
from http import HTTPStatus

import httpx

from keydex.probe.pages import LONGEST, document, proof, signs_in, unpacked
from keydex.probe.trial import Reply, Said, Trial, foreign
from keydex.probe.urls import place, shares_origin
from keydex.secret import Secret

STEP = 8 * 2**10  # Bytes read at a time.
CHALLENGE = 1000  # Characters of a challenge that are looked at.
TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS
REDIRECTS = frozenset({301, 302, 303, 307, 308})
REFUSALS = {
    403: (Said.FORBIDDEN, ""),
    404: (Said.ABSENT, ""),
    407: (Said.NOTHING, "the proxy wants a credential of its own (407)"),
    410: (Said.ABSENT, ""),
}

BASIC = re.compile(r"(^|[\s,])basic([\s,]|$)", re.IGNORECASE)
# What is quoted of a server is a name as RFC 9110 has it, and no more than any real one needs.
SCHEME = re.compile(r"[A-Za-z0-9-]{1,30}", re.ASCII)
KIND = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,60}", re.ASCII)
SECONDS = re.compile(r"[0-9]{1,6}", re.ASCII)
DATE = re.compile(r"[A-Z][a-z]{2,8}, \d\d[ -][A-Z][a-z]{2}[ -]\d{2,4} [\d:]{8} GMT", re.ASCII)
REALM = re.compile(r'(?:^|[\s,])realm\s{0,9}=\s{0,9}(?:"([^"]*)"|([^\s,"]+))', re.IGNORECASE)


def redirect(
    trial: Trial, here: httpx.URL, response: httpx.Response, secrets: tuple[Secret, ...]
) -> tuple[Reply, httpx.URL | None]:
    """Say where a redirect leads, and return the URL if it may be followed."""
    status = response.status_code
    try:
        there = here.join(response.headers["location"]).copy_with(userinfo=b"", fragment=None)
    except (httpx.InvalidURL, UnicodeError):
        return Reply(Said.ODD, status, "it redirects to an address that can't be read"), None
    if not shares_origin(here, there):
        host = foreign(place(here, there), secrets)
        if trial.file and not signs_in(there.path):
            return Reply(Said.SENT_ON, status, f"it sends on to {host}, which is not asked"), None
        reason = f"it redirects to {host}, where the credential is not sent"
        return Reply(Said.ELSEWHERE, status, reason), None
    if signs_in(there.path) and not signs_in(here.path):
        return Reply(Said.SIGN_IN, status), None
    return Reply(Said.ODD, status, "it redirects again and again"), there


def refusal(response: httpx.Response, secrets: tuple[Secret, ...]) -> Reply:
    """Say what a response means that is neither a document nor a redirect."""
    status = response.status_code
    wait = response.headers.get("retry-after")
    if status == HTTPStatus.UNAUTHORIZED:
        return _challenge(response.headers.get_list("www-authenticate"), secrets)
    if status == TOO_MANY or (status == HTTPStatus.SERVICE_UNAVAILABLE and wait is not None):
        return _later(status, wait or "", secrets)
    if status in REFUSALS:
        said, reason = REFUSALS[status]
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        said, reason = Said.NOTHING, f"the server has a fault ({status})"
    else:
        said, reason = Said.ODD, f"it answers {status}, which says nothing of the credential"
    return Reply(said, status, reason)


def _challenge(challenges: list[str], secrets: tuple[Secret, ...]) -> Reply:
    """Read what a server wants instead of, or as well as, a username and a password."""
    text = ", ".join(challenges)[:CHALLENGE]
    scheme = _quoted(SCHEME, re.split(r"[\s,]", text, maxsplit=1)[0], secrets)
    reason = f"it takes {scheme}, not Basic" if scheme and not BASIC.search(text) else ""
    realm = REALM.search(text)
    words = foreign(realm[1] or realm[2] or "", secrets) if realm else ""
    return Reply(Said.UNAUTHORIZED, 401, reason, realm=words or None)


def _later(status: int, wait: str, secrets: tuple[Secret, ...]) -> Reply:
    reason = "too many requests" if status == TOO_MANY else "it is closed for a while"
    seconds, date = _quoted(SECONDS, wait, secrets), _quoted(DATE, wait, secrets)
    when = f"; try again in {seconds} s" if seconds else f"; try again after {date}" if date else ""
    return Reply(
        Said.LATER, status, f"{reason} ({status}){when}", retry_after=seconds or date or None
    )


def _quoted(pattern: re.Pattern[str], text: str, secrets: tuple[Secret, ...]) -> str:
    """Return what a server says where it is fit to quote; nothing where it is not."""
    return foreign(text, secrets) if pattern.fullmatch(text) else ""


async def page(response: httpx.Response, secrets: tuple[Secret, ...]) -> Reply:
    """Say what a document is, from as little of it as will do."""
    kind = response.headers.get("content-type", "")
    encoding = response.headers.get("content-encoding", "")
    status = response.status_code
    said = document(kind, unpacked(await _beginning(response, proof(kind)), encoding))
    if said is not Said.STRANGE:
        return Reply(said, status)
    if status == HTTPStatus.NON_AUTHORITATIVE_INFORMATION:  # As Azure DevOps asks to sign in.
        return Reply(Said.SIGN_IN, status)
    name = _quoted(KIND, kind.partition(";")[0].strip(), secrets) or "something"
    return Reply(said, status, f"it answers {status} with {name} that is not an index")


async def _beginning(response: httpx.Response, mark: re.Pattern[bytes] | None) -> bytes:
    """Read a body until the mark of an index, or until enough; nothing where there is no mark."""
    body = b""
    if mark is not None:
        async for part in response.aiter_raw(STEP):
            body += part
            if len(body) >= LONGEST or mark.search(body):
                break
    return body
