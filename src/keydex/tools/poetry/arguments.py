"""The command line of poetry, read as cleo does: the command, its options, the rest."""

from keydex.nouns import dataclass
from keydex.tools import uploading

# poetry 1.2 to 2.5: console/application.py, console/commands/*.py.
VALUED = {
    f"--{name}": name
    for name in """
    cert client-cert directory dist-dir extras format group markers only password platform project
    python repository source username with without
    """.split()
} | {
    "-C": "directory",
    "-E": "extras",
    "-G": "group",
    "-P": "project",
    "-f": "format",
    "-p": "password",
    "-r": "repository",
    "-u": "username",
}
FLAGS = {
    f"--{name}": name for name in "check dry-run help latest lock outdated version".split()
} | {
    "-V": "version",
    "-h": "help",
    "-l": "latest",
    "-o": "outdated",
}
SYNTAX = uploading.Syntax(VALUED, FLAGS, shortens=False)

UPLOAD = "publish"
INSTALLS = frozenset({"install", "sync"})
"""Commands that take what the lock says."""
DOWNLOADS = INSTALLS | {"add", "update"}
CHECKS = DOWNLOADS | {"lock", "remove"}
"""Commands that try the keyring first (console/commands/installer_command.py)."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """A parsed command line; `is_own` says that it is about poetry's own environment."""

    command: str
    options: dict[str, str]
    words: tuple[str, ...]
    is_own: bool

    @property
    def asks_indexes(self) -> bool:
        """Whether the command asks an index at all."""
        if self._only_prints or (self.command == "lock" and "check" in self.options):
            return False
        if self.command == "show":
            return not self.is_own and not self.options.keys().isdisjoint({"latest", "outdated"})
        return self.command in CHECKS or self.command in {"debug resolve", "search"}

    @property
    def checks_keyring(self) -> bool:
        """Whether the command tries the keyring, whatever it asks then."""
        is_checked = self.command in CHECKS or (self.is_own and self.command == "show")
        return is_checked and not self._only_prints

    @property
    def downloads(self) -> bool:
        """Whether the command downloads what it resolved."""
        only_resolves = not self.options.keys().isdisjoint({"dry-run", "lock"})
        return self.command in DOWNLOADS and not only_resolves

    @property
    def uploads(self) -> bool:
        """Whether the command uploads."""
        return self.command == UPLOAD and not self._only_prints

    @property
    def _only_prints(self) -> bool:
        return not self.options.keys().isdisjoint({"help", "version"})


def parsed(words: tuple[str, ...]) -> Arguments:
    """Parse the words behind `poetry`."""
    options, others = uploading.parsed(words, SYNTAX)
    is_own = others[:1] == ("self",)
    if is_own:
        others = others[1:]
    size = 2 if others[:1] == ("debug",) else 1
    return Arguments(" ".join(others[:size]), options, others[size:], is_own)
