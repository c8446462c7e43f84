"""Where an index is, in all the spellings of a URL, and what stands or falls with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from tests.oracle.fuzzing import Piece
from tests.oracle.worlds import Json

T = TypeVar("T")

HOSTS = {"pkgs.corp.example": 5, "feed.example": 3, "my-feed.corp.example": 1}
PATHS = {
    "/team/simple": 6,
    "/a/simple": 3,
    "/b/simple": 3,
    "/simple": 1,
    "/team/pypi": 2,
    "/Team/Simple": 1,
    "/te.am-x/simple": 1,
    "/a/b/+simple": 1,
    "/a/-/b": 1,
    "": 1,
    "/a//b/simple": 1,
}
TAILS = {"/": 6, "": 6, "//": 1, "/?x=y": 0.3}
# A login as it is written in front of the host, and whom it names.
LOGINS: dict[tuple[str | None, str | None], float] = {
    (None, None): 8,
    ("ci-bot", "ci-bot"): 9,
    ("ann", "ann"): 2,
    ("ci-bot:s3cret", "ci-bot"): 1.5,
    ("ci-bot:stale", "ci-bot"): 1,
    ("al%40ice", "al@ice"): 1,
    ("al%40ice:s3%63ret", "al@ice"): 0.5,
    ("ci-bot:", "ci-bot"): 0.7,
    (":s3cret", ""): 0.5,
    ("", None): 0.5,
    ("__token__", "__token__"): 1,
}
# What a server says where a login is missing, and where it is wrong.
REFUSALS: dict[tuple[int, int], float] = {
    (401, 401): 12,
    (403, 403): 1,
    (404, 404): 1,
    (404, 401): 1,
    (401, 403): 1,
    (401, 404): 0.5,
}
PAGE = "custompkg/"


def pick(dice: Random, choices: Mapping[T, float]) -> T:
    """Draw one of several, by weight."""
    return dice.choices(list(choices), list(choices.values()))[0]


@dataclass(frozen=True)
class Address:
    """An index: as it is written, without its login; the login; and as a server sees it."""

    bare: str
    login: str | None
    user: str | None
    scheme: str
    netloc: str
    path: str

    @property
    def written(self) -> str:
        """The URL as it is configured."""
        if self.login is None:
            return self.bare
        scheme, _, rest = self.bare.partition("://")
        return f"{scheme}://{self.login}@{rest}"

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a server sees them."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def pages(self) -> Json:
        """How its pages name files: a server is not told that a port is spelled out."""
        return {"relative": True} if re.search(r":(443|80)(?!\d)", self.bare) else {}


def address(dice: Random, *, paths: Mapping[str, float] = PATHS) -> Address:
    """Draw an index."""
    scheme = pick(dice, {"https": 7, "http": 1})
    host, path, tail = pick(dice, HOSTS), pick(dice, paths), pick(dice, TAILS)
    own = {"https": ":443", "http": ":80"}[scheme]
    port = pick(dice, {"": 9, own: 1, ":8443": 2})
    login, user = pick(dice, LOGINS)
    shown = pick(dice, {host: 10, host.title(): 1})
    named = pick(dice, {scheme: 20, scheme.upper(): 0.5})
    bare = f"{named}://{shown}{port}{path}{tail}"
    return Address(bare, login, user, scheme, f"{host}{port if port != own else ''}", path)


def rules(dice: Random, found: Address, *, redirects: bool = True) -> Iterator[Piece]:
    """Draw what the server of an index says."""
    prefix = found.origin + pick(dice, {"/": 2, found.path: 3} if found.path else {"/": 1})
    more: Json = (pick(dice, {"": 3, "empty": 1}) == "empty" and {"packages": []}) or {}
    more |= found.pages
    kind = pick(dice, {"private": 12, "open": 2, "none": 1, "redirect": 0.5 * redirects})
    if kind == "none":
        return
    if kind == "redirect":
        yield Piece(rule={"prefix": prefix, "redirect_to": "https://else.example/x"})
        yield Piece(rule={"prefix": "https://else.example/", "users": {"ci-bot": "s3cret"}})
    elif kind == "open":
        yield Piece(rule={"prefix": prefix, **more})
    else:
        missing, wrong = pick(dice, REFUSALS)
        user = pick(dice, {found.user or "ci-bot": 6, "*": 1, "ann": 1})
        more |= {"missing": missing} if missing != 401 else {}
        more |= {"wrong": wrong} if wrong != 401 else {}
        yield Piece(rule={"prefix": prefix, "users": {user: "s3cret"}, **more})


def entries(dice: Random, found: Address, *services: str) -> Iterator[Piece]:
    """Draw what the keyring holds for an index."""
    plain = f"{found.origin}{found.path}"
    names = {
        **dict.fromkeys((found.bare, f"{found.bare.rstrip('/')}/", found.bare.rstrip("/")), 2.0),
        **dict.fromkeys((plain, f"{plain}/", f"{plain}/{PAGE}", found.origin), 1.0),
        **dict.fromkeys((found.netloc, found.netloc.partition(":")[0]), 3.0),
        found.written: 0.5,
        **dict.fromkeys(services, 3.0),
    }
    for _ in range(pick(dice, {0: 5, 1: 4, 2: 2})):
        user = pick(dice, {found.user or "ci-bot": 6, "ci-bot": 1, "ann": 1, "__token__": 1})
        yield Piece(entry=(pick(dice, names), user, pick(dice, {"s3cret": 5, "stale": 1})))


def netrc(dice: Random, found: Address) -> Iterator[Piece]:
    """Draw a netrc, now and then."""
    if pick(dice, {"none": 4, "some": 1}) == "none":
        return
    host = found.netloc.partition(":")[0]
    user = found.user or "ci-bot"
    text = pick(
        dice,
        {
            f"machine {host} login {user} password s3cret": 3,
            f"machine {host} login ann password s3cret": 1,
            f"machine {host} login {user} password stale": 1,
            f"machine {found.netloc} login {user} password s3cret": 1,
            f"machine else.example login {user} password s3cret": 1,
            f"machine {host} password s3cret": 0.3,
            f"machine {host} login {user}": 0.3,
            f"default login {user} password s3cret": 1,
            f"machine else.example login ann password a\ndefault login {user} password b": 0.5,
        },
    )
    yield Piece(file="~/.netrc", text=text)
