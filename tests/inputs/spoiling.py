"""Spoil a text: a line, a word, its type, its encoding, its size."""

import re
from dataclasses import dataclass

from hypothesis import strategies as st

WORD = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|[\w.-]+|[^\w\s]")
ODD = (
    *"\"'[]{}=:#\\%@$!~*/.,-\n\r\t\0\x1b\x07\x7f\x85\u2028\u202e\ufeff²é\ud800",
    *("1", "-1", "1.5", "true", "nan", "1979-05-27", "null", '""', "''", "[]", "{}", "[[]]"),
    *("${X}", "${", "%(x)s", "%%", "://", "https://", "//", "../..", "..", "=", "== ", "--", "-r"),
    *('"""', "'''", "[bold]", "[/]", "\x1b]52;c;aGk=\x07", "\x1b[2J", "\\u0000", "\\ud800"),
    *("9" * 5000, "1e999", "0x" + "f" * 5000, "a" * 5000, "[" * 3000, '{"a":' * 3000, "a." * 2000),
    *("(" * 3000, "<" * 3000, "\\" * 3001, "# " * 3000, " " * 5000, "\n" * 5000, "-r x\n" * 300),
    *("https://[", "https://[::1", "https://a:b:c@d:e/", "https://h:99999/", "https://h:²/"),
)
ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "utf-7", "cp037")
BYTES = (b"\0", b"\xff", b"\xed\xa0\x80", b"\xc3", b"\xfe\xff", b"\x80", b"\r", b"\xef\xbb\xbf")
MOST = 2**21
"""Characters of what is made larger."""

SHOWN = 2000  # Bytes of an input that broke a claim.


@dataclass(frozen=True)
class Spoiled:
    """What is left of a text; `mild` says that it still means the same."""

    content: bytes
    mild: bool

    def __repr__(self) -> str:
        shown = self.content if len(self.content) < SHOWN else self.content[:SHOWN] + b"..."
        return f"Spoiled({shown!r}, {self.mild})"

    @property
    def text(self) -> str:
        """Return it as the words of a command line come, or the output of a program."""
        return self.content.decode(errors="surrogateescape")


def _at(draw: st.DrawFn, length: int) -> int:
    return draw(st.integers(0, max(length - 1, 0)))


def _odd(draw: st.DrawFn) -> str:
    return str(ODD[_at(draw, len(ODD))])


def _instead(draw: st.DrawFn, text: str) -> str:
    """Put something odd, or another word of the text, in place of a word."""
    words = list(WORD.finditer(text)) or list(re.finditer("", text))
    word = words[_at(draw, len(words))]
    other = str(words[_at(draw, len(words))][0])
    new = other if draw(st.booleans()) else _odd(draw)
    return text[: word.start()] + new + text[word.end() :]


def _between(draw: st.DrawFn, text: str) -> str:
    at = _at(draw, len(text) + 1)
    return text[:at] + _odd(draw) + text[at:]


def _cut(draw: st.DrawFn, text: str) -> str:
    return text[: _at(draw, len(text) + 1)]


def _gap(draw: st.DrawFn, text: str) -> str:
    at = _at(draw, len(text))
    return text[:at] + text[at + 1 + _at(draw, 8) :]


def _line(draw: st.DrawFn, text: str) -> str:
    """Take a line away, write it twice, or put it elsewhere."""
    lines = text.splitlines(keepends=True) or [""]
    line = lines.pop(_at(draw, len(lines)))
    for _ in range(_at(draw, 3)):
        lines.insert(_at(draw, len(lines) + 1), line)
    return "".join(lines)


def _often(draw: st.DrawFn, text: str) -> str:
    """Write a line, or all of it, very often, each time with another number in its names."""
    lines = text.splitlines(keepends=True) or [""]
    one = text if draw(st.booleans()) else lines[_at(draw, len(lines))]
    count = min(MOST // (len(one) + 5), (30, 300, 1000)[_at(draw, 3)])
    is_numbered = draw(st.booleans())
    many = (re.sub(r"[a-z]\b", rf"\g<0>{each}", one, count=1) for each in range(count))
    return text + ("".join(many) if is_numbered else one * count)


SPOIL = (_instead, _instead, _instead, _between, _between, _line, _line, _gap, _cut)


@st.composite
def spoiled(draw: st.DrawFn, texts: tuple[str, ...]) -> Spoiled:
    """Draw one of some texts, as it is or spoiled in up to three ways."""
    text = texts[_at(draw, len(texts))]
    way = draw(st.integers(0, 39))
    if way < 2:
        return Spoiled(text.replace("\n", ("\n", "\r\n")[way]).encode(), mild=True)
    if way < 3:
        return Spoiled(_often(draw, text).encode(errors="surrogatepass"), mild=False)
    for _ in range(draw(st.integers(0 if way < 10 else 1, 3))):
        text = SPOIL[_at(draw, len(SPOIL))](draw, text)
    content = text.encode(errors="surrogatepass")
    if way < 10:
        content = _bytes(draw, text)
    return Spoiled(content, mild=False)


def _bytes(draw: st.DrawFn, text: str) -> bytes:
    """Write a text in another encoding, or put bytes into it that are no text."""
    if draw(st.booleans()):
        return text.encode(ENCODINGS[_at(draw, len(ENCODINGS))], errors="replace")
    content = text.encode(errors="surrogatepass")
    at = _at(draw, len(content) + 1)
    return content[:at] + BYTES[_at(draw, len(BYTES))] + content[at:]
