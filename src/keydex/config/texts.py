"""The text of a file, decoded without loss: encoded again it is the same bytes."""

import codecs
import re
from bisect import bisect_right
from pathlib import Path

from keydex.environment import Environment
from keydex.errors import ConfigError

MARK = "\ufeff"
END = re.compile(r"\r\n?|\n")
# UTF-32 first: its little-endian mark begins with that of UTF-16.
ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def encoding(content: bytes) -> str:
    """Name the encoding that a byte order mark announces; UTF-8 where there is none."""
    return next((name for mark, name in ENCODINGS if content.startswith(mark)), "utf-8")


def read(environment: Environment, path: Path, *, marks: bool = False) -> str | None:
    """Return the text of a file, its byte order mark included; None where there is no file.

    It is UTF-8; with `marks` also what a byte order mark announces. Raises ConfigError.
    """
    try:
        content = environment.machine.read(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f"it can't be read: {reason.lower()}", path) from None
    name = encoding(content) if marks else "utf-8"
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "Save the file as UTF-8."
        raise ConfigError(f"it is not {name.upper()}", path, line, hint=hint) from None


def lenient(environment: Environment, path: Path) -> str:
    """Return what can be read of a file: nothing of none, with marks for what is not UTF-8."""
    try:
        return environment.machine.read(path).decode(errors="replace")
    except (OSError, ValueError):
        return ""


class Lines:
    """Tells in which line of a text an offset stands, many times."""

    def __init__(self, text: str) -> None:
        self._starts = [end.end() for end in END.finditer(text)]

    def at(self, offset: int) -> int:
        """Return the line, from 1; CR, LF and both end a line."""
        return bisect_right(self._starts, offset) + 1


def line_at(text: str, at: int) -> int:
    """Return the line, from 1, in which an offset stands; CR, LF and both end a line."""
    ends = text.count("\n", 0, at) + text.count("\r", 0, at) - text.count("\r\n", 0, at)
    return ends + 1
