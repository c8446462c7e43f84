"""Show what an edit changes, without the secrets in it."""

import io
import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

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
Span = tuple[int, int]
UNENDED = "\\ No newline at end of file\n"


def diff(edit: Edit) -> str:
    """Return a unified diff with secrets masked and control characters escaped.

    Masked are the edit's own secrets, the password in every URL, and what is set as a password,
    token or secret. No line around is shown: it could hold a secret that has no known form.
    """
    lines = _changes(_lines(edit.before), _lines(edit.after), str(edit.path))
    return "".join(_shown(lines, _as_written(edit.secrets)))


def hides(edit: Edit) -> bool:
    """Say whether a secret may stand anywhere in the file, before or after.

    A value may stand in the line below its key, so the text is looked at as one line.
    """
    secrets = _as_written(edit.secrets)
    texts = (" ".join("".join(_lines(each)).split()) for each in (edit.before, edit.after))
    return edit.is_private or any(_masked(each, secrets) != each for each in texts)


def _changes(before: list[str], after: list[str], name: str) -> Iterator[str]:
    """Yield the lines of a unified diff with nothing around; none where nothing differs."""
    yield from (f"--- {name}\n", f"+++ {name}\n") if before != after else ()
    for (start, end), (new_start, new_end) in _differences(before, after):
        yield f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n"
        yield from (f"-{line}" for line in before[start:end])
        yield from (f"+{line}" for line in after[new_start:new_end])


def _range(start: int, end: int) -> str:
    """Write which lines are meant, as diff does."""
    if end - start == 1:
        return str(end)
    return f"{start + (end > start)},{end - start}"


def _differences(before: list[str], after: list[str]) -> Iterator[tuple[Span, Span]]:
    """Yield which lines became which.

    Most edits change within lines, or one place: difflib, which takes the square of the time,
    sees only what is left of the others.
    """
    if len(before) == len(after):
        places = (at for at, pair in enumerate(zip(before, after, strict=True)) if len({*pair}) > 1)
        for _, run in groupby(enumerate(places), lambda each: each[1] - each[0]):
            numbers = [at for _, at in run]
            span = numbers[0], numbers[-1] + 1
            yield span, span
        return
    from difflib import SequenceMatcher

    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    left = before[start : len(before) - end], after[start : len(after) - end]
    for kind, one, one_end, other, other_end in SequenceMatcher(None, *left).get_opcodes():
        if kind != "equal":
            yield (start + one, start + one_end), (start + other, start + other_end)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the lines at the start that are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, pair in pairs if len({*pair}) > 1), min(len(one), len(other)))


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
