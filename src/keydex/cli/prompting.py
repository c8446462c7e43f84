"""Ask a person: for a secret, which is never shown, and whose it is."""

import argparse
import getpass
import sys

from keydex import dumps
from keydex.cli import printing
from keydex.errors import CancelledError, KeydexError, UsageError

LARGEST = 2**16  # Bytes; no store takes a secret that is longer.


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
