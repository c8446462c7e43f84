"""What each command does: read, ask, print, and say by the exit code how it went.

What a command needs is loaded when it runs: the app is seen before anything is read.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keydex.environment import Environment
from keydex.errors import UsageError
from keydex.model import Event
from keydex.secret import bare

if TYPE_CHECKING:
    from keydex.survey import Survey

Json = dict[str, Any]


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    return COMMANDS[options.command](options)


def environment(options: argparse.Namespace) -> Environment:
    """Return the environment of the command: its folder is -C DIR, --project DIR or here."""
    words = [each for each in (options.directory, options.project) if each]
    folder = Path(*words) if words else None
    if folder and not folder.is_dir():
        raise UsageError(f"{bare(words[-1])} is no folder")
    return Environment.here(folder)


def read(options: argparse.Namespace, words: Iterable[str] = ()) -> "Survey":
    """Read what is configured, for the tools, the command and the indexes that were named."""
    from keydex.cli.parser import TAKES_COMMAND
    from keydex.survey import PACKAGE, chosen, survey
    from keydex.tools import TOOLS

    package = getattr(options, "package", PACKAGE)
    found = survey(environment(options), tuple(options.words), tools=options.tool, package=package)
    words = tuple(words)
    try:
        return found.only(chosen(found, words)) if words else found
    except UsageError as error:
        if options.words or options.command not in TAKES_COMMAND or words[0] not in TOOLS:
            raise
        hint = f"put -- before a command: keydex {options.command} -- {words[0]} …"
        raise UsageError(error.message, hint) from None


def show(
    options: argparse.Namespace, document: Json, lines: Callable[[Json], Iterator[str]]
) -> None:
    """Print a result as text or JSON; what can't be read goes to standard error."""
    from keydex.cli import printing

    if options.format == "json":
        print(printing.in_json(document))
        return
    for line in lines(document):
        print(line)
    for line in printing.problems(document):
        print(line, file=sys.stderr)


def log(options: argparse.Namespace) -> Callable[[Event], None] | None:
    """Return what writes every keyring call, request and write to standard error, under -v."""
    if not options.verbose:
        return None
    from keydex.cli import printing

    def write(event: Event) -> None:
        seconds = "" if event.seconds is None else f"  {event.seconds:.2f} s"
        print(f"{event.kind}: {printing.safe(event.text)}{seconds}", file=sys.stderr)

    return write


def _list(options: argparse.Namespace) -> int:
    from keydex import documents
    from keydex.cli import printing

    found = read(options, options.indexes)
    show(options, documents.listed(found), printing.listed)
    return 3 if found.problems else 0


def _explain(options: argparse.Namespace) -> int:
    from keydex import documents
    from keydex.cli import printing

    found = read(options, options.indexes)
    show(options, documents.explained(found), printing.explained)
    return 3 if found.problems else 0


def _status(options: argparse.Namespace) -> int:
    from keydex.cli.asking import status

    return status(options)


def _test(options: argparse.Namespace) -> int:
    from keydex.cli.asking import test

    return test(options)


def _entries(options: argparse.Namespace) -> int:
    from keydex.cli.entries import entries

    return entries(options)


def _set(options: argparse.Namespace) -> int:
    from keydex.cli.changing import store

    return store(options)


def _delete(options: argparse.Namespace) -> int:
    from keydex.cli.changing import delete

    return delete(options)


def _username(options: argparse.Namespace) -> int:
    from keydex.cli.naming import username

    return username(options)


def _undo(options: argparse.Namespace) -> int:
    from keydex.cli.undoing import undo

    return undo(options)


def _rotate(options: argparse.Namespace) -> int:
    from keydex.cli.rotating import rotate

    return rotate(options)


def _doctor(options: argparse.Namespace) -> int:
    from keydex.cli.doctoring import doctor

    return doctor(options)


def _fix(options: argparse.Namespace) -> int:
    from keydex.cli.fixing import fix

    return fix(options)


def _migrate(options: argparse.Namespace) -> int:
    from keydex.cli.migrating import migrate

    return migrate(options)


def _export(options: argparse.Namespace) -> int:
    from keydex.cli.exporting import export

    return export(options)


def _onboard(options: argparse.Namespace) -> int:
    from keydex.cli.onboarding import onboard

    return onboard(options)


def _trace(options: argparse.Namespace) -> int:
    from keydex.cli.tracing import trace

    return trace(options)


def _open(options: argparse.Namespace) -> int:
    if options.completion:
        from keydex.cli.completing import script

        print(script(options.completion), end="")
        return 0
    if options.demo:
        from keydex.demo import demo

        with demo() as sample:
            return _opened(options, sample)
    if options.folder:
        from keydex.cli.parser import unknown

        options.directory = str(Path(options.directory or ".") / options.folder)
        if not Path(options.directory).is_dir():
            raise unknown(options.folder)
    return _opened(options, environment(options))


def _opened(options: argparse.Namespace, where: Environment) -> int:
    """Show the app, or without a terminal what `status` prints."""
    if options.format == "text" and sys.stdin.isatty() and sys.stdout.isatty():
        from keydex.ui.app import show_app

        return show_app(where, tools=options.tool, begins_with_setup=not options.demo)
    from keydex.cli.asking import status_of
    from keydex.survey import survey

    code = status_of(options, survey(where, tools=options.tool))
    return 0 if options.demo else code


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "": _open,
    "list": _list,
    "explain": _explain,
    "status": _status,
    "test": _test,
    "entries": _entries,
    "set": _set,
    "delete": _delete,
    "onboard": _onboard,
    "trace": _trace,
    "rotate": _rotate,
    "username": _username,
    "undo": _undo,
    "doctor": _doctor,
    "fix": _fix,
    "migrate": _migrate,
    "export": _export,
}
