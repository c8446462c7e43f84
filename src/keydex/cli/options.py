"""The options of each command, and those that all have."""

import argparse
from collections.abc import Callable

from keydex import __version__

Parser = argparse.ArgumentParser
FORMATS = ("text", "json")
COMMON = "common options"
SHELLS = ("bash", "zsh", "fish")


def common(parser: Parser) -> None:
    """Add the options that every command has."""
    group = parser.add_argument_group(COMMON)
    group.add_argument(
        "-C", "--directory", metavar="DIR", help="start in this folder (default: here)"
    )
    group.add_argument(
        "--project", metavar="DIR", help="the folder of the project (default: where it starts)"
    )
    group.add_argument(
        "--format", choices=FORMATS, default="text", help="how to print results (default: text)"
    )
    group.add_argument("--json", action="store_true", help="short for --format json")
    group.add_argument(
        "--tool",
        action="append",
        default=[],
        metavar="TOOL",
        help="only this tool (repeatable; default: all that are in use)",
    )
    group.add_argument("--yes", action="store_true", help="do not ask before a change")
    group.add_argument("--no-input", action="store_true", help="never ask; fail instead")
    group.add_argument("--no-color", action="store_true", help="no colour")
    group.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="print every keyring call, request and write, to standard error",
    )
    group.add_argument(
        "--version", action="version", version=f"keydex {__version__}", help="print the release"
    )


def _usage(parser: Parser, words: str) -> None:
    """Say what may stand behind the command; the options are told below it."""
    parser.usage = f"{parser.prog} [options] {words}".rstrip()


def _folder(parser: Parser) -> None:
    _usage(parser, "[DIR]\n       keydex COMMAND [options] ...")
    parser.add_argument("folder", nargs="?", metavar="DIR", help="the project (default: here)")
    parser.add_argument(
        "--demo",
        action="store_true",
        help="open a sample project, gone at exit; its indexes take 'open sesame'",
    )
    parser.add_argument(
        "--completion", choices=SHELLS, help="print what completes keydex in this shell"
    )


def _indexes(parser: Parser) -> None:
    _usage(parser, "[INDEX ...]")
    parser.add_argument(
        "indexes", nargs="*", metavar="INDEX", help="a name, URL or host (default: all)"
    )


def _package(parser: Parser) -> None:
    _indexes(parser)
    _usage(parser, "[INDEX ...] [-- COMMAND ...]")
    parser.add_argument(
        "--package",
        metavar="NAME",
        default="PACKAGE",
        help="stands in service names that contain a package (default: PACKAGE)",
    )


def _online(parser: Parser) -> None:
    _package(parser)
    parser.add_argument("--online", action="store_true", help="ask the indexes too")


def _doctor(parser: Parser) -> None:
    _package(parser)
    parser.add_argument("--list", action="store_true", dest="rules", help="name the checks")
    parser.add_argument(
        "--check",
        action="append",
        default=[],
        metavar="CODE",
        help="only this check (repeatable; default: all)",
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
    _usage(parser, "[CODE|INDEX ...] [-- COMMAND ...]")
    parser.add_argument(
        "what", nargs="*", metavar="CODE|INDEX", help="the findings to mend (default: all)"
    )
    _dry(parser)
    parser.add_argument(
        "--offline", action="store_true", help="only what files say: ask no keyring and no index"
    )
    parser.add_argument("--stdin", action="store_true", help="read a secret from standard input")


def _undo(parser: Parser) -> None:
    _usage(parser, "")
    _dry(parser)


def _one(parser: Parser) -> None:
    _usage(parser, "INDEX")
    parser.add_argument("index", metavar="INDEX", help="a name, URL or host")
    _dry(parser)


def _dry(parser: Parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def _migrate(parser: Parser) -> None:
    _indexes(parser)
    _dry(parser)


def _export(parser: Parser) -> None:
    _indexes(parser)
    _usage(parser, "--for WHERE [INDEX ...]")
    parser.add_argument(
        "--for",
        dest="target",
        choices=("docker", "github", "gitlab"),
        required=True,
        help="where the tools run: a build of Docker, GitHub Actions, or GitLab CI",
    )


def _delete(parser: Parser) -> None:
    _usage(parser, "INDEX [INDEX ...]")
    parser.add_argument("indexes", nargs="+", metavar="INDEX", help="names, URLs or hosts")
    _dry(parser)
    parser.add_argument(
        "--orphans", action="store_true", help="also what is there and no tool finds here"
    )


def _set(parser: Parser) -> None:
    _one(parser)
    parser.add_argument(
        "-u",
        "--username",
        metavar="NAME",
        help="whose secret it is (default: who the tools ask for)",
    )
    parser.add_argument("--stdin", action="store_true", help="read the secret from standard input")
    parser.add_argument(
        "--from", dest="source", metavar="TOOL", help="copy the entry that this tool finds"
    )
    parser.add_argument(
        "--to",
        choices=("keyring", "netrc"),
        default="keyring",
        help="where to (default: keyring); netrc is plain text, for machines without a store",
    )
    parser.add_argument(
        "--no-verify", action="store_true", help="store it without asking the index"
    )


def _onboard(parser: Parser) -> None:
    _indexes(parser)
    parser.add_argument(
        "--check", action="store_true", help="only say what is missing, and end with 1 if it is"
    )
    parser.add_argument("--offline", action="store_true", help="ask no index whether it gets in")
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
    _usage(parser, "-- COMMAND ...")
    parser.add_argument(
        "--dry", action="store_true", help="only name what would be put in front of the keyring"
    )
    parser.add_argument(
        "--strict", action="store_true", help="end with 1 where a question was not predicted"
    )


def _username(parser: Parser) -> None:
    _one(parser)
    _usage(parser, "INDEX [NAME]")
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="the username to write (default: print it)"
    )
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
