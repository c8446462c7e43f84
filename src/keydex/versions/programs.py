"""From a word of a command line to the program it runs, and from a script to its interpreter."""

import re
from collections.abc import Iterator
from pathlib import Path

from keydex.config import texts
from keydex.environment import Environment
from keydex.versions import interpreters

# pip and uv write these two lines where a path is too long or has a blank.
FLAGS = r"((?: -[A-Za-z]+)*)"
EXEC = re.compile(rf"""\A#!/bin/sh\n'''exec' ("?)([^"\n]+?)\1{FLAGS} "\$0" "\$@"\n""")
RELOCATABLE = re.compile(
    rf"""\A#!/bin/sh\n'''exec' "\$\(dirname[^\n]*/'([^'\n]+)'{FLAGS} "\$0" "\$@"\n"""
)
PYTHON = re.compile(r"(?:python|pypy)[\d.]*(?:\.exe)?")
# The launcher that pip puts in front of a script on Windows ends in the script's first line.
LAUNCHER = re.compile(rb'#!"?([^"\r\n]*python[\d.]*\.exe)"?')


def launched(environment: Environment, words: tuple[str, ...]) -> Path | None:
    """Return the interpreter in front of `-m`.

    Windows' `py` takes the active environment, else the version asked for where python.org's
    installer puts it, else what PATH has.
    """
    if Path(words[0]).stem.lower() != "py":
        return path_of(environment, words[0])
    asked = re.fullmatch(r"-3\.?(\d+)(?:-\d+)?", words[1])
    if active := environment.variables.get("VIRTUAL_ENV"):
        return interpreters.inside(environment, Path(active))
    local = environment.variables.get("LOCALAPPDATA")
    if asked and local:
        installed = Path(local) / "Programs/Python" / f"Python3{asked[1]}" / "python.exe"
        return installed if environment.machine.is_file(installed) else None
    return path_of(environment, "python")


def path_of(environment: Environment, word: str) -> Path | None:
    """Return the file that a shell runs for a word, a shim of pyenv looked through."""
    is_path = "/" in word or "\\" in word
    found = environment.folder / word if is_path else environment.which(word)
    return _behind_shim(environment, found) if found else None


def interpreter_of(environment: Environment, executable: Path) -> Path | None:
    """Return the interpreter of a script, by its first lines; None for any other program."""
    try:
        content = environment.machine.read(executable)
    except OSError:
        return None
    if environment.platform == "win32":
        return _beside(environment, executable, content)
    text = content[:1024].decode(errors="replace")
    if found := EXEC.match(text):
        return Path(found[2])
    if found := RELOCATABLE.match(text):
        return environment.machine.resolve(executable).parent / found[1]
    return _of_first_line(environment, text.partition("\n")[0])


def flags_of(environment: Environment, executable: Path) -> tuple[str, ...]:
    """Return the flags that a script gives its interpreter: pipx writes -E."""
    text = texts.lenient(environment, executable)[:1024]
    if found := EXEC.match(text):
        return tuple(found[3].split())
    if found := RELOCATABLE.match(text):
        return tuple(found[2].split())
    words = text.partition("\n")[0].split() if text.startswith("#!") else []
    return tuple(each for each in words[1:] if each.startswith("-") and each != "-S")


def _of_first_line(environment: Environment, line: str) -> Path | None:
    """Return the Python that a `#!` line names, by its path or through env."""
    words = line.removeprefix("#!").removesuffix("\r").split() if line.startswith("#!") else []
    if words and Path(words[0]).name == "env":
        words = [word for word in words[1:] if not word.startswith("-")]
    if not words or not PYTHON.fullmatch(Path(words[0]).name):
        return None
    return path_of(environment, words[0])


def _beside(environment: Environment, executable: Path, content: bytes) -> Path | None:
    """Return the interpreter of a Windows launcher: the one it names, else one beside it."""
    places = [Path(found.decode(errors="replace")) for found in LAUNCHER.findall(content)[-1:]]
    places += [executable.parent / "python.exe", executable.parent.parent / "python.exe"]
    return next((place for place in places if environment.machine.is_file(place)), None)


def _behind_shim(environment: Environment, found: Path) -> Path | None:
    """Return what a shim of pyenv runs here; anything else as it is, None if it runs nothing."""
    root = found.parent.parent
    if found.parent.name != "shims" or not environment.machine.is_folder(root / "versions"):
        return found
    for name in _pyenv_versions(environment, root):
        if name == "system":
            others = tuple(each for each in environment.search_path() if each != found.parent)
            return environment.which(found.name, others)
        for each in _releases(environment, root / "versions", name.removeprefix("python-")):
            path = root / "versions" / each / "bin" / found.name
            if environment.machine.is_executable(path):
                return path
    return None


def _pyenv_versions(environment: Environment, root: Path) -> list[str]:
    """Name the versions that pyenv selects here (libexec/pyenv-version-name, 2.4)."""
    if chosen := environment.variables.get("PYENV_VERSION"):
        return chosen.split(":")
    folders = (environment.folder, *environment.folder.parents)
    for path in (*(folder / ".python-version" for folder in folders), root / "version"):
        if words := list(_words(environment, path)):
            return words
    return ["system"]


def _words(environment: Environment, path: Path) -> Iterator[str]:
    for line in texts.lenient(environment, path).splitlines():
        words = line.split()
        if words and not words[0].startswith("#") and "/" not in words[0]:
            yield words[0]


def _releases(environment: Environment, folder: Path, name: str) -> list[str]:
    """Name a version, then the installed releases that begin with its numbers, newest first."""
    names = environment.machine.names(folder)
    begun = [each for each in names if each.startswith(f"{name}.")]
    return [name, *sorted(begun, key=interpreters.parsed, reverse=True)]
