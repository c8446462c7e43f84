"""Which release of a tool a command runs, and what that tool can import.

Tools written in Python are read from the metadata beside their interpreter. uv and pixi are asked
for their version, but for one that belongs to the project: nothing of the project is run.
"""

import re
from dataclasses import replace
from pathlib import Path

from keydex.config import keyringrc
from keydex.environment import Environment
from keydex.model import Command, Installation, Version
from keydex.versions import interpreters, programs
from keydex.versions.interpreters import Python

COMPILED = frozenset({"uv", "pixi"})
"""Tools that are programs of their own, and say which they are."""
BRINGS_KEYRING = frozenset({"hatch", "poetry", "twine"})
"""Tools that can't be installed without the keyring package."""
PROJECT_FILES = frozenset({"pyproject.toml", "uv.toml", "pixi.toml", ".git"})


def find(environment: Environment, command: Command, newest: Version) -> Installation:
    """Return the installation that a command runs; `newest` is its release where none is found."""
    words = command.launcher or (command.tool,)
    found = _described(environment, command.tool, words, newest)
    if command.tool == "pip" and (other := _other_python(environment, command.words)):
        return _with_python(environment, found, other)
    return found


def installed(
    environment: Environment, tool: str, newest: Version, project: Path | None = None
) -> tuple[Installation, ...]:
    """Return the installation that a shell would run, and the one in the project's `.venv`."""
    found: list[Installation] = []
    for words in _launchers(tool):
        first = _described(environment, tool, words, newest)
        if first.executable or first.source != "assumed":
            found.append(first)
            break
    if project and (own := _of_project(environment, tool, project / ".venv")):
        found += [own] if own.prefix not in {each.prefix for each in found} else []
    return tuple(found)


def _launchers(tool: str) -> list[tuple[str, ...]]:
    if tool in COMPILED:
        return [(tool,)]
    if tool == "pip":
        return [("pip",), ("pip3",), ("python3", "-m", "pip"), ("python", "-m", "pip")]
    return [(tool,), ("python3", "-m", tool)]


def _described(
    environment: Environment, tool: str, words: tuple[str, ...], newest: Version
) -> Installation:
    """Describe what a launcher runs: `pip`, `/opt/bin/pip3`, `python -m pip`, `py -m pip`."""
    executable = interpreter = None
    if "-m" in words:
        interpreter = programs.launched(environment, words)
    elif executable := programs.path_of(environment, words[0]):
        if tool in COMPILED:
            return _of_executable(environment, tool, executable, newest)
        interpreter = programs.interpreter_of(environment, executable)
    if interpreter is None:
        return assumed(tool, newest, executable)
    python = interpreters.at(environment, interpreter)
    return _of_python(environment, tool, python, newest, executable)


def assumed(tool: str, newest: Version, executable: Path | None = None) -> Installation:
    """Describe a tool of which nothing is known: its newest release, with what that brings."""
    importable = tool in BRINGS_KEYRING
    return Installation(tool, newest, "assumed", executable, importable=importable)


def _of_python(
    environment: Environment,
    tool: str,
    python: Python,
    newest: Version,
    executable: Path | None,
) -> Installation:
    version = python.distribution(environment, tool)
    source = "metadata" if version else "assumed"
    found = Installation(tool, version or newest, source, executable)
    return _with_python(environment, found, python)


def _with_python(
    environment: Environment, installation: Installation, python: Python
) -> Installation:
    """Add what an interpreter can import, and where it is."""
    return replace(
        installation,
        interpreter=python.executable,
        importable=python.imports(environment, "keyring"),
        keyring_version=python.distribution(environment, "keyring") or (),
        keyring_off=_keyring_off(environment),
        scripts=python.scripts,
        prefix=python.prefix,
    )


def _of_project(environment: Environment, tool: str, folder: Path) -> Installation | None:
    """Return the installation in a virtual environment, by its metadata only."""
    if not environment.machine.is_file(folder / "pyvenv.cfg"):
        return None
    python = interpreters.at(environment, interpreters.inside(environment, folder))
    version = python.distribution(environment, tool)
    if version is None:
        return None
    script = python.scripts / (f"{tool}.exe" if environment.platform == "win32" else tool)
    executable = script if environment.machine.is_file(script) else None
    return _of_python(environment, tool, python, version, executable)


def _of_executable(
    environment: Environment, tool: str, executable: Path, newest: Version
) -> Installation:
    """Ask a program for its version; read the metadata beside it where it is the project's."""
    paths = (executable, environment.machine.resolve(executable))
    if any(_is_of_project(environment, each) for each in paths):
        roots = [interpreters.inside(environment, each.parent.parent) for each in paths]
        found = (interpreters.at(environment, each) for each in roots)
        versions = (each.distribution(environment, tool) for each in found)
        version = next((each for each in versions if each), None)
        source = "metadata" if version else "assumed"
        return Installation(tool, version or newest, source, executable)
    try:
        text = environment.machine.output((str(executable), "--version"))
    except OSError:
        text = ""
    named = re.match(rf"{tool} (\d\S*)", text)
    if named is None:
        return assumed(tool, newest, executable)
    return Installation(tool, interpreters.parsed(named[1]), "executable", executable)


def _is_of_project(environment: Environment, path: Path) -> bool:
    """Say whether a program lies in the folder of the command, or in a project around it."""
    start, names = environment.folder, environment.machine.names
    around = [each for each in start.parents if PROJECT_FILES.intersection(names(each))]
    folders = [each for each in (start, *around) if not environment.home.is_relative_to(each)]
    return any(path.is_relative_to(each) for each in (*folders, start / ".venv"))


def _other_python(environment: Environment, words: tuple[str, ...]) -> Python | None:
    """Return the interpreter that `pip --python` starts pip again in (22.3, main_parser.py)."""
    chosen = environment.variables.get("PIP_PYTHON")
    for position, word in enumerate(words):
        if word == "--python":
            chosen = "".join(words[position + 1 : position + 2])
        elif word.startswith("--python="):
            chosen = word.partition("=")[2]
    if not chosen:
        return None
    path = environment.folder / chosen
    if environment.machine.is_folder(path):
        path = interpreters.inside(environment, path)
    return interpreters.at(environment, path) if environment.machine.is_file(path) else None


def _keyring_off(environment: Environment) -> str:
    """Name what turns the keyring package off, if anything does."""
    choice = keyringrc.chosen(environment)
    if choice is None or not choice.holds_nothing:
        return ""
    return choice.origin.variable or str(choice.origin.path)
