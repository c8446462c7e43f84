"""Completion of command lines in bash, zsh and fish, told by the parsers themselves."""

import argparse
from collections.abc import Callable, Iterator

from keydex.cli import parser, shells
from keydex.cli.options import COMMON
from keydex.cli.shells import Option, Words
from keydex.rules import RULES
from keydex.tools import TOOLS

SHELLS: dict[str, Callable[[tuple[Words, ...], tuple[Option, ...]], Iterator[str]]] = {
    "bash": shells.bash,
    "zsh": shells.zsh,
    "fish": shells.fish,
}
CODES = tuple(rule.code for rule in RULES)
# What may stand for a word of the help. No index does: to read the project at each key takes
# longer than a person waits.
CHOICES = {"TOOL": tuple(TOOLS), "CODE": CODES, "CODE|INDEX": CODES}
FOLDER = "DIR"


def script(shell: str) -> str:
    """Return what completes keydex in a shell."""
    commands = tuple(_words(name) for name in ("", *parser.COMMANDS))
    common = tuple(_option(each) for each in _actions("", is_common=True))
    return "".join(f"{line}\n" for line in SHELLS[shell](commands, common))


def _words(name: str) -> Words:
    """Return what may stand behind a command."""
    actions = list(_actions(name))
    behind = [each for each in actions if not each.option_strings]
    return Words(
        name,
        parser.COMMANDS[name][0] if name else "",
        tuple(_option(each) for each in actions if each.option_strings),
        tuple(choice for each in behind for choice in _choices(each)),
        any(each.metavar == FOLDER for each in behind),
    )


def _actions(name: str, *, is_common: bool = False) -> Iterator[argparse.Action]:
    """Yield the arguments of a command, or those that every command has."""
    for group in parser.parser_of(name)._action_groups:
        if (group.title == COMMON) is is_common:
            yield from group._group_actions


def _option(action: argparse.Action) -> Option:
    return Option(
        tuple(action.option_strings),
        (action.help or "").partition(" (")[0],
        action.nargs != 0,
        tuple(_choices(action)),
        action.metavar == FOLDER,
        action.default == [],
    )


def _choices(action: argparse.Action) -> tuple[str, ...]:
    """Return the values that an argument may have, as far as they are known beforehand."""
    return tuple(action.choices or CHOICES.get(str(action.metavar), ()))
