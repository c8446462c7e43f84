"""What a row of the table of rules holds."""

from collections.abc import Callable, Iterator
from enum import IntEnum

from keydex.findings import Finding, Severity
from keydex.nouns import dataclass
from keydex.rules.case import Case

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


class Needs(IntEnum):
    """What a rule looks at, from what is at hand to what takes long."""

    FILES = 0
    KEYRINGS = 1
    """The keyrings are asked what the tools would ask."""
    INDEXES = 2
    """The indexes are asked, too."""
    ENTRY = 3
    """A throwaway entry is written, read and deleted; only on request."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong; `finds` says what, for the list of checks.

    A code is never used again. A finding may have a severity of its own.
    """

    code: str
    name: str
    severity: Severity
    finds: str
    check: Callable[[Case], Iterator[Finding]]
    needs: Needs = Needs.FILES
    """Without that it can't look, and is left out."""
    heeds: Needs = Needs.FILES
    """What it finds more by, where that is known: an index without a username may want a login."""

    @property
    def reads(self) -> Needs:
        """Return all that it looks at: with that it finds what it finds among all rules."""
        return max(self.needs, self.heeds)
