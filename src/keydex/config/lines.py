"""The lines of a requirements file as pip reads them: joined, expanded, split into words.

The rules are those of pip's req/req_file.py (26.3). Every word knows where it was written.
"""

import re
import shlex
from collections.abc import Callable, Iterator

from keydex.config import texts
from keydex.nouns import dataclass

Span = tuple[int, int]
Expand = Callable[[str], str | None]

COMMENT = re.compile(r"(?<!\S)#.*")
VARIABLE = re.compile(r"\$\{([A-Z0-9_]+)\}")
WORD = re.compile(r"""(?:[^ \t\r\n'"\\]++|\\.?|'[^']*+'?|"(?:[^"\\]++|\\.?)*+"?)++""")
QUOTED = re.compile(r"""(["'])([^"'\\]*)\1""")


@dataclass(frozen=True, slots=True)
class Word:
    """A word after expansion, as it was written, and where in its line."""

    value: str
    raw: str
    start: int

    def without(self, flag: str) -> "Word":
        """Take off the flag in front of a value, and the quotes around it."""
        skip = len(flag) if self.raw.startswith(flag) else 0
        raw = self.raw[skip:]
        if quoted := QUOTED.fullmatch(raw):
            skip, raw = skip + 1, quoted[2]
        return Word(self.value.removeprefix(flag), raw, self.start + skip)


@dataclass(frozen=True, slots=True)
class Line:
    """Lines that backslashes join: the number of the first, the text, and where it is from.

    `pieces` are offsets in this text, each beside the offset in the file.
    """

    number: int
    text: str
    pieces: tuple[Span, ...]

    def words(self, expand: Expand) -> Iterator[Word]:
        """Split a line that begins with an option; any other has no words.

        Raises ValueError where a quotation is not closed.
        """
        text = COMMENT.sub("", self.text).rstrip()
        start = len(text) - len(text.lstrip())
        if text[start : start + 1] not in {"-", "$"}:
            return
        for match in WORD.finditer(text, start):
            expanded = VARIABLE.sub(lambda name: expand(name[1]) or name[0], match[0])
            if match.start() == start and not expanded.startswith("-"):
                return
            for value in shlex.split(expanded):
                yield Word(value, match[0], match.start())

    def span(self, word: Word) -> Span:
        """Return the offsets of a word in the file."""
        last = word.start + max(len(word.raw) - 1, 0)
        return self._offset(word.start), self._offset(last) + min(len(word.raw), 1)

    def _offset(self, at: int) -> int:
        here, there = max(piece for piece in self.pieces if piece[0] <= at)
        return there + at - here


def lines(text: str) -> Iterator[Line]:
    """Join lines that end in a backslash, but for comments; backslashes go as in pip."""
    at = len(texts.MARK) if text.startswith(texts.MARK) else 0
    first, joined = 0, ""
    pieces: list[Span] = []
    for number, whole in enumerate(text[at:].splitlines(keepends=True), start=1):
        (bare,) = whole.splitlines()
        is_comment = bare.lstrip().startswith("#")
        goes_on = bare.endswith("\\") and not is_comment
        stripped = len(bare) - len(bare.lstrip("\\")) if goes_on else 0
        first = first or number
        joined += " " if is_comment else ""
        pieces.append((len(joined), at + stripped))
        joined += bare.strip("\\") if goes_on else bare
        at += len(whole)
        if not goes_on:
            yield Line(first, joined, tuple(pieces))
            first, joined, pieces = 0, "", []
    if pieces:
        yield Line(first, joined, tuple(pieces))
