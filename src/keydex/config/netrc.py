"""The netrc file, by the grammar of Python's netrc module (3.11 to 3.14), with lines."""

import re
from collections.abc import Iterator
from pathlib import Path

from keydex.config import texts
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Problem
from keydex.nouns import dataclass
from keydex.secret import Secret

# The one blank behind a word is part of it: whether that ends a line decides about comments.
WORD = re.compile(
    r'[\n\t\r ]*+(?:"((?:[^"\\]++|\\.)*+)\\?"?|((?:[^\n\t\r \\]++|\\.)*+)\\?[\n\t\r ]?)',
    re.DOTALL,
)
MACRO = re.compile(r"(?:[^\n]++\n)*+\n")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
BEGINS = frozenset({"", "machine", "default", "macdef"})
"""What ends a login: the next thing, or the end (an empty word)."""
FIELDS = {"login": "login", "user": "login", "account": "account", "password": "password"}


@dataclass(frozen=True, slots=True)
class Login:
    """A login for one machine; `machine` None is the default for every other."""

    machine: str | None
    login: str
    password: Secret
    line: int
    account: str = ""


class _Words:
    """The words of a text, one after the other; `line` is that of the last one."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._at = 0
        self._next_line = 1
        self.line = 1
        self.crossed = False
        """Whether the last word was reached or left over the end of a line."""

    def next(self) -> str:
        """Return the next word, quotes and backslashes taken off; empty at the end."""
        word = next(WORD.finditer(self._text, self._at))
        number = 2 if word[1] is None else 1
        before = self._next_line
        self.line = before + self._text.count("\n", self._at, word.start(number))
        self._step(word.end())
        self.crossed = self._next_line != before
        return ESCAPED.sub(r"\1", word[number])

    def skip_line(self) -> None:
        """Step over the rest of the line."""
        end = self._text.find("\n", self._at)
        self._step(len(self._text) if end < 0 else end + 1)

    def skip_macro(self) -> bool:
        """Step over a macro, to behind the next empty line; say whether there is one."""
        end = MACRO.match(self._text, self._at)
        self._step(end.end() if end else len(self._text))
        return end is not None

    def _step(self, at: int) -> None:
        self._next_line += self._text.count("\n", self._at, at)
        self._at = at


def read(environment: Environment, path: Path) -> tuple[Login, ...]:
    """Read the logins of a netrc file, none where there is no file.

    Raises ConfigError where Python's netrc module refuses the file; it quotes nothing of it.
    """
    text = texts.read(environment, path)
    return () if text is None else parsed(text, path)


def parsed(text: str, path: Path) -> tuple[Login, ...]:
    """Return the logins of a text. Raises ConfigError as `read` does."""
    return tuple(_logins(_Words(text), path))


def of_requests(
    environment: Environment, *, reads_variable: bool = True
) -> tuple[Path | None, tuple[Login, ...], Problem | None]:
    """Read the netrc file that requests looks into; one that is wrong is as good as none to it.

    It is the file in NETRC, else `~/.netrc`, else `~/_netrc` (requests/utils.py,
    `get_netrc_auth`; `reads_variable` since requests 2.25).
    """
    chosen = environment.variables.get("NETRC") if reads_variable else None
    paths = [environment.home / ".netrc", environment.home / "_netrc"]
    if chosen is not None:
        folder = environment.home if chosen.startswith("~/") else environment.folder
        paths = [folder / chosen.removeprefix("~/")]
    path = next((each for each in paths if environment.machine.is_file(each)), None)
    try:
        return path, read(environment, path) if path else (), None
    except ConfigError as error:
        return path, (), Problem(error.path, error.reason, error.line, error.key)


def _logins(words: _Words, path: Path) -> Iterator[Login]:
    word = words.next()
    while word:
        if word in {"machine", "default"}:
            line = words.line
            machine = words.next() if word == "machine" else None
            if machine == "":
                raise ConfigError("`machine` has no name", path, line)
            fields, word = _fields(words, path)
            password = Secret(fields.get("password", ""))
            login, account = fields.get("login", ""), fields.get("account", "")
            yield Login(machine, login, password, line, account)
            continue
        if word == "macdef":
            line = words.line
            words.next()
            if not words.skip_macro():
                raise ConfigError("no empty line ends the macro", path, line)
        elif word[0] != "#":
            raise ConfigError("`machine`, `default` or `macdef` is expected", path, words.line)
        elif word == "#" and not words.crossed:
            words.skip_line()
        word = words.next()


def _fields(words: _Words, path: Path) -> tuple[dict[str, str], str]:
    """Read what is said of one machine; return it and the word that ends it."""
    fields: dict[str, str] = {}
    while (word := words.next()) not in BEGINS:
        if word in FIELDS:
            fields[FIELDS[word]] = words.next()
        elif word[0] != "#":
            raise ConfigError("`login`, `account` or `password` is expected", path, words.line)
        elif not words.crossed:
            words.skip_line()
    return fields, word
