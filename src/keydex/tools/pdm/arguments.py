"""The command line of pdm, read as argparse does: the command, its options in order."""

from collections.abc import Iterator

from keydex.nouns import dataclass

# pdm 2.0 to 2.29: cli/options.py, cli/commands/*.py. Those with a value, so that it is no word.
VALUED = frozenset(
    """
    config config-setting editable exclude-newer exclude-newer-override format group
    implementation lockfile output override platform project python skip strategy with without
    """.split()
)
FLAGS = frozenset(
    """
    append check clean dev fail-fast frozen-lockfile global help no-cache no-clean no-default
    no-editable no-isolation no-lock no-sdist no-self no-sync no-wheel non-interactive outdated
    prod production quiet refresh reinstall static-urls top unconstrained verbose version
    """.split()
)
UPLOADS = frozenset(
    "ca-certs comment dest identity password project repository skip username".split()
)
UPLOAD_FLAGS = frozenset(
    "help no-build no-verify-ssl no-very-ssl quiet sign skip-existing verbose".split()
)
SHORT = {
    "C": "config-setting",
    "G": "group",
    "L": "lockfile",
    "S": "strategy",
    "e": "editable",
    "g": "global",
    "h": "help",
    "k": "skip",
    "o": "output",
    "p": "project",
    "v": "verbose",
}
AHEAD_SHORT = {"c": "config", "V": "version", "h": "help", "v": "verbose"}
UPLOADS_SHORT = {
    "P": "password",
    "c": "comment",
    "d": "dest",
    "h": "help",
    "i": "identity",
    "k": "skip",
    "p": "project",
    "r": "repository",
    "u": "username",
    "v": "verbose",
}
BUILDS_SHORT = SHORT | {"d": "dest"}

UPLOAD = "publish"
RESOLVES = frozenset({"add", "install", "lock", "remove", "sync", "update"})
"""Commands that are left to uv, where that is set."""
ASKS_INDEXES = RESOLVES | {"build", "outdated", "show"}


@dataclass(frozen=True, slots=True)
class Arguments:
    """A parsed command line; a flag among the options has itself as its value."""

    command: str
    options: tuple[tuple[str, str], ...]
    words: tuple[str, ...]

    def last(self, name: str) -> str | None:
        """Return the value of an option, the last one where it is there twice."""
        found = [value for each, value in self.options if each == name]
        return found[-1] if found else None

    @property
    def asks_indexes(self) -> bool:
        """Whether the command asks an index at all."""
        if self._only_prints or (self.command == "lock" and self.last("check")):
            return False
        if self.command == "show":
            return bool(self.words)
        return self.command in ASKS_INDEXES

    @property
    def uploads(self) -> bool:
        """Whether the command uploads."""
        return self.command == UPLOAD and not self._only_prints

    @property
    def _only_prints(self) -> bool:
        return bool(self.last("help") or self.last("version"))


def parsed(words: tuple[str, ...], injected: tuple[str, ...] = ()) -> Arguments:
    """Parse the words behind `pdm`; `injected` are put behind the command."""
    command = ""
    options: list[tuple[str, str]] = []
    others: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            others += rest
            break
        if word.startswith("--"):
            options += _long(word[2:], rest, command)
        elif word.startswith("-") and word != "-":
            options += _short(word[1:], rest, command)
        elif command:
            others.append(word)
        else:
            command = word
            rest = [*injected, *rest]
    return Arguments(command, tuple(options), tuple(others))


def _valued(command: str) -> frozenset[str]:
    if command == UPLOAD:
        return UPLOADS
    return VALUED | {"dest"} if command == "build" else VALUED


def _long(word: str, rest: list[str], command: str) -> Iterator[tuple[str, str]]:
    flag, equals, value = word.partition("=")
    valued = _valued(command)
    name = _completed(flag, valued | (UPLOAD_FLAGS if command == UPLOAD else FLAGS))
    if name not in valued:
        yield name, name
        return
    yield name, value if equals else _next(rest)


def _completed(flag: str, names: frozenset[str]) -> str:
    """Complete the name of an option that is cut short, where it can only be one."""
    found = [name for name in names if name.startswith(flag)]
    return found[0] if len(found) == 1 and flag not in names else flag


def _short(letters: str, rest: list[str], command: str) -> Iterator[tuple[str, str]]:
    """Read letters behind one dash: flags, up to one that takes what follows as its value."""
    tables = {"": AHEAD_SHORT, UPLOAD: UPLOADS_SHORT, "build": BUILDS_SHORT}
    names = tables.get(command, SHORT)
    for position, letter in enumerate(letters, start=1):
        name = names.get(letter, letter)
        if name in _valued(command):
            yield name, letters[position:].removeprefix("=") or _next(rest)
            return
        yield name, name


def _next(rest: list[str]) -> str:
    return rest.pop(0) if rest else ""
