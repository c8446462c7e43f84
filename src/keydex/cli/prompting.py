"""Ask a person: for a secret, which is never shown, whose it is, and whether to go on."""

import argparse
import getpass
import sys

from keydex import dumps
from keydex.cli import printing
from keydex.errors import CancelledError, KeydexError, UsageError

LARGEST = 2**16  # Bytes; no store takes a secret that is longer.
VISIBLE = (
    "That is none of y, n and s. It was not stored, and it is on the screen: if it was a secret, "
    "others may have read it."
)


class SkippedError(Exception):
    """A person goes on without an index."""


def handed(options: argparse.Namespace, what: str, so: str = "nothing is stored") -> str:
    """Read a secret from a hidden prompt or standard input. Raises UsageError."""
    dumps.off()  # It is a text before it is a `Secret`.
    if options.stdin:
        return _piped()
    if options.no_input or not sys.stdin.isatty():
        raise UsageError("there is nobody to ask for the secret", "hand it over with --stdin")
    try:
        return getpass.getpass(f"{printing.safe(what)}: ")
    except EOFError:
        raise CancelledError(f"no secret was given, so {so}") from None


def _piped() -> str:
    """Read a secret from standard input, without the line break at its end."""
    try:
        text = sys.stdin.buffer.read(LARGEST).decode()
    except UnicodeDecodeError:
        raise KeydexError("the secret is not UTF-8, so nothing is stored") from None
    return text.removesuffix("\n").removesuffix("\r")


def named(options: argparse.Namespace, trouble: UsageError) -> str:
    """Ask for a username, unless it was given; raises `trouble` where nobody can be asked.

    Standard input that holds the secret holds no answer.
    """
    if given := getattr(options, "username", None):
        return str(given)
    if options.no_input or getattr(options, "stdin", False) or not sys.stdin.isatty():
        raise trouble
    print("Your username: ", end="", file=sys.stderr, flush=True)
    if name := sys.stdin.readline().strip():
        return name
    raise trouble


def answered(question: str) -> bool:
    """Ask before a step, until an answer is one; s leaves the whole index.

    Raises CancelledError at the end of input.
    """
    while True:
        print(f"{question} [Y/n, s skips this index] ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise CancelledError("nothing more is changed")
        said = line.strip().lower()
        if said in {"s", "skip"}:
            raise SkippedError
        if said in {"", "y", "yes", "n", "no"}:
            return not said.startswith("n")
        print(VISIBLE, file=sys.stderr)
