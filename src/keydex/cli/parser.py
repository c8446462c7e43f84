"""The command line: commands, options, and what is wrong with one in a sentence."""

import argparse
import re
from collections.abc import Callable, Sequence
from typing import NoReturn

from keydex import __version__
from keydex.errors import UsageError

FORMATS = ("text", "json")
# The common options that take a value.
VALUED = frozenset({"-C", "--directory", "--project", "--format", "--tool"})
TAKES_COMMAND = frozenset({"explain", "status", "entries", "doctor", "fix", "trace"})
OPEN = "Open the app on the project in DIR; without a terminal, print what `status` prints."

# Each command: what it does, and what adds its own arguments.
COMMANDS: dict[str, tuple[str, str]] = {
    "list": ("List every configured index of every tool.", "indexes"),
    "explain": ("Say what each tool will ask a keyring for, in order, or why nothing.", "package"),
    "status": ("Explain, and ask the keyring that the tool would ask.", "online"),
    "test": ("Ask each index, without and with what each tool would send.", "indexes"),
    "entries": ("Set the entries that there are beside what each tool asks for.", "package"),
    "set": ("Store a credential so that the tools find it.", "set"),
    "delete": ("Delete the entries that the tools would find.", "delete"),
    "doctor": ("Say what is wrong, why, and what mends it.", "doctor"),
    "fix": ("Apply what the doctor names, each shown first.", "fix"),
    "migrate": ("Move every secret that stands in plain text into the keyring.", "migrate"),
    "export": ("Name variables and snippets for machines without a keyring.", "export"),
    "onboard": ("Set up each private index until every tool gets in.", "onboard"),
    "trace": ("Run a command, and set what it asks beside what was predicted.", "trace"),
    "username": ("Print the username of an index, or write it to where it belongs.", "username"),
    "rotate": ("Give all that holds a secret a new one, verified first.", "rotate"),
    "undo": ("Undo what keydex wrote to files last, byte for byte.", "undo"),
}


# What argparse says of a value, which it quotes in one way or the other.
INVALID = re.compile(
    r"(invalid (?:choice|\w+ value)): .*?(?: (\(choose from [^()]*\)))?$", re.DOTALL
)


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        """Raise the fault as any other; no value is quoted, since it may be a secret."""
        hint = f"see {self.prog} --help"
        if message.startswith("unrecognized arguments: "):
            words = message.partition(": ")[2].split()
            flags = [word.partition("=")[0] for word in words if word.startswith("-")]
            message = f"unrecognized arguments: {' '.join(flags)}"
            if not flags:
                message = "there are more words than the command takes"
            if self.prog.endswith(" set"):
                hint = "a secret is never an argument: hand it over with --stdin"
        message = INVALID.sub(lambda found: " ".join(filter(None, found.groups())), message)
        raise UsageError(message.partition(" ignored explicit argument")[0], hint)


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """Parse the words behind `keydex`; those behind `--` are the command in question.

    Raises UsageError.
    """
    words = list(words)
    about: list[str] = []
    if "--" in words:
        position = words.index("--")
        words, about = words[:position], words[position + 1 :]
        if not about:
            raise UsageError("no command stands behind --", "keydex explain -- uv sync")
    name, rest = _command(words)
    found = _parser(name).parse_intermixed_args(rest)
    found.command, found.words = name, tuple(about)
    if name == "trace" and not about:
        raise UsageError("no command is named", "keydex trace -- uv sync")
    if about and name not in TAKES_COMMAND:
        raise UsageError(f"keydex {name or 'alone'} takes no command behind --")
    found.format = "json" if found.json else found.format
    return found


def _command(words: list[str]) -> tuple[str, list[str]]:
    """Return the command, behind any common options, and the other words; "" opens the app."""
    position = 0
    while position < len(words) and words[position].startswith("-"):
        position += 2 if words[position] in VALUED else 1
    if position < len(words) and words[position] in COMMANDS:
        return words[position], words[:position] + words[position + 1 :]
    return "", words


def _parser(name: str) -> Parser:
    """Return the parser of one command, or for "" the one that opens the app."""
    summary, takes = COMMANDS.get(name, (OPEN, "folder"))
    parser = Parser(
        prog=f"keydex {name}".strip(),
        description=summary,
        epilog=None if name else _overview(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    ADD[takes](parser)
    _common(parser)
    return parser


def _overview() -> str:
    lines = [f"  {name:<9} {summary}" for name, (summary, _) in COMMANDS.items()]
    return "\n".join(["commands:", *lines, "", "keydex COMMAND --help tells more."])


def _common(parser: Parser) -> None:
    """Add the options that every command has."""
    group = parser.add_argument_group("common options")
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
    group.add_argument("--version", action="version", version=f"keydex {__version__}")


def _folder(parser: Parser) -> None:
    parser.add_argument("folder", nargs="?", metavar="DIR", help="the project (default: here)")
    parser.add_argument("--demo", action="store_true", help="a sample project, gone at exit")


def _indexes(parser: Parser) -> None:
    parser.add_argument(
        "indexes", nargs="*", metavar="INDEX", help="a name, URL or host (default: all)"
    )


def _package(parser: Parser) -> None:
    _indexes(parser)
    parser.add_argument(
        "--package",
        metavar="NAME",
        default="PACKAGE",
        help="stands in service names that contain a package",
    )
    parser.usage = f"{parser.prog} [options] [INDEX ...] [-- COMMAND ...]"


def _online(parser: Parser) -> None:
    _package(parser)
    parser.add_argument("--online", action="store_true", help="ask the indexes too")


def _doctor(parser: Parser) -> None:
    _package(parser)
    parser.add_argument("--list", action="store_true", dest="rules", help="name the checks")
    parser.add_argument(
        "--check", action="append", default=[], metavar="CODE", help="only this check (repeatable)"
    )
    parser.add_argument(
        "--offline", action="store_true", help="only what files say: ask no keyring and no index"
    )
    parser.add_argument(
        "--round-trip",
        action="store_true",
        help="write, read and delete a throwaway entry in each keyring, too",
    )
    parser.add_argument(
        "--report", action="store_true", help="print a report for support, without any secret"
    )
    parser.add_argument(
        "--usernames", action="store_true", help="show usernames in the report, too"
    )


def _fix(parser: Parser) -> None:
    parser.add_argument(
        "what", nargs="*", metavar="CODE|INDEX", help="the findings to mend (default: all)"
    )
    _dry(parser)
    parser.add_argument(
        "--offline", action="store_true", help="only what files say: ask no keyring and no index"
    )
    parser.add_argument("--stdin", action="store_true", help="read a secret from standard input")
    parser.usage = f"{parser.prog} [options] [CODE|INDEX ...] [-- COMMAND ...]"


def _undo(parser: Parser) -> None:
    _dry(parser)
    parser.epilog = (
        "A file that changed since is left alone. A file that held a secret can't be undone by\n"
        "this command, since keydex keeps no secret; the app can, as long as it is open."
    )


def _one(parser: Parser) -> None:
    parser.add_argument("index", metavar="INDEX", help="a name, URL or host")
    _dry(parser)


def _dry(parser: Parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def _migrate(parser: Parser) -> None:
    _indexes(parser)
    _dry(parser)
    parser.epilog = (
        "Each secret is stored, verified at its index and read back before it leaves its file.\n"
        "It ends with 1 where one stays, since a tool could not take it from a keyring."
    )


def _export(parser: Parser) -> None:
    _indexes(parser)
    parser.add_argument(
        "--for",
        dest="target",
        choices=("docker", "github", "gitlab"),
        required=True,
        help="where the tools run: a build of Docker, GitHub Actions, or GitLab CI",
    )
    parser.epilog = "It prints names and no value, neither a secret nor a username."


def _delete(parser: Parser) -> None:
    parser.add_argument("indexes", nargs="+", metavar="INDEX", help="names, URLs or hosts")
    _dry(parser)
    parser.add_argument(
        "--orphans", action="store_true", help="also what is there and no tool finds here"
    )


def _set(parser: Parser) -> None:
    _one(parser)
    parser.add_argument("-u", "--username", metavar="NAME", help="whose secret it is")
    parser.add_argument("--stdin", action="store_true", help="read the secret from standard input")
    parser.add_argument(
        "--from", dest="source", metavar="TOOL", help="copy the entry that this tool finds"
    )
    parser.add_argument(
        "--to",
        choices=("keyring", "netrc"),
        default="keyring",
        help="where to: netrc is plain text, for machines without a store",
    )
    parser.add_argument(
        "--no-verify", action="store_true", help="store it without asking the index"
    )


def _onboard(parser: Parser) -> None:
    _indexes(parser)
    parser.add_argument(
        "--check", action="store_true", help="only say what is missing, and end with 1 if it is"
    )
    parser.add_argument("--offline", action="store_true", help="ask no index")
    parser.add_argument("-u", "--username", metavar="NAME", help="as whom the index knows you")
    parser.add_argument("--stdin", action="store_true", help="read the secret from standard input")
    _whom(parser)
    parser.set_defaults(dry_run=False, source=None, no_verify=False)


def _rotate(parser: Parser) -> None:
    _indexes(parser)
    _dry(parser)
    parser.add_argument("--stdin", action="store_true", help="read the secret from standard input")
    parser.add_argument(
        "--only", action="store_true", help="leave alone what else holds the same secret"
    )
    parser.add_argument(
        "--no-verify", action="store_true", help="write it without asking the indexes"
    )
    parser.add_argument(
        "--undo", action="store_true", help="put back what an unfinished rotation has changed"
    )


def _trace(parser: Parser) -> None:
    parser.add_argument(
        "--dry", action="store_true", help="only name what would be put in front of the keyring"
    )
    parser.add_argument(
        "--strict", action="store_true", help="end with 1 where a question was not predicted"
    )
    parser.usage = f"{parser.prog} [options] -- COMMAND ..."


def _username(parser: Parser) -> None:
    _one(parser)
    parser.add_argument("name", nargs="?", metavar="NAME", help="the username to write")
    parser.add_argument("--unset", action="store_true", help="take the username away")
    _whom(parser)


def _whom(parser: Parser) -> None:
    parser.add_argument(
        "--in",
        dest="where",
        choices=("project", "user"),
        help="whom it is for: all who share the project, or you alone, in your own files or a "
        "variable; needed for a name of your own where others would get it",
    )


ADD: dict[str, Callable[[Parser], None]] = {
    "folder": _folder,
    "indexes": _indexes,
    "package": _package,
    "online": _online,
    "set": _set,
    "doctor": _doctor,
    "fix": _fix,
    "delete": _delete,
    "migrate": _migrate,
    "export": _export,
    "onboard": _onboard,
    "rotate": _rotate,
    "trace": _trace,
    "undo": _undo,
    "username": _username,
}
