"""What each tool reads and asks: one module a tool, one row in the table."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Protocol

from keydex.environment import Environment
from keydex.errors import UsageError
from keydex.model import Command, Configuration, Installation, Version
from keydex.secret import bare


class Tool(Protocol):
    """One packaging tool, by release; a module of this package is the implementation."""

    NAME: str
    OLDEST: Version
    """The oldest release that asks a keyring."""
    NEWEST: Version
    """The newest release that was watched; newer ones are taken to behave like it."""
    WATCHED: tuple[Version, ...]
    """The releases that were run and watched, in order."""
    BREAKPOINTS: tuple[Version, ...]
    """The releases that changed what is read or asked."""

    def usual(self, environment: Environment) -> Iterator[Command]:
        """Name the commands that are assumed when none is given: install first, then publish."""

    def read(
        self, environment: Environment, command: Command, installation: Installation, package: str
    ) -> Configuration:
        """Read what the tool reads for that command, and say what it will ask for each index.

        `package` stands in service names that contain a package.
        """


def _table() -> dict[str, Tool]:
    from keydex.tools import flit, hatch, pdm, pip, pipenv, pixi, poetry, twine, uv

    tools = (uv, pip, pipenv, poetry, pdm, twine, flit, hatch, pixi)
    return {tool.NAME: tool for tool in tools}


TOOLS: dict[str, Tool] = _table()

ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)", re.DOTALL)
PYTHON = re.compile(r"(?:python|pypy)[0-9.]*|py")
# Options of python itself that may stand before -m; the second ones take a value.
PYTHON_FLAGS = re.compile(r"-[bBdEiIOPqsSuvV0-9.]+")
PYTHON_VALUES = frozenset({"-W", "-X"})


def recognised(environment: Environment, words: tuple[str, ...]) -> tuple[Environment, Command]:
    """Tell which tool a command line runs, with the variables that are set in front of it.

    Raises UsageError where it is none that keydex knows.
    """
    variables = dict(environment.variables)
    rest = list(words)
    while rest and (found := ASSIGNMENT.fullmatch(rest[0])):
        variables[found[1]] = found[2]
        rest.pop(0)
    environment = replace(environment, variables=variables)
    if rest:
        name = PurePath(rest[0].replace("\\", "/")).name.removesuffix(".exe")
        if name == "uvx":
            return environment, Command("uv", ("tool", "run", *rest[1:]), ("uvx",))
        if tool := _tool(name):
            return environment, Command(tool, tuple(rest[1:]), (rest[0],))
        if PYTHON.fullmatch(name) and (command := _module(rest)):
            return environment, command
    shown = bare(rest[0]) if rest else ""
    raise UsageError(
        f"{shown or 'an empty command'} is no command of {', '.join(TOOLS)}",
        "name it as you would type it: keydex explain -- uv sync",
    )


def _tool(name: str) -> str | None:
    """Return the tool that a program of this name is: pip3.12 is pip."""
    if name in TOOLS:
        return name
    return "pip" if re.fullmatch(r"pip[0-9.]*", name) else None


def _module(words: list[str]) -> Command | None:
    """Read `python -m TOOL …`, with python's own options."""
    position = 1
    while position < len(words) - 1:
        word = words[position]
        if word == "-m":
            tool = _tool(words[position + 1])
            launcher = tuple(words[: position + 2])
            return Command(tool, tuple(words[position + 2 :]), launcher) if tool else None
        if not PYTHON_FLAGS.fullmatch(word) and word not in PYTHON_VALUES:
            return None
        position += 2 if word in PYTHON_VALUES else 1
    return None
