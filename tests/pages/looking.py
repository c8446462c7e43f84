"""Which files and variables a tool's rules look at: a machine and an environment that remember."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from keydex.environment import Environment
from keydex.tools import TOOLS
from keydex.tools.pip import settings as of_pip
from tests.memory import HOME, PROJECT, Memory
from tests.pages.sample import ROOT, Sample

PLATFORMS = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}
PIP = tuple(
    f"PIP_{each.upper().replace('-', '_')}" for each in sorted(of_pip.LISTS | of_pip.SINGLE)
)
"""Those that pip searches for by their beginning, and so names nowhere."""
KNOWN = frozenset({"", "HOME", "PATH"})


class Remembering(Memory):
    """A machine that remembers which files were looked for."""

    def __init__(self, machine: Memory, paths: list[Path]) -> None:
        super().__init__(machine.files, machine.modes, machine.programs, machine.links)
        self.paths = paths

    def read(self, path: Path) -> bytes:
        self.paths.append(path)
        return super().read(path)

    def is_file(self, path: Path) -> bool:
        self.paths.append(path)
        return super().is_file(path)


class Variables(Mapping[str, str]):
    """Variables that remember which of them were looked up."""

    def __init__(self, known: Mapping[str, str], names: list[str]) -> None:
        self.known = known
        self.names = names

    def __getitem__(self, name: str) -> str:
        self.names.append(name)
        return self.known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


def looked_at(samples: list[Sample], platform: str) -> tuple[list[str], list[str]]:
    """Name the files and variables that the newest release looks at, the files in order."""
    paths: list[Path] = []
    names: list[str] = []
    for sample in samples:
        sample.read(TOOLS[sample.tool].NEWEST, partial(_watched, platform, paths, names))
    kept = [_short(each) for each in dict.fromkeys(paths) if _counts(each)]
    return list(dict.fromkeys(kept)), sorted(set(names) - KNOWN)


def _watched(
    platform: str, paths: list[Path], names: list[str], environment: Environment
) -> Environment:
    """Return the environment on a platform, with what remembers in place of what it has."""
    assert isinstance(environment.machine, Memory)
    machine = Remembering(environment.machine, paths)
    variables = Variables(environment.variables, names)
    return replace(environment, platform=platform, machine=machine, variables=variables)


def _counts(path: Path) -> bool:
    """Say whether a file is one of settings, and not found in a folder above that also counts."""
    above = path.parent in PROJECT.parents or path.parent == PROJECT.parent
    return not above and not path.is_relative_to(ROOT) and not path.name.startswith("keyring")


def _short(path: Path) -> str:
    return str(path).replace(f"{PROJECT}/", "").replace(str(HOME), "~")
