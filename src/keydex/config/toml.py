"""TOML files: what they say, and where each value stands in the text."""

import re
import tomllib
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import Any

from keydex.config import texts
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Key, dotted
from keydex.nouns import dataclass

Span = tuple[int, int]

BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
PART = re.compile(r"""[ \t]*("(?:[^"\\]++|\\.)*+"|'[^']*+'|[^\s.=\]"']++)[ \t]*(\.?)""")
SCALAR = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'''
    r"""|'''(?:[^']++|'(?!''))*+'{3,5}"""
    r"""|"(?:[^"\\]++|\\.)*+"|'[^']*+'"""
    r"""|[^,\]}#\r\n]*[^,\]}#\s]""",
    re.DOTALL,
)
# In decimals it would have more digits than Python writes (sys.get_int_max_str_digits).
HUGE = re.compile(r"0[xob][0-9a-fA-F_]{3000}")
PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Places:
    """Where things stand, as offsets in the text.

    `values` are all values, `statements` reach from a key at the beginning of a line to the end
    of its value, `headers` from bracket to bracket; an array of tables has that of its first.
    """

    values: dict[Key, Span] = field(default_factory=dict)
    statements: dict[Key, Span] = field(default_factory=dict)
    headers: dict[Key, Span] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """A TOML file as it was read; the text keeps byte order mark and line endings."""

    path: Path
    text: str
    data: dict[str, Any]

    @cached_property
    def places(self) -> Places:
        """Find every value; only done when a place is asked for."""
        return _places(self.text)

    @cached_property
    def _lines(self) -> texts.Lines:
        return texts.Lines(self.text)

    def line(self, key: Key) -> int | None:
        """Return the line, from 1, of a value or of the header of a table; None without one.

        A table that has no header begins with the first thing in it.
        """
        values, headers = self.places.values, self.places.headers
        if span := values.get(key) or headers.get(key):
            return self._lines.at(span[0])
        inside = [at for each, (at, _) in (values | headers).items() if each[: len(key)] == key]
        return self._lines.at(min(inside)) if inside else None

    def span(self, key: Key) -> Span:
        """Return the offsets of a value, or raise ConfigError."""
        if key not in self.places.values:
            raise ConfigError("there is no such value", self.path, self.line(key), dotted(key))
        return self.places.values[key]


def is_toml(path: Path) -> bool:
    """Say whether a file holds TOML, by its name."""
    return path.suffix == ".toml" or path.name == "Pipfile"


def read(environment: Environment, path: Path) -> Document | None:
    """Read a TOML file, once a look; None where there is none. Raises ConfigError."""
    return environment.once((Document, path), lambda: _read(environment, path))


def _read(environment: Environment, path: Path) -> Document | None:
    text = texts.read(environment, path)
    return None if text is None else Document(path, text, parsed(text, path))


def parsed(text: str, path: Path) -> dict[str, Any]:
    """Parse the text of a TOML file, with or without byte order mark. Raises ConfigError."""
    try:
        found = tomllib.loads(text.removeprefix(texts.MARK))
        if HUGE.search(text):
            str(found)
    except ValueError as error:
        reason, line = str(error), None
        if place := PLACE.search(reason):
            reason = reason[: place.start()]
            line = int(place[1]) if place[1] else texts.line_at(text, len(text))
        reason = f"it is not valid TOML: {reason[:1].lower()}{reason[1:]}"
        raise ConfigError(reason, path, line) from None
    except RecursionError:
        raise ConfigError("it is nested too deeply", path) from None
    return found


def value_at(tree: Any, key: Key) -> Any:
    """Return what stands at a key of a document, None where there is nothing."""
    for part in key:
        if isinstance(part, str):
            tree = tree.get(part) if isinstance(tree, dict) else None
        else:
            tree = tree[part] if isinstance(tree, list) and part < len(tree) else None
    return tree


def _places(text: str) -> Places:
    """Find every value of a text that tomllib accepts."""
    places = Places()
    counts: dict[Key, int] = {}
    table: Key = ()
    at = _blank(text, len(texts.MARK) if text.startswith(texts.MARK) else 0)
    while at < len(text):
        start = at
        if text[at] == "[":
            is_array = text.startswith("[[", at)
            names, at = _names(text, at + 1 + is_array)
            at += 1 + is_array
            table = _table(names, counts, is_array=is_array)
            places.headers[table] = (start, at)
            if is_array:
                places.headers.setdefault(table[:-1], (start, at))
        else:
            names, at = _names(text, at)
            at = _value(text, _blank(text, at + 1), table + names, places.values)
            places.statements[table + names] = (start, at)
        at = _blank(text, at)
    return places


def _table(names: Key, counts: dict[Key, int], *, is_array: bool) -> Key:
    """Complete the name in a header by the positions in the arrays of tables that it is below."""
    key: Key = ()
    for depth, name in enumerate(names, start=1):
        key += (name,)
        if is_array and depth == len(names):
            counts[key] = counts.get(key, -1) + 1
        if key in counts:
            key += (counts[key],)
    return key


def _blank(text: str, at: int) -> int:
    """Step over blanks, line ends and comments."""
    return next(BLANK.finditer(text, at)).end()


def _names(text: str, at: int) -> tuple[Key, int]:
    """Read a dotted key; return it and the offset of what ends it, `=` or `]`."""
    names: Key = ()
    goes_on = True
    while goes_on:
        part = next(PART.finditer(text, at))
        names += (_plain(part[1]),)
        at, goes_on = part.end(), bool(part[2])
    return names, at


def _plain(part: str) -> str:
    """Take the quotes off one part of a key."""
    if part[0] not in "\"'":
        return part
    return next(iter(tomllib.loads(f"{part} = 0")))


def _value(text: str, at: int, key: Key, values: dict[Key, Span]) -> int:
    """Note where the value at an offset ends, and all that is inside it; return its end."""
    start = at
    if text[at] in "[{":
        is_array, count = text[at] == "[", 0
        at = _blank(text, at + 1)
        while text[at] not in "]}":
            names: Key = (count,)
            if not is_array:
                names, at = _names(text, at)
                at = _blank(text, at + 1)
            at = _blank(text, _value(text, at, key + names, values))
            at = _blank(text, at + 1) if text[at] == "," else at
            count += 1
        end = at + 1
    else:
        end = next(SCALAR.finditer(text, at)).end()
    values[key] = (start, end)
    return end
