"""The command line: commands, options, and what is wrong with one in a sentence."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from keydex import __version__
from keydex.errors import UsageError

FORMATS = ("text", "json")
EPILOG = (
    "keydex explain -- uv sync says what one command will ask; keydex COMMAND --help tells more."
)


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        """Raise the fault as any other."""
        raise UsageError(message, f"see {self.prog} --help")


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """Parse the words behind `keydex`; those behind `--` are the command in question.

    Raises UsageError.
    """
    words = list(words)
    command: list[str] = []
    if "--" in words:
        position = words.index("--")
        words, command = words[:position], words[position + 1 :]
        if not command:
            raise UsageError("no command stands behind --", "keydex explain -- uv sync")
    names = [name for name, *_ in COMMANDS]
    first = next((word for word in _without_values(words) if not word.startswith("-")), None)
    if first not in names and not {"-h", "--help"} & set(words):
        words = ["open", *words]
    found = _parser().parse_args(words)
    found.words = tuple(command)
    if command and found.command not in {"explain", "status"}:
        raise UsageError(f"keydex {found.command} takes no command behind --")
    found.format = "json" if found.json else found.format
    return found


def _without_values(words: Sequence[str]) -> list[str]:
    """Leave out the values of the common options, so that the command is the first word."""
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in {"-C", "--directory", "--project", "--format", "--tool"}:
            skip = True
        else:
            kept.append(word)
    return kept


def _common() -> Parser:
    """Return the options that every command has."""
    common = Parser(add_help=False)
    group = common.add_argument_group("common options")
    group.add_argument("-C", "--directory", metavar="DIR", help="start in this folder")
    group.add_argument("--project", metavar="DIR", help="the folder of the project")
    group.add_argument("--format", choices=FORMATS, default="text", help="how to print results")
    group.add_argument("--json", action="store_true", help="short for --format json")
    group.add_argument("--tool", action="append", default=[], help="only this tool (repeatable)")
    group.add_argument("--yes", action="store_true", help="do not ask before a change")
    group.add_argument("--no-input", action="store_true", help="never ask; fail instead")
    group.add_argument("--no-color", action="store_true", help="no colour")
    group.add_argument(
        "-v", "--verbose", action="store_true", help="every keyring call, request and write"
    )
    return common


# name, what it does, what it takes.
COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("open", "Open the app; without a terminal, print what `status` prints.", "folder"),
    ("list", "List every configured index of every tool.", "indexes"),
    ("explain", "Say what each tool will ask a keyring for, in order, or why nothing.", "package"),
    ("status", "Explain, and ask the keyring that the tool would ask.", "online package"),
    (
        "test",
        "Ask each index, without and with the credential that each tool would use.",
        "indexes",
    ),
    ("set", "Store a credential so that the tools find it.", "set"),
    ("delete", "Delete the entries that the tools would find.", "delete"),
    ("username", "Print the username of an index, or write it into the file.", "username"),
)


def _parser() -> Parser:
    parser = Parser(
        prog="keydex",
        description="See which keyring entry uv and pip ask for, store it, and know that it works.",
        epilog=EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"keydex {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    common = _common()
    for name, summary, takes in COMMANDS:
        sub = commands.add_parser(
            name, parents=[common], description=summary, help=_listed(name, summary)
        )
        for each in takes.split():
            ADD[each](sub)
    return parser


def _listed(name: str, summary: str) -> str:
    """Return what the list of commands says; opening has no name of its own."""
    return argparse.SUPPRESS if name == "open" else summary


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.prog = "keydex"
    parser.add_argument("folder", nargs="?", metavar="DIR", help="the project (default: here)")
    parser.add_argument("--demo", action="store_true", help="a sample project, gone at exit")
    parser.add_argument("--version", action="version", version=f"keydex {__version__}")


def _indexes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "indexes", nargs="*", metavar="INDEX", help="a name, URL or host (default: all)"
    )


def _package(parser: argparse.ArgumentParser) -> None:
    _indexes(parser)
    parser.add_argument(
        "--package",
        metavar="NAME",
        default="PACKAGE",
        help="stands in service names that contain a package",
    )
    parser.usage = f"{parser.prog} [options] [INDEX ...] [-- COMMAND ...]"


def _online(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--online", action="store_true", help="ask the indexes too")


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("index", metavar="INDEX", help="a name, URL or host")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def _set(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("-u", "--username", metavar="NAME", help="whose secret it is")
    parser.add_argument("--stdin", action="store_true", help="read the secret from standard input")
    parser.add_argument(
        "--no-verify", action="store_true", help="store it without asking the index"
    )


def _username(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("name", nargs="?", metavar="NAME", help="the username to write")
    parser.add_argument("--unset", action="store_true", help="take the username away")
    parser.add_argument(
        "--in", dest="where", choices=("project", "user"), help="which files to change"
    )


ADD = {
    "folder": _folder,
    "indexes": _indexes,
    "package": _package,
    "online": _online,
    "set": _set,
    "delete": _one,
    "username": _username,
}
