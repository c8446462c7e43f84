"""Secrets, and how to take them out of URLs and texts."""

import re
from collections.abc import Iterator
from typing import NoReturn, Self
from urllib.parse import SplitResult, quote, unquote, urlsplit

from keydex import dumps

MASK = "****"
# A login where it is none: a password with a slash in it, which does not begin like a port; a URL
# with slashes too few or too many.
MISTYPED = re.compile(
    r"(?P<before>://)[^\s/?#:@]*:(?P<password>(?!\d+(?:[/?#]|$))\S+)@"
    r"|(?P<slash>(?:^|[/\\])(?!/))[^/\\@]*:(?P<word>[^/\\@]*)@"
)
# What stands in a URL for the username of whoever reads it.
VARIABLE = re.compile(r"\$\{[A-Z0-9_]+\}")


class Secret:
    """A password or token; only `reveal` shows it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        dumps.off()
        self._value = value

    def reveal(self) -> str:
        """Return the plain text, for a keyring or a request header."""
        return self._value

    def __repr__(self) -> str:
        return f"Secret({MASK})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")


def masked(text: str, secrets: tuple[Secret, ...]) -> str:
    """Replace each secret in `text`, plain or percent-encoded, by the mask."""
    for secret in sorted(secrets, key=lambda each: -len(each.reveal())):
        for form in forms(secret):
            text = text.replace(form, MASK)
    return text


def forms(secret: Secret) -> set[str]:
    """Return what a secret may look like: plain, or percent-encoded with or without its slashes."""
    plain = secret.reveal()
    return {plain, *(quote(plain, safe, errors="replace") for safe in ("", "/"))} - {""}


def userinfo(url: str) -> tuple[str, str | None, Secret | None]:
    """Split a URL into the URL without userinfo, the username and the password, both decoded.

    A username that is there but empty is `""`; one that is not there is None.
    """
    scheme, separator, rest = url.partition("://")
    if not separator:
        return url, None, None
    ends = [at for at in map(rest.find, "/?#") if at >= 0]
    end = min(ends, default=len(rest))
    login, at, netloc = rest[:end].rpartition("@")
    if not at:
        return url, None, None
    username, colon, password = login.partition(":")
    bare = f"{scheme}://{netloc}{rest[end:]}"
    return bare, unquote(username), Secret(unquote(password)) if colon else None


def pieces(url: str) -> SplitResult:
    """Split a URL; what is none, since it has a bracket too few, is nothing but a path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


def bare(word: str) -> str:
    """Return a word of a command line as it may be shown: without userinfo, scheme or not.

    What looks like a login goes also where the word is no URL: its slashes may be mistyped.
    """
    start = "" if "://" in word else "://"
    shown = MISTYPED.sub(r"\g<before>\g<slash>", userinfo(f"{start}{word}")[0])
    return shown.removeprefix(start)


def mistyped(bare: str) -> Iterator[Secret]:
    """Yield the passwords in what was meant to be a URL, whole and up to a slash.

    `bare` is without userinfo, as far as it is one.
    """
    for found in MISTYPED.finditer(bare):
        password = found["password"] or found["word"]
        yield from map(Secret, filter(None, {password, password.partition("/")[0]}))


def with_username(url: str, username: str | None) -> str:
    """Put `username`, percent-encoded, in front of the host of a URL; None takes it away.

    A password stays as it is written, and so does a username that is a variable: `${NAME}`.
    """
    scheme, separator, rest = url.partition("://")
    end = min([at for at in map(rest.find, "/?#") if at >= 0], default=len(rest))
    login, _, netloc = rest[:end].rpartition("@")
    _, colon, password = login.partition(":")
    if username is None:
        written = f"{colon}{password}"
    elif VARIABLE.fullmatch(username):
        written = f"{username}{colon}{password}"
    else:
        written = f"{quote(username, safe='', errors='surrogateescape')}{colon}{password}"
    place = f"{written}@{netloc}" if written else netloc
    return f"{scheme}{separator}{place}{rest[end:]}" if separator else url


def without_password(url: str) -> str:
    """Take the password out of a URL; all else stays as it is written."""
    scheme, separator, rest = url.partition("://")
    end = min([at for at in map(rest.find, "/?#") if at >= 0], default=len(rest))
    login, at, netloc = rest[:end].rpartition("@")
    username = login.partition(":")[0]
    place = f"{username}{at}{netloc}" if username else netloc
    return f"{scheme}{separator}{place}{rest[end:]}"
