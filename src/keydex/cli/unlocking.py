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

NAME = "Master password of the keyring (a new one, if it has none yet)"


def unlocked(
    options: argparse.Namespace, case: Case, access: Access
) -> Generator[Step, None, bool]:
    """Unlock a store with what a person hands over, and return whether that was done."""
    tools = ", ".join(case.tools(access))
    if options.dry_run:
        yield Step("planned", f"unlock the keyring of {tools}")
        return False
    if not (text := handed(options, NAME, "nothing is unlocked")):
        raise KeydexError("an empty master password protects nothing")
    keyrings.unlock(access, case.environment, Secret(text), log=commands.log(options))
    yield Step("done", f"unlocked the keyring of {tools}")
    return True
