"""What a person needs for an index: which token, with which scopes, and the page to make it."""

from collections.abc import Iterator

from keydex import hosts
from keydex.nouns import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """What is stored for a kind of index, in words; what is hearsay is left empty."""

    title: str = ""
    credential: str = ""
    install: str = ""
    publish: str = ""
    lifetime: str = ""
    page: str = ""
    login: str = ""
    """The command that logs a person in again, where tokens are short-lived."""

    def sentences(self) -> Iterator[str]:
        """Yield what to paste, what it must be allowed to do, how long it lives, where from."""
        if self.credential:
            yield f"It takes {self.credential}."
        if self.install:
            also = f"; to publish {self.publish}" if self.publish else ""
            yield f"It needs {self.install}{also}."
        if self.lifetime:
            yield f"It lives {self.lifetime}."
        if self.page:
            yield f"Make one at {self.page}"
        if self.login:
            yield f"Log in with {self.login}"


def token(url: str) -> Token:
    """Say what a person needs for an index, known by its URL without userinfo."""
    host = hosts.kind(url)
    if host is None:
        return Token()

    def sure(name: str) -> str:
        return "" if name in host.unverified else str(getattr(host, name))

    names = ("credential", "install", "publish", "lifetime", "login")
    page = hosts.token_page(url) or ""
    return Token(host.title, page=page, **{name: sure(name) for name in names})
