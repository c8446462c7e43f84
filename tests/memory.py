"""A machine in memory, so that thousands of recorded worlds run in seconds."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from keydex.environment import Environment


@dataclass
class Memory:
    """Files, links and programs that exist only here; `programs` map a path to what it prints."""

    files: dict[Path, bytes] = field(default_factory=dict)
    modes: dict[Path, int] = field(default_factory=dict)
    programs: dict[Path, str] = field(default_factory=dict)
    links: dict[Path, Path] = field(default_factory=dict)

    def read(self, path: Path) -> bytes:
        path = self.resolve(path)
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]

    def is_file(self, path: Path) -> bool:
        return self.resolve(path) in self.files or self.resolve(path) in self.programs

    def is_folder(self, path: Path) -> bool:
        return any(path in each.parents for each in (*self.files, *self.programs, *self.links))

    def is_executable(self, path: Path) -> bool:
        path = self.resolve(path)
        return path in self.programs or bool(self.modes.get(path, 0o644) & 0o111)

    def names(self, folder: Path) -> list[str]:
        depth = len(folder.parts)
        paths = (*self.files, *self.programs, *self.links)
        return sorted({each.parts[depth] for each in paths if folder in each.parents})

    def mode(self, path: Path) -> int:
        return self.modes.get(self.resolve(path), 0o644)

    def resolve(self, path: Path) -> Path:
        if ".." in path.parts:
            path = Path(os.path.normpath(path))
        for link, target in self.links.items():
            if path == link or link in path.parents:
                return self.resolve(target / path.relative_to(link))
        return path

    def output(self, words: tuple[str, ...]) -> str:
        program = self.resolve(Path(words[0]))
        if program not in self.programs:
            raise FileNotFoundError(program)
        return self.programs[program]


PROJECT = Path("/world/proj")
HOME = Path("/world/home")


def world(
    files: dict[str, str] | None = None,
    variables: dict[str, str] | None = None,
    *,
    platform: str = "linux",
    programs: dict[str, str] | None = None,
    folder: str = ".",
) -> Environment:
    """Make an environment of texts; `~/` in a name is the home folder, `/` the root."""
    memory = Memory()
    for name, text in (files or {}).items():
        memory.files[_place(name)] = text.encode()
    for name, text in (programs or {}).items():
        memory.programs[_place(name)] = text
    start = PROJECT if folder == "." else PROJECT / folder
    return Environment(start, HOME, variables or {}, platform, memory)


def _place(name: str) -> Path:
    return HOME / name[2:] if name.startswith("~/") else PROJECT / name
