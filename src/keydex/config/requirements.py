"""Requirements files: the options for indexes in them, nested files in their place."""

import itertools
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from keydex.config import texts
from keydex.config.lines import Expand, Line, Span, Word, lines
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.nouns import dataclass

URL = re.compile(r"(?:https?|file):", re.IGNORECASE)
MOST = 256  # Files; some that name each other could otherwise be read for ever.

LONG = {
    "--index-url": "index-url",
    "--pypi-url": "index-url",
    "--extra-index-url": "extra-index-url",
    "--no-index": "no-index",
    "--find-links": "find-links",
    "--trusted-host": "trusted-host",
    "--requirement": "requirement",
    "--constraint": "constraint",
    "--editable": "editable",
}
SHORT = {
    "-i": "index-url",
    "-f": "find-links",
    "-r": "requirement",
    "-c": "constraint",
    "-e": "editable",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a requirements file.

    `name` is `index-url`, `extra-index-url`, `find-links`, `no-index` or `trusted-host`; `raw` is
    the value as written, without quotes around it, and `value` what it stands for.
    """

    name: str
    value: str
    raw: str
    path: Path
    line: int


def options(environment: Environment, path: Path, *, expand: Expand) -> tuple[Option, ...]:
    """Read the options for indexes in file order, those of nested files in their place.

    `expand` returns the value of a variable, or None to leave it as it is. Raises ConfigError.
    """
    text = texts.read(environment, path, marks=True)
    if text is None:
        raise ConfigError("there is no such file", path)
    return tuple(_Reader(environment, expand, itertools.count(1)).options(path, text, ()))


def written(text: str, path: Path) -> Iterator[Option]:
    """Yield the options that stand in a text itself, with variables as they are written."""
    for line in lines(text):
        for name, word in _found(line, lambda _: None, path):
            yield Option(name, word.value, word.raw, path, line.number)


def span(text: str, option: Option) -> Span:
    """Return the offsets of the value as written, or raise ConfigError."""
    for line in lines(text):
        if line.number == option.line:
            for name, word in _found(line, lambda _: None, option.path):
                if (name, word.raw) == (option.name, option.raw):
                    return line.span(word)
    key = f"--{option.name}"
    raise ConfigError("the value is not written here", option.path, option.line, key)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What stays the same from file to file; `files` counts them."""

    environment: Environment
    expand: Expand
    files: Iterator[int]

    def options(self, path: Path, text: str, chain: tuple[Path, ...]) -> Iterator[Option]:
        """Read one file; a line that names another one says nothing else, as in pip."""
        if next(self.files) > MOST:
            raise ConfigError(f"more than {MOST} files are read one from another", path)
        chain = (*chain, self.environment.machine.resolve(path))
        for line in lines(text):
            found = _found(line, self.expand, path)
            named = dict(reversed(found))
            if "editable" in named:
                continue
            if nested := named.get("requirement") or named.get("constraint"):
                yield from self.nested(path, line.number, nested, chain)
                continue
            for name, word in found:
                yield Option(name, word.value, word.raw, path, line.number)

    def nested(
        self, path: Path, line: int, word: Word, chain: tuple[Path, ...]
    ) -> Iterator[Option]:
        """Read a file that another one names; no URL, and no file that is being read."""
        target = Path(posixpath.normpath((path.parent / word.value).as_posix()))
        if URL.match(word.value) or self.environment.machine.resolve(target) in chain:
            return
        try:
            text = texts.read(self.environment, target, marks=True)
        except ConfigError as error:
            raise ConfigError(f"{word.raw}: {error.reason}", path, line, hint=error.hint) from None
        if text is None:
            raise ConfigError(f"{word.raw} does not exist", path, line)
        yield from self.options(target, text, chain)


def _found(line: Line, expand: Expand, path: Path) -> list[tuple[str, Word]]:
    """Name the options of a line, each with its value; one that has none with itself."""
    try:
        words = iter(list(line.words(expand)))
    except ValueError:
        raise ConfigError("a quotation is not closed", path, line.number) from None
    found = []
    for word in words:
        name, flag = _option(word.value)
        if name == "no-index":
            found.append((name, Word("", word.raw, word.start)))
        elif name and (flag != word.value or flag.endswith("=")):
            found.append((name, word.without(flag)))
        elif name:
            value = next(words, None)
            if value is None:
                raise ConfigError("the option has no value", path, line.number, word.raw)
            found.append((name, value.without("")))
    return found


def _option(word: str) -> tuple[str | None, str]:
    """Name the option that a word is or begins with, and return what of it is no value.

    A long option may be cut short where it is still the only one, as in optparse.
    """
    if not word.startswith("--"):
        return SHORT.get(word[:2]), word[:2]
    name, equals, _ = word.partition("=")
    meant = {LONG[long] for long in LONG if long == name} or {
        LONG[long] for long in LONG if long.startswith(name)
    }
    return meant.pop() if len(meant) == 1 else None, name + equals
