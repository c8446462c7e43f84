"""Take a login out of a netrc file."""

from dataclasses import replace
from pathlib import Path

from keydex.config import netrc
from keydex.edits.plain import unproved
from keydex.errors import ConfigError
from keydex.model import Credential, Edit


def netrc_removed(path: Path, before: bytes, line: int, login: Credential, summary: str) -> Edit:
    """Take out the lines of a login that begins in a line; every other login stays.

    Raises ConfigError where it does not begin there, or shares a line with something else.
    """
    text = before.decode()
    logins = netrc.parsed(text, path)
    found = [each for each in logins if each.line == line]
    known = [Credential(each.login, each.password) for each in found]
    if len(known) == 1 and known != [login]:
        raise ConfigError("the file changed since it was read", path, line, "login")
    left = [replace(each, line=0) for each in logins if each.line != line]
    lines = text.splitlines(keepends=True)
    for end in range(line, len(lines) + 1 if len(found) == 1 else line):
        after = "".join((*lines[: line - 1], *lines[end:]))
        try:
            proved = [replace(each, line=0) for each in netrc.parsed(after, path)] == left
        except ConfigError:
            proved = False
        if proved:
            return Edit(path, summary, before, after.encode(), (found[0].password,))
    raise unproved(path, line, "login")
