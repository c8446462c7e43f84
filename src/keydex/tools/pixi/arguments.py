"""The command line of pixi, as clap reads it (crates/pixi_cli/src, 0.77)."""

from collections.abc import Mapping

from keydex.nouns import dataclass
from keydex.tools.uploading import Syntax
from keydex.tools.uploading import parsed as options_of

ALIASES = {
    "a": "add",
    "e": "edit",
    "i": "install",
    "ls": "list",
    "mv": "move",
    "project": "workspace",
    "r": "run",
    "rm": "remove",
    "s": "shell",
    "t": "tree",
}
TABLES, CHANGES = ("channel", "platform"), ("add", "edit", "move", "remove", "set")
SOLVES = frozenset(
    {
        *"add install list lock reinstall remove run shell shell-hook tree update upgrade".split(),
        *(f"workspace {each} {does}" for each in TABLES for does in CHANGES),
    }
)
"""Commands that bring the lock up to date, and so look for packages."""
OPTIONS = Syntax(
    {
        "-m": "manifest-path",
        "--manifest-path": "manifest-path",
        "-w": "workspace",
        "--workspace": "workspace",
        "-s": "script",
        "--script": "script",
        "--config-file": "config-file",
        "--auth-file": "auth-file",
        "--pypi-keyring-provider": "pypi-keyring-provider",
        "-f": "feature",
        "--feature": "feature",
        "-e": "environment",
        "--environment": "environment",
        "-p": "platform",
        "--platform": "platform",
        "--index": "index",
        "-g": "git",
        "--git": "git",
        "--branch": "branch",
        "--tag": "tag",
        "--rev": "rev",
        "--subdirectory": "subdirectory",
        "--concurrent-downloads": "concurrent-downloads",
        "--concurrent-solves": "concurrent-solves",
        "--pinning-strategy": "pinning-strategy",
        "--tls-root-certs": "tls-root-certs",
        "--color": "color",
    },
    {
        "--pypi": "pypi",
        "--no-config": "no-config",
        "--offline": "offline",
        "-h": "help",
        "--help": "help",
        "-V": "version",
        "--version": "version",
    },
    shortens=False,
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """A parsed command line: the command, and the last value of each option."""

    command: str
    options: Mapping[str, str]

    @property
    def solves(self) -> bool:
        """Whether packages are looked for, in the workspace."""
        asks_help = self.options.keys() & {"help", "version", "script"}
        return self.command in SOLVES and not asks_help

    @property
    def adds(self) -> str | None:
        """The feature that gets a package from an index."""
        if self.command != "add" or "pypi" not in self.options:
            return None
        return self.options.get("feature", "default")


def parsed(words: tuple[str, ...]) -> Arguments:
    """Parse the words behind `pixi`; those behind the task of `pixi run` are the task's."""
    words = tuple(each for each in words if each != "--offline=false")
    options, rest = options_of(words, OPTIONS, stops=True)
    command = ALIASES.get(rest[0], rest[0]) if rest else ""
    more, others = options_of(rest[1:], OPTIONS, stops=command == "run")
    if command == "workspace":
        command = " ".join((command, *(ALIASES.get(each, each) for each in others[:2])))
    return Arguments(command, {**options, **more})
