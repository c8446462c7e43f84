"""The command line of pip, read as optparse does: the command, its options in order, the rest."""

from collections.abc import Iterator

from keydex.model import Version
from keydex.nouns import dataclass
from keydex.tools.pip import releases

# The options of all commands that ask an index (pip 19.2 to 26.3, cli/cmdoptions.py), so that the
# value of one is not taken for a word, and a shortened name is told from the others.
VALUED = frozenset(
    """
    abi all-releases build build-constraint build-dir build-directory build-option cache-dir cert
    client-cert config-settings constraint default-timeout dest destination-dir
    destination-directory editable exclude exists-action extra-index-url find-links format
    global-option group implementation index-url install-option keyring-provider local-log log
    log-file no-binary only-binary only-final output path platform prefix progress-bar proxy
    pypi-url python python-version refresh-package report requirement requirements-from-script
    resume-retries retries root root-user-action skip-requirements-regex source source-dir
    source-directory src target timeout trusted-host unstable-feature upgrade-strategy
    uploaded-prior-to use-deprecated use-feature wheel-dir
    """.split()
)
FLAGS = frozenset(
    """
    break-system-packages check-build-dependencies compile debug disable-pip-version-check dry-run
    exclude-editable force-reinstall help ignore-installed ignore-requires-python include-editable
    isolated json local no-build-isolation no-cache-dir no-clean no-color no-compile
    no-dependencies no-deps no-index no-input no-proxy-env no-python-version-warning
    no-require-hashes no-use-pep517 no-user no-verify no-warn-conflicts no-warn-script-location
    not-required only-dependencies only-deps outdated pre prefer-binary quiet require-hashes
    require-venv require-virtualenv upgrade uptodate use-pep517 user verbose version
    """.split()
)
SHORT = {
    "C": "config-settings",
    "b": "build",
    "c": "constraint",
    "d": "dest",
    "e": "editable",
    "f": "find-links",
    "i": "index-url",
    "o": "output",
    "r": "requirement",
    "t": "target",
    "w": "wheel-dir",
}
LIST_SHORT = {"e": "", "o": "outdated", "u": "uptodate"}
SAME = {"pypi-url": "index-url"}

READS_FILES = frozenset({"download", "install", "lock", "wheel"})
"""Commands that take requirements files."""
NAMES_PACKAGES = ("editable", "group", "requirements-from-script")
ASKS_INDEXES = READS_FILES | {"index", "list"}


@dataclass(frozen=True, slots=True)
class Arguments:
    """A parsed command line; a flag among the options has itself as its value."""

    command: str
    options: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    is_isolated: bool

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of an option, in order."""
        return tuple(value for each, value in self.options if each == name)

    @property
    def names_packages(self) -> bool:
        """Whether packages are named otherwise than by files behind -r."""
        return bool(self.words) or any(self.all(name) for name in NAMES_PACKAGES)

    def asks_indexes(self, version: Version) -> bool:
        """Say whether the command asks an index at all, and is there."""
        if version < releases.COMMANDS.get(self.command, ()):
            return False
        if self.command == "list":
            return bool(self.all("outdated") or self.all("uptodate"))
        return self.command in ASKS_INDEXES


def parsed(words: tuple[str, ...]) -> Arguments:
    """Parse the words behind `pip`."""
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
            options += _long(word, rest, command)
        elif word.startswith("-") and word != "-":
            options += _short(word[1:], rest, command)
        elif command:
            others.append(word)
        else:
            command = word
    # Only the whole word counts: cli/main.py looks for it before anything is parsed.
    return Arguments(command, tuple(options), tuple(others), "--isolated" in words)


def _long(word: str, rest: list[str], command: str) -> Iterator[tuple[str, str]]:
    flag, equals, value = word[2:].partition("=")
    name = _completed(flag)
    if name in VALUED and not (command == "list" and name == "editable"):
        if not equals:
            value = rest.pop(0) if rest else ""
        yield SAME.get(name, name), value
    elif name:
        yield name, name


def _completed(flag: str) -> str:
    """Complete the name of an option that is cut short; nothing where it could be several."""
    if flag in VALUED or flag in FLAGS:
        return flag
    found = [name for name in VALUED | FLAGS if name.startswith(flag)]
    return found[0] if len(found) == 1 else ""


def _short(letters: str, rest: list[str], command: str) -> Iterator[tuple[str, str]]:
    """Read letters behind one dash: flags, up to one that takes what follows as its value."""
    names = SHORT | LIST_SHORT if command == "list" else SHORT
    for position, letter in enumerate(letters, start=1):
        name = names.get(letter, "")
        if name in VALUED:
            yield name, letters[position:] or (rest.pop(0) if rest else "")
            return
        if name:
            yield name, name
