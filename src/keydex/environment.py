"""The world that a command is run in: folders, variables, platform, PATH, and the files."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from keydex.errors import UsageError
from keydex.nouns import dataclass

PATIENCE = 5.0  # Seconds; a version is printed in a hundredth of one.
LARGEST = 64 * 2**20  # Bytes; no configuration file comes near it.
Found = TypeVar("Found")
FALSE = frozenset({"", "0", "false", "no", "off", "n", "f"})


class Machine(Protocol):
    """Files and programs; a test serves them from memory."""

    def read(self, path: Path) -> bytes:
        """Return the content of a file, or raise OSError."""

    def is_file(self, path: Path) -> bool:
        """Say whether a file stands there, links followed."""

    def is_folder(self, path: Path) -> bool:
        """Say whether a folder stands there, links followed."""

    def is_executable(self, path: Path) -> bool:
        """Say whether a file stands there that may be run."""

    def names(self, folder: Path) -> list[str]:
        """Name what is in a folder, sorted; nothing where there is none."""

    def mode(self, path: Path) -> int:
        """Return the permission bits of a file, or raise OSError."""

    def resolve(self, path: Path) -> Path:
        """Follow every link."""

    def output(self, words: tuple[str, ...]) -> str:
        """Run a program of the user's and return what it prints, or raise OSError."""


class ThisMachine:
    """The machine that keydex runs on."""

    def read(self, path: Path) -> bytes:
        """Return the content of a file, or raise OSError."""
        if str(path) == os.devnull:
            return b""
        found = os.stat(path)  # noqa: PTH116 - a workspace has thousands of files.
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise OSError("it is not a regular file")
        with path.open("rb") as file:
            # Python makes room for as much as it is told to read.
            content = file.read(found.st_size + 1) if found.st_size < LARGEST else b""
            if len(content) != found.st_size:
                content += file.read(LARGEST + 1 - len(content))
        if len(content) > LARGEST:
            raise OSError("it is larger than 64 MiB")
        return content

    def is_file(self, path: Path) -> bool:
        """Say whether a file stands there, links followed."""
        with suppress(OSError):
            return path.is_file()
        return False

    def is_folder(self, path: Path) -> bool:
        """Say whether a folder stands there, links followed."""
        with suppress(OSError):
            return path.is_dir()
        return False

    def is_executable(self, path: Path) -> bool:
        """Say whether a file stands there that may be run."""
        return self.is_file(path) and os.access(path, os.X_OK)

    def names(self, folder: Path) -> list[str]:
        """Name what is in a folder, sorted; nothing where there is none."""
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208 - names only, and cheap.
        except OSError:
            return []

    def mode(self, path: Path) -> int:
        """Return the permission bits of a file, or raise OSError."""
        return path.stat().st_mode & 0o7777

    def resolve(self, path: Path) -> Path:
        """Follow every link."""
        return Path(os.path.realpath(path))

    def output(self, words: tuple[str, ...]) -> str:
        """Run a program of the user's and return what it prints, or raise OSError."""
        try:
            done = subprocess.run(
                words,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
                start_new_session=True,
            )
        except subprocess.SubprocessError:
            raise OSError(f"{words[0]} gave no answer") from None
        return done.stdout.decode(errors="replace")


OWNERS = 0o600
"""The permission bits of a file that only its owner reads and writes."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A machine on which some files, by their real paths, hold what is only planned."""

    machine: Machine
    contents: Mapping[Path, bytes] = field(repr=False)
    private: frozenset[Path] = frozenset()
    """Those that only their owner may read then."""

    def read(self, path: Path) -> bytes:
        """Return what a file is to hold, or does, or raise OSError."""
        content = self.contents.get(self.machine.resolve(path))
        return self.machine.read(path) if content is None else content

    def is_file(self, path: Path) -> bool:
        """Say whether a file stands there, links followed."""
        return self.machine.resolve(path) in self.contents or self.machine.is_file(path)

    def is_folder(self, path: Path) -> bool:
        """Say whether a folder stands there, links followed."""
        return self.machine.is_folder(path)

    def is_executable(self, path: Path) -> bool:
        """Say whether a file stands there that may be run."""
        return self.machine.is_executable(path)

    def names(self, folder: Path) -> list[str]:
        """Name what is in a folder, sorted; nothing where there is none."""
        return self.machine.names(folder)

    def mode(self, path: Path) -> int:
        """Return the permission bits that a file is to have, or has, or raise OSError."""
        is_private = self.machine.resolve(path) in self.private
        return OWNERS if is_private else self.machine.mode(path)

    def resolve(self, path: Path) -> Path:
        """Follow every link."""
        return self.machine.resolve(path)

    def output(self, words: tuple[str, ...]) -> str:
        """Run a program of the user's and return what it prints, or raise OSError."""
        return self.machine.output(words)


def home_of(variables: Mapping[str, str], platform: str) -> Path:
    """Return the home folder; on Windows no tool asks HOME for it, which Git sets for itself.

    ntpath.expanduser, and home_dir of the crate `home`. Raises RuntimeError.
    """
    chosen = variables.get("USERPROFILE" if platform == "win32" else "HOME")
    return Path(chosen) if chosen else Path.home()


@dataclass(frozen=True, slots=True)
class Environment:
    """Where a command is run: folder, home, variables, platform (as sys.platform), machine.

    `hidden` are folders of PATH that belong to keydex itself and its launcher.
    """

    folder: Path
    home: Path
    variables: Mapping[str, str] = field(repr=False)
    platform: str
    machine: Machine
    hidden: frozenset[Path] = frozenset()
    known: dict[Hashable, Any] | None = field(default=None, repr=False, compare=False)
    """What this look at the files has found already; None where all is looked at anew."""

    @classmethod
    def here(cls, folder: Path | None = None) -> Self:
        """Return the environment that keydex was started in. Raises UsageError."""
        variables = dict(os.environ)
        try:
            home = home_of(variables, sys.platform)
            folder = Path(os.path.abspath(folder or Path.cwd()))  # noqa: PTH100 - links stay.
        except RuntimeError:
            raise UsageError("you have no home folder", "name one in HOME") from None
        except FileNotFoundError:
            raise UsageError("the current folder is not there any more", "go to another") from None
        found = cls(folder, home, variables, sys.platform, ThisMachine())
        return cls(
            folder, home, variables, sys.platform, found.machine, frozenset(found.own_folders())
        )

    def own_folders(self) -> list[Path]:
        """Name the folders of PATH that are there only because keydex was started by uv.

        `uvx` and `uv run --with` put environments below uv's cache on PATH; `uv tool install`
        keeps keydex in an environment of its own.
        """
        own = Path(sys.prefix) / ("Scripts" if self.platform == "win32" else "bin")
        is_own = sys.prefix != sys.base_prefix and self.variables.get("VIRTUAL_ENV") != sys.prefix
        cache = self.cache_folder()
        inside = self.machine.is_file(Path(sys.prefix) / "uv-receipt.toml")
        return [
            folder
            for folder in self.search_path()
            if folder.is_relative_to(cache)
            or folder.is_relative_to(self.machine.resolve(cache))
            or (is_own and inside and self.machine.resolve(folder) == self.machine.resolve(own))
        ]

    def looking(self) -> Self:
        """Return it for one look, in which no file changes: each is read once."""
        return replace(self, known={})

    def once(self, what: Hashable, found: Callable[[], Found]) -> Found:
        """Find something out, or return what this look has found."""
        if self.known is None:
            return found()
        if what not in self.known:
            self.known[what] = found()
        result: Found = self.known[what]
        return result

    def cache_folder(self) -> Path:
        """Return the folder in which uv keeps the environments that it makes for a moment."""
        if chosen := self.variables.get("UV_CACHE_DIR"):
            return self.folder / chosen
        if self.platform == "win32":
            return Path(self.variables.get("LOCALAPPDATA", self.home / "AppData/Local")) / "uv"
        return Path(self.variables.get("XDG_CACHE_HOME") or self.home / ".cache") / "uv"

    def search_path(self) -> tuple[Path, ...]:
        """Return the folders of PATH, but for keydex's own."""
        separator = ";" if self.platform == "win32" else ":"
        words = self.variables.get("PATH", "").split(separator)
        folders = (self.folder / word for word in words if word)
        return tuple(folder for folder in folders if folder not in self.hidden)

    def which(self, name: str, path: tuple[Path, ...] | None = None) -> Path | None:
        """Return the first program of that name on PATH, as a shell would find it."""
        endings: tuple[str, ...] = ("",)
        if self.platform == "win32":
            endings = (".exe",) if name in {"uv", "keyring"} else (".exe", ".cmd", ".bat")
        for folder in self.search_path() if path is None else path:
            for ending in endings:
                if self.machine.is_executable(folder / f"{name}{ending}"):
                    return folder / f"{name}{ending}"
        return None

    def flag(self, name: str) -> bool:
        """Say whether a variable is set to something true."""
        return self.variables.get(name, "").strip().lower() not in FALSE

    def user_config(self, *parts: str) -> Path:
        """Return a path below the folder for a person's configuration, as XDG has it."""
        chosen = self.variables.get("XDG_CONFIG_HOME", "")
        base = Path(chosen) if chosen.startswith("/") else self.home / ".config"
        return base.joinpath(*parts)
