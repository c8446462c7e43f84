"""An index that quotes all that it is sent, and has secrets of its own."""

import html

from tests.canary.places import USER, Cage
from tests.server import PAGE, Answer, Request, Site, answer
from tests.ui.markup import NAME

ACCEPTED = (
    "pasted",
    "simple",
    "an entry",
    "uv in pyproject.toml",
    "pdm in pyproject.toml",
    "requirements.txt",
)


def quoting(cage: Cage) -> Site:
    """Play all indexes of a cage: most refuse, and quote; some accept, or send on."""
    right = {f"{USER}:{cage[place].value}" for place in ACCEPTED}
    own = {"X-Token": cage["header"].quoted, "Set-Cookie": f"session={cage['header'].quoted}"}

    def site(request: Request) -> Answer:
        login, sent = request.login or "", request.headers.get("authorization", "")
        quoted = html.escape(f"{sent} {login} {request.target} {cage['body'].value}").encode()
        name = request.path.split("/")[1]
        if name == "moved":
            token, here = cage["location"].quoted, request.headers.get("host", "")
            there = f"http://x:{token}@{here}/elsewhere/simple/?token={token}&was={sent}#{token}"
            return answer(
                302, quoted, {**own, "Location": there.encode("ascii", "replace").decode()}
            )
        if login in right and name in {"corp", "inuv", "inpdm", "requirements"}:
            return answer(200, PAGE.replace(b"</body>", quoted + b"</body>"), own)
        if name == "pdmtoml":
            return answer(429, quoted, {**own, "Retry-After": _header(login) or "60"})
        if name == "pipfile":
            return answer(200, quoted, {**own, "Content-Type": f"text/{_header(sent)}"})
        realm = f'Basic realm="{_header(login)} {sent} {request.target} {NAME}"'
        return answer(401, b"<html>" + quoted, {**own, "WWW-Authenticate": realm})

    return site


def _header(text: str) -> str:
    """Write what fits into a header."""
    return text.encode("ascii", "replace").decode().replace('"', "'")
