"""Show what an edit changes, without the secrets in it."""

import io
import json
import re
from collections.abc import Iterator

from keydex.config import texts
from keydex.model import Edit
from keydex.secret import MASK, Secret, masked

# A password may hold what a URL can't, such as a slash; then it does not begin like a port.
USERINFO = re.compile(r"""(://[^\s/?#:]*:)(?:[^\s/?#]*@|(?!\d+(?:[/?#,"'\s]|$))\S+@)""")
SETTING = re.compile(
    r"""((?:pass\w*|pwd|token|secret|auth(?!enticate\b|ors?\b)\w*|credentials?|api[-_]?key)"""
    r"""["']?[ \t]*[=:][ \t]*)\S.*"""
    r"""|(\bpassword[ \t]+)\S+"""
    r"""|(\bpypi-)[\w-]{16,}""",
    re.IGNORECASE,
)
UNENDED = "\\ No newline at end of file\n"


def diff(edit: Edit) -> str:
    """Return a unified diff with secrets masked and control characters escaped.

    Masked are the edit's own secrets, the password in every URL, and what is set as a password,
    token or secret. No line around is shown: it could hold a secret that has no known form.
    """
    from difflib import unified_diff

    name = str(edit.path)
    lines = unified_diff(_lines(edit.before), _lines(edit.after), name, name, n=0)
    return "".join(_shown(lines, _as_written(edit.secrets)))


def hides(edit: Edit) -> bool:
    """Say whether a secret may stand anywhere in the file, before or after.

    A value may stand in the line below its key, so the text is looked at as one line.
    """
    secrets = _as_written(edit.secrets)
    texts = (" ".join("".join(_lines(each)).split()) for each in (edit.before, edit.after))
    return edit.is_private or any(_masked(each, secrets) != each for each in texts)


def _lines(content: bytes) -> list[str]:
    return list(io.StringIO(content.decode(texts.encoding(content), errors="replace")))


def _as_written(secrets: tuple[Secret, ...]) -> tuple[Secret, ...]:
    """Add what each secret looks like inside the quotes of TOML."""
    quoted = (json.dumps(secret.reveal(), ensure_ascii=False)[1:-1] for secret in secrets)
    return (*secrets, *map(Secret, quoted))


def _shown(lines: Iterator[str], secrets: tuple[Secret, ...]) -> Iterator[str]:
    for line in lines:
        text = line.removesuffix("\n").removesuffix("\r")
        yield "".join(map(_visible, _masked(text, secrets))) + "\n"
        if not line.endswith("\n"):
            yield UNENDED


def _masked(line: str, secrets: tuple[Secret, ...]) -> str:
    """Mask what is known as a secret, and what has the form of one."""
    text = USERINFO.sub(rf"\1{MASK}@", masked(line, secrets))
    return SETTING.sub(lambda found: "".join(filter(None, found.groups())) + MASK, text)


def _visible(letter: str) -> str:
    """Escape what a terminal would obey or hide."""
    if letter.isprintable() or letter == "\t":
        return letter
    return letter.encode("unicode_escape").decode()
