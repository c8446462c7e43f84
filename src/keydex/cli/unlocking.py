"""Unlock the store behind a keyring, as a part of `fix`."""

import argparse
from collections.abc import Generator

from keydex import keyrings
from keydex.cli import commands
from keydex.cli.prompting import handed
from keydex.errors import KeydexError
from keydex.model import Access, Step
from keydex.rules import Case
from keydex.secret import Secret

NAME = "Master password of the keyring"
NEW = "New master password of the keyring, which makes its store"
SO = "nothing is unlocked"


def unlocked(
    options: argparse.Namespace, case: Case, access: Access
) -> Generator[Step, None, bool]:
    """Unlock a store with what a person hands over, and return whether that was done."""
    tools = ", ".join(case.tools(access))
    if options.dry_run:
        yield Step("planned", f"unlock the keyring of {tools}")
        return False
    store = case.looks[access].store if access in case.looks else None
    master = _master(options, is_new=bool(store and store.is_unmade))
    keyrings.unlock(access, case.environment, master, log=commands.log(options))
    yield Step("done", f"unlocked the keyring of {tools}")
    return True


def _master(options: argparse.Namespace, *, is_new: bool) -> Secret:
    """Read a master password; a new one is typed twice, being never shown. Raises KeydexError."""
    if not (text := handed(options, NEW if is_new else NAME, SO)):
        raise KeydexError("an empty master password protects nothing")
    if is_new and not options.stdin and handed(options, "The same again", SO) != text:
        raise KeydexError(f"the two master passwords differ, so {SO}", "type both again")
    return Secret(text)
