"""A command line as a person typed it, and as it may be shown."""

from collections.abc import Sequence

from keydex.edits.showing import USERINFO
from keydex.secret import MASK, Secret, bare, masked
from keydex.tools import ASSIGNMENT

SECRET_OPTIONS = frozenset({"-p", "-P", "-t", "-a", "--password", "--token", "--auth"})
"""Options of any tool behind which a secret may stand; too many are better than one too few."""


def shown(words: Sequence[str], secrets: tuple[Secret, ...]) -> list[str]:
    """Return the words without any value of a variable, any login and any password."""
    found: list[str] = []
    for each in words:
        name, equals, _ = each.partition("=")
        if found and found[-1] in SECRET_OPTIONS:
            found.append(MASK)
        elif equals and (ASSIGNMENT.fullmatch(each) or name in SECRET_OPTIONS):
            found.append(f"{name}={MASK}")
        elif each[:2] in SECRET_OPTIONS and not each.startswith("--") and each[2:]:
            found.append(f"{each[:2]}{MASK}")
        else:
            found.append(USERINFO.sub(rf"\1{MASK}@", masked(bare(each), secrets)))
    return found
