"""What an index answers, by rules.

A rule is a table:

- `prefix`: the URLs that it is about; the longest counts, and without one all is open and empty;
- `users`: passwords by username, where a login is needed (`*` is anyone);
- `missing`, `wrong`: the status without a login and with a wrong one (401);
- `packages`: those that are there (all);
- `files_at`: where the files are that the pages name (beside them); `redirect_to`: where else;
- `relative`: whether the pages name files without scheme and host, as most servers do.
"""

import hashlib
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.oracle.wheels import wheel

Rule = Mapping[str, Any]
PACKAGES = ("custompkg", "otherpkg")
CHALLENGE = {"WWW-Authenticate": 'Basic realm="index"'}


@dataclass(frozen=True)
class Reply:
    """What is answered to one request."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def login(authorization: str) -> tuple[str | None, str | None]:
    """Read the login of a request: a username, if it has one, and what stands for a password."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None, token or None
    username, _, password = b64decode(token).decode(errors="replace").partition(":")
    return username, password


def reply(rules: Sequence[Rule], method: str, url: str, authorization: str) -> Reply:
    """Answer a request."""
    fits = [each for each in rules if url.startswith(each["prefix"])]
    rule = max(fits, key=lambda each: len(each["prefix"]), default=None)
    return _refused(rule, authorization) or _page(rule, method, url)


def _refused(rule: Rule | None, authorization: str) -> Reply | None:
    """Refuse a login that is missing or wrong."""
    username, password = login(authorization)
    users = rule.get("users") if rule else None
    if not rule or not users:
        return None
    if not authorization:
        return Reply(rule.get("missing", 401), b"missing", CHALLENGE)
    if username is not None and users.get(username, users.get("*")) == password:
        return None
    return Reply(rule.get("wrong", 401), b"wrong", CHALLENGE)


def _page(rule: Rule | None, method: str, url: str) -> Reply:
    """Serve an index, the page of a package, a file, or an upload."""
    parts = urlsplit(url)
    if rule and (target := rule.get("redirect_to")):
        rest = parts.path[len(urlsplit(rule["prefix"]).path) :]
        return Reply(302, headers={"Location": f"{target}{rest}"})
    if method == "POST":
        return Reply(200, b"ok")
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    if name.endswith(".whl"):
        package = name.split("-")[0].replace("_", "-")
        return Reply(200, wheel(package), {"Content-Type": "application/octet-stream"})
    known = rule.get("packages", PACKAGES) if rule else ()
    if name in known:
        return _links([_link(_files(rule, url, folder), name)])
    if name in {"simple", "links"}:
        return _links(f'<a href="{each}/">{each}</a>' for each in known)
    return Reply(404, b"not found")


def _files(rule: Rule | None, url: str, folder: str) -> str:
    """Return where a page says that its files are."""
    found: Rule = rule or {}
    parts = urlsplit(url)
    host = "" if found.get("relative") else f"{parts.scheme}://{parts.netloc}"
    return str(found.get("files_at") or f"{host}{folder}/-files")


def _link(folder: str, package: str) -> str:
    name = f"{package.replace('-', '_')}-0.0.1-py3-none-any.whl"
    digest = hashlib.sha256(wheel(package)).hexdigest()
    return f'<a href="{folder}/{name}#sha256={digest}">{name}</a>'


def _links(links: Iterable[str]) -> Reply:
    page = f"<!DOCTYPE html><html><body>{''.join(links)}</body></html>"
    return Reply(200, page.encode(), {"Content-Type": "text/html"})
