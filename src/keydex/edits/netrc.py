"""Put a login into a netrc file, or take one out."""

import re
from dataclasses import replace
from pathlib import Path

from keydex.config import netrc
from keydex.edits.plain import unproved
from keydex.errors import ConfigError
from keydex.model import Credential, Edit

# What the tools' readers of netrc do not take in the same way.
UNFIT = re.compile(r"""[\s"'\\#]|[^\x20-\x7e]""")


def netrc_added(path: Path, before: bytes, host: str, login: Credential, summary: str) -> Edit:
    """Put a login for a host at the end, or before the default login; one for a host.

    Raises ConfigError where the host has a login already, or where a netrc can't hold this one so
    that every tool reads the same.
    """
    text = before.decode()
    logins = netrc.parsed(text, path)
    if found := [each for each in logins if each.machine == host]:
        reason = f"it has a login for {host} already"
        hint = "Take that one out first: a netrc has one login for a host."
        raise ConfigError(reason, path, found[0].line, "machine", hint)
    if any(not part or UNFIT.search(part) for part in (login.username, login.password.reveal())):
        reason = "a netrc can't hold blanks, quotes, #, backslashes and letters outside of ASCII"
        raise ConfigError(f"{reason} so that every tool reads them", path)
    end = "\r\n" if "\r\n" in text else "\n"
    added = f"machine {host} login {login.username} password {login.password.reveal()}{end}"
    lines = text.splitlines(keepends=True)
    at = next((each.line - 1 for each in logins if each.machine is None), len(lines))
    gap = end if at and not lines[at - 1].endswith(("\n", "\r")) else ""
    after = "".join((*lines[:at], gap, added, *lines[at:]))
    plain = [replace(each, line=0) for each in netrc.parsed(after, path)]
    new = netrc.Login(host, login.username, login.password, 0)
    if new not in plain or [each for each in plain if each != new] != [
        replace(each, line=0) for each in logins
    ]:
        raise unproved(path, None, "machine")
    return Edit(path, summary, before, after.encode(), (login.password,), is_private=True)


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
