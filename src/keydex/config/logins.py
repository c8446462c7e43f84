"""Logins in URLs, wherever in a text they stand."""

import re
from collections.abc import Iterator

from keydex.config import texts
from keydex.nouns import dataclass
from keydex.secret import Secret, userinfo

# Up to the last @ in front of the path; quotes, brackets and blanks end a URL.
LOGIN = re.compile(r"""://([^\s/?#"'`<>]+@)([^\s/?#"'`<>@,;)\]]*)""")
SCHEMES = ("http", "https")
# What stands for a password that is somewhere else, or for none.
STANDS_FOR = re.compile(r"\$?\{.*\}|\$\(.*\)|\$\w+|%\w+%|\[.*\]|\*+|\.+|…")


@dataclass(frozen=True, slots=True)
class Login:
    """The login of one URL, decoded; `start` and `end` are its offsets in the text, with its @."""

    start: int
    end: int
    line: int
    host: str
    username: str
    password: Secret | None


def logins(text: str) -> Iterator[Login]:
    """Yield the logins in the URLs of a text, in order; what stands for a password is none."""
    line, at = 1, 0
    for found in LOGIN.finditer(text):
        scheme = text[max(found.start() - 5, 0) : found.start()].lower()
        if not scheme.endswith(SCHEMES):
            continue
        _, username, password = userinfo(f"x://{found[1]}")
        if password and STANDS_FOR.fullmatch(password.reveal()):
            password = None
        line += texts.line_at(text[at : found.start()], found.start() - at) - 1
        at = found.start()
        yield Login(found.start(1), found.end(1), line, found[2], username or "", password or None)
