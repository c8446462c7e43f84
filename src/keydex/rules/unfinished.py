"""A rotation that was killed: until it is ended, an entry may hold the old secret, or none."""

from collections.abc import Iterator

from keydex.config import rotation
from keydex.errors import ConfigError
from keydex.findings import Finding, advice, typed
from keydex.model import Origin
from keydex.rules.case import Case
from keydex.rules.table import ERROR, Rule


def unfinished(case: Case) -> Iterator[Finding]:
    """Find the journal of a rotation that did not come to its end."""
    origin = Origin(rotation.place(case.environment))
    try:
        found = rotation.read(case.environment)
    except ConfigError as error:
        message = f"The journal of a rotation can't be read: {error.reason}."
        yield Finding(message, advice(error.hint or "Look at the file."), origin=origin)
        return
    if found:
        either = "Finish it, or put the old secret back with --undo."
        summary = "Finish it: its entries stay as they are." if found.only_forgets else either
        message = f"A rotation in {found.project} was not finished."
        yield Finding(message, typed("keydex rotate", summary), origin=origin)


ROWS = (
    Rule(
        "KD048",
        "rotation-unfinished",
        ERROR,
        "a rotation was killed, and waits for keydex rotate to end it",
        unfinished,
    ),
)
