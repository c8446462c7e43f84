"""Look at a text before it is stored as a secret: what it surely is instead, and what it may be."""

import json
import re
from collections.abc import Iterator
from datetime import datetime

from keydex.hosts import tokens
from keydex.hosts.host import Host, Who
from keydex.hosts.kinds import HOSTS, kind
from keydex.nouns import dataclass
from keydex.secret import Secret

# Names under which commands print a token in JSON: aws, az, jf, and gcloud.
VALUES = ("authorizationToken", "accessToken", "access_token", "token")
# The Windows Credential Locker takes 2560 bytes of UTF-16 (jaraco/keyring#355, #540).
LONGEST_OF_WINDOWS = 1280
# How the tokens of pypi.org and test.pypi.org begin: a macaroon names its place (pypitoken).
PYPI = {"pypi": "pypi-AgEIcHlwaS5vcmc", "testpypi": "pypi-AgENdGVzdC5weXBpLm9yZw"}
HEADER = r"(?i:(?:authorization:\s*)?(bearer|basic|token)\s+\S+)"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a text is no secret: a clause about the secret, and what to paste instead."""

    reason: str
    instead: str = ""


def trouble(text: str, url: str = "", username: str = "") -> Trouble | None:
    """Say why a text can't be the secret for a username at an index; None where it can.

    `url` carries no userinfo.
    """
    return next(_troubles(text, kind(url) if url else None, username), None)


def _troubles(text: str, host: Host | None, username: str) -> Iterator[Trouble]:
    """Yield what the text surely is instead of a secret, the most telling first."""
    if not text:
        yield Trouble("the secret is empty")
    yield from _wrapped(text.strip())
    if text != text.strip():
        yield Trouble("the secret begins or ends with white space", "paste it without")
    if not text.isprintable():
        yield Trouble(
            "the secret holds a line break or a control character", "paste one line, as plain text"
        )
    if text == username and username in _known_names(host):
        yield Trouble(f"the secret is the username {username}", "paste the token that goes with it")
    if host:
        yield from _of_other_place(text, host, username)


def _wrapped(text: str) -> Iterator[Trouble]:
    """Yield what a secret is wrapped in: JSON, a header, a URL."""
    if found := _json(text):
        yield found
    if found_header := re.fullmatch(HEADER, text):
        scheme = found_header[1]
        instead = f"paste what stands behind {scheme}"
        if scheme.lower() == "basic":
            instead = "paste the password alone: behind Basic stand username and password together"
        yield Trouble(f"the secret is a header, {scheme} and a credential", instead)
    if re.fullmatch(r"https?://\S+", text, re.IGNORECASE):
        login = text.partition("://")[2].partition("/")[0].rpartition("@")[0]
        instead = "paste what stands in it between : and @" if ":" in login else "paste the token"
        yield Trouble("the secret is a URL", instead)


def _json(text: str) -> Trouble | None:
    """Say that a text is JSON, or the first line of it; and which value of it is the secret."""
    if text == "{":
        return Trouble("the secret is the first line of JSON", "paste the value of the token alone")
    if not text.startswith("{"):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if "private_key" in found:
        instead = "paste the file in base64, with the username _json_key_base64"
        return Trouble("the secret is the key of a service account", instead)
    name = next((each for each in VALUES if each in found), "the token")
    return Trouble("the secret is JSON, as a command prints it", f"paste the value of {name} alone")


def _known_names(host: Host | None) -> set[str]:
    """Return the usernames that are nobody's password, since they are everybody's."""
    own = {host.username, *host.other_usernames} if host else set()
    return {"__token__", *(each for each in own if each)}


def _of_other_place(text: str, host: Host, username: str) -> Iterator[Trouble]:
    """Yield that a token is one of PyPI where another is wanted, or none where one is."""
    titles = {each.kind: each.title for each in HOSTS}
    for name, start in PYPI.items():
        if text.startswith(start) and host.kind != name:
            reason = f"the secret is a token of {titles[name]}, and this is {host.title}"
            yield Trouble(reason, f"paste one of {host.title}")
    if host.kind in PYPI and username == host.username and not text.startswith("pypi-"):
        reason = f"the secret is no token of {host.title}: all of them begin with pypi-"
        yield Trouble(reason, f"make one at {host.page}")


def doubts(
    text: str, url: str = "", username: str = "", *, platform: str = "", now: datetime | None = None
) -> Iterator[str]:
    """Yield what may be wrong with a secret that passes: sentences; it may be stored all the same.

    `platform` is as `sys.platform` says it; without `now` an expiry is not looked at.
    """
    host = kind(url) if url else None
    if len(text.encode("utf-16-le")) // 2 > LONGEST_OF_WINDOWS and platform == "win32":
        yield f"The Windows Credential Locker takes no more than {LONGEST_OF_WINDOWS} characters."
    if text == username:
        yield "The secret is the same as the username."
    if re.search(r"%[0-9A-Fa-f]{2}", text):
        yield "The secret looks percent-encoded, as in a URL; a keyring wants it decoded."
    if text[0] in "\"'" and text[-1] == text[0]:
        yield "The secret stands in quotes; they will be stored as a part of it."
    if " " in text and host and host.who in {Who.EXACT, Who.ANY}:
        yield "The secret holds a blank, and a token has none."
    yield from _foreign(text, host)
    end = tokens.expiry(Secret(text))
    if now and end and end <= now:
        yield f"The secret is a token that expired on {tokens.spelled(end, now)}."


def _foreign(text: str, host: Host | None) -> Iterator[str]:
    """Yield that a token has the form of another kind of index."""
    own = host.form if host else None
    if text.startswith(tokens.PREFIX) or (own and re.fullmatch(own, text)):
        return
    for each in HOSTS:
        if each.form and each is not host and re.fullmatch(each.form, text):
            yield f"The secret looks like a token of {each.title}."
