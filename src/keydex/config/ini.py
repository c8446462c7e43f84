"""INI files, as pip and twine read them, and where each value stands in the text."""

import configparser
import io
import re
from collections.abc import Iterator
from configparser import RawConfigParser
from functools import cached_property
from pathlib import Path

from keydex.config import texts
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.nouns import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a section, as `RawConfigParser.items` gives it, and the line of its key.

    A value of the default section is an entry of every section that does not replace it.
    """

    section: str
    key: str
    value: str
    line: int


@dataclass(frozen=True)
class Document:
    """An INI file as it was read; the text keeps its line endings."""

    path: Path
    text: str
    entries: tuple[Entry, ...]
    sections: tuple[str, ...] = ()

    @cached_property
    def places(self) -> dict[tuple[str, str], list[Span]]:
        """Return for each section and key the lines of the value, without blanks around them."""
        return _places(self.text)

    def place(self, section: str, key: str) -> list[Span]:
        """Return the offsets of each line of a value, or raise ConfigError."""
        for each in (section, configparser.DEFAULTSECT):
            if found := self.places.get((each, key)):
                return found
        raise ConfigError("there is no such value", self.path, key=f"{section}.{key}")

    def span(self, section: str, key: str) -> Span:
        """Return the offsets of a value, or raise ConfigError."""
        place = self.place(section, key)
        return place[0][0], place[-1][1]

    def words(self, section: str, key: str, word: str) -> list[Span]:
        """Return the offsets of a word wherever it stands in a value, or raise ConfigError."""
        pattern = re.compile(rf"(?<!\S){re.escape(word)}(?!\S)")
        return [
            (start + match.start(), start + match.end())
            for start, end in self.place(section, key)
            for match in pattern.finditer(self.text[start:end])
        ]

    def line(self, section: str, key: str, word: str | None = None) -> int | None:
        """Return the line, from 1, of a key, or that of a word of its value; None without one."""
        if word is not None:
            spans = self.words(section, key, word)
            return texts.line_at(self.text, spans[0][0]) if spans else None
        lines = [each.line for each in self.entries if (each.section, each.key) == (section, key)]
        return lines[0] if lines else None


def read(environment: Environment, path: Path) -> Document | None:
    """Read an INI file; None where there is none. Raises ConfigError."""
    text = texts.read(environment, path)
    return None if text is None else document(text, path)


def document(text: str, path: Path) -> Document:
    """Parse the text of an INI file. Raises ConfigError."""
    bare, parser = Document(path, text, ()), _parsed(text, path)
    return Document(path, text, tuple(_entries(parser, bare)), tuple(parser.sections()))


def _parsed(text: str, path: Path) -> RawConfigParser:
    """Parse as pip does, line ends translated; an error quotes nothing of the text."""
    parser = RawConfigParser()
    try:
        parser.read_file(io.StringIO(text, newline=None))
    except configparser.DuplicateOptionError as error:
        key = f"{error.section}.{error.option}"
        raise ConfigError("the key is there twice", path, error.lineno, key) from None
    except configparser.DuplicateSectionError as error:
        reason = f"the section {error.section} is there twice"
        raise ConfigError(reason, path, error.lineno) from None
    except configparser.MissingSectionHeaderError as error:
        marked = text.startswith(texts.MARK)
        reason = "it begins with a byte order mark" if marked else "a line is in no section"
        raise ConfigError(reason, path, error.lineno) from None
    except configparser.ParsingError as error:
        reason = "a line is neither a section nor a key with a value"
        raise ConfigError(reason, path, error.errors[0][0]) from None
    return parser


def _entries(parser: RawConfigParser, document: Document) -> Iterator[Entry]:
    lines = texts.Lines(document.text)
    for section in parser.sections():
        for key, value in parser.items(section):
            start = document.place(section, key)[0][0]
            yield Entry(section, key, value, lines.at(start))


def _places(text: str) -> dict[tuple[str, str], list[Span]]:
    """Find the lines of every value of a text that RawConfigParser accepts.

    What continues a value is decided as in its `_read` (Python 3.11 to 3.14).
    """
    places: dict[tuple[str, str], list[Span]] = {}
    section, indent, at = "", 0, 0
    pieces: list[Span] | None = None
    for line in io.StringIO(text, newline=""):
        words = line.strip()
        depth = len(line) - len(line.lstrip())
        start, at = at + depth, at + len(line)
        if not words or words[0] in "#;":
            continue
        if pieces is not None and depth > indent:
            pieces.append((start, start + len(words)))
            continue
        indent = depth
        if header := RawConfigParser.SECTCRE.match(words):
            section, pieces = header["header"], None
        else:
            option = next(RawConfigParser.OPTCRE.finditer(words))
            pieces = [(start + option.start("value"), start + len(words))]
            places[section, option["option"].rstrip().lower()] = pieces
    return places
