"""Canaries, every form that one may take, and the search for them.

A canary is two marks of plain letters around characters that every encoding changes. A mark stays
as it is in a URL, in JSON, TOML, HTML, a repr and a shell's quotes: to find it is to find those.
"""

import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import md5, sha1, sha256
from urllib.parse import quote

ODD = '"\\/+%é@'
CONTROL = re.compile(
    rb"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|\[[0-?]*[ -/]*[@-~]|.)"
)
OSC_52 = re.compile(rb"\x1b\]52;[^;]*;([A-Za-z0-9+/=]*)")
ALIGNMENTS = 3


@dataclass(frozen=True)
class Canary:
    """The secret of one place; `seed` is that of the whole cage."""

    place: str
    seed: str
    number: int
    between: str = ODD

    @property
    def marks(self) -> tuple[str, str]:
        """Return what it begins and ends with."""
        own = f"{self.seed}{self.number:02x}"
        return f"{own}v", f"{own}w"

    @property
    def value(self) -> str:
        """Return the secret itself."""
        return self.between.join(self.marks)

    @property
    def quoted(self) -> str:
        """Return it as a URL has it."""
        return quote(self.value, safe="")


@dataclass(frozen=True, order=True)
class Hit:
    """A canary where none may be."""

    surface: str
    place: str
    form: str


def _aligned(encode: Callable[[bytes], bytes]) -> Callable[[str], Iterator[bytes]]:
    """Encode at every alignment, without the characters that depend on what stands around."""

    def forms(mark: str) -> Iterator[bytes]:
        for at in range(ALIGNMENTS):
            whole = encode(b"\0" * at + mark.encode())
            first = -(-at * 4 // 3)
            yield whole[first : (at + len(mark)) * 4 // 3]

    return forms


def _each(form: str) -> Callable[[str], Iterator[bytes]]:
    """Write every letter by its number."""
    return lambda mark: iter(["".join(form.format(ord(each)) for each in mark).encode()])


OF_MARKS: dict[str, Callable[[str], Iterable[bytes]]] = {
    "plain, or escaped": lambda mark: [mark.encode()],
    "capitals": lambda mark: [mark.upper().encode()],
    "reversed": lambda mark: [mark[::-1].encode()],
    "hex": lambda mark: [mark.encode().hex().encode(), mark.encode().hex().upper().encode()],
    "spaced hex": lambda mark: [mark.encode().hex(" ").encode()],
    "base64": _aligned(b64encode),
    "base64url": _aligned(urlsafe_b64encode),
    "UTF-16": lambda mark: [mark.encode("utf-16-le")[:-1]],
    "UTF-32": lambda mark: [mark.encode("utf-32-le")[:-3]],
    "percent, every letter": _each("%{:02X}"),
    "escapes of a repr": _each("\\x{:02x}"),
    "escapes of JSON": _each("\\u{:04x}"),
    "octal escapes": _each("\\{:03o}"),
    "references of HTML": _each("&#{};"),
    "hex references of HTML": _each("&#x{:x};"),
    "numbers of a list": lambda mark: [", ".join(str(ord(each)) for each in mark).encode()],
}
OF_VALUES: dict[str, Callable[[bytes], Iterable[bytes]]] = {
    "MD5": lambda value: [md5(value).hexdigest().encode()],  # noqa: S324 - a form to look for.
    "SHA-1": lambda value: [sha1(value).hexdigest().encode()],  # noqa: S324 - likewise.
    "SHA-256": lambda value: [sha256(value).hexdigest().encode()],
}
LETTER_BY_LETTER, CUT_OFF = "letter by letter", "cut off"
FORMS = (*OF_MARKS, *OF_VALUES, LETTER_BY_LETTER, CUT_OFF)


def hits(
    surface: str, content: bytes, canaries: Iterable[Canary], *, cut_off: bool = True
) -> list[Hit]:
    """Return every canary that a content holds, in whatever form.

    One that is `cut_off` has lost what tells it from others, some of which may be allowed.
    """
    canaries = tuple(canaries)
    found: set[Hit] = set()
    for form, digests in OF_VALUES.items():
        for each in canaries:
            if any(one in content for one in digests(each.value.encode())):
                found.add(Hit(surface, each.place, form))
    squeezed = re.sub(rb"[^0-9A-Za-z]", b"", CONTROL.sub(b"", content))
    for seed in {each.seed for each in canaries}:
        for form, written in OF_MARKS.items():
            if any(one in content for one in written(seed)):
                found |= set(_named(surface, content, canaries, form))
        if seed.encode() in squeezed and seed.encode() not in content:
            found |= {
                Hit(surface, place, LETTER_BY_LETTER) for place in _places(squeezed, canaries)
            }
        if cut_off and seed.encode() in content and not found:
            found.add(Hit(surface, "one of them", CUT_OFF))
    return sorted(found)


def _named(surface: str, content: bytes, canaries: Iterable[Canary], form: str) -> Iterator[Hit]:
    for each in canaries:
        if any(one in content for mark in each.marks for one in OF_MARKS[form](mark)):
            yield Hit(surface, each.place, form)


def _places(squeezed: bytes, canaries: Iterable[Canary]) -> Iterator[str]:
    for each in canaries:
        if any(mark.encode() in squeezed for mark in each.marks):
            yield each.place


def of_terminal(seen: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what a terminal was sent: as it came, without its controls, and its clipboard."""
    yield "terminal", seen
    yield "terminal, without controls", CONTROL.sub(b"", seen)
    for at, each in enumerate(OSC_52.findall(seen)):
        yield f"clipboard {at}", each
