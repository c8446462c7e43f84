"""What can be wrong: one row a rule, one function a row.

A rule is a function of a case that yields what it finds; the table gives it a code that is never
used again, a name, how much it matters, and what must be known before it can look.
"""

import shlex
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from enum import IntEnum

from keydex.findings import Finding, Kind, Severity
from keydex.nouns import dataclass
from keydex.rules import usernames
from keydex.rules.case import Case, merged

__all__ = ["RULES", "Case", "Needs", "Rule", "found", "named"]


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
    """One thing that can be wrong; `finds` says what, for the list of checks."""

    code: str
    name: str
    severity: Severity
    finds: str
    check: Callable[[Case], Iterator[Finding]]
    needs: Needs = Needs.FILES


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES: tuple[Rule, ...] = (
    Rule(
        "KD012",
        "username-missing",
        ERROR,
        "a tool asks no keyring, since it has no username for the index",
        usernames.missing,
    ),
)


def named(word: str) -> Rule | None:
    """Return the rule of a code or a name, in whatever letter case."""
    lower = word.lower()
    return next((rule for rule in RULES if lower in {rule.code.lower(), rule.name}), None)


def found(case: Case, needs: Needs = Needs.ENTRY, only: Collection[str] = ()) -> Iterator[Finding]:
    """Yield what the rules find, in the order of the table; those that need more are left out."""
    for rule in RULES:
        if rule.needs <= needs and (not only or rule.code in only):
            yield from merged(_completed(rule, each) for each in rule.check(case))


def _completed(rule: Rule, finding: Finding) -> Finding:
    """Give a finding the code of its rule, and its fix the command that applies it."""
    fix, index = finding.fix, shlex.quote(finding.index or "")
    if not fix.command and fix.kind in {Kind.EDIT, Kind.STORE}:
        word = f" {index}" if finding.index else ""
        command = f"keydex fix {rule.code}{word}" if fix.kind is Kind.EDIT else f"keydex set{word}"
        fix = replace(fix, command=command)
    severity = finding.severity or rule.severity
    return replace(finding, code=rule.code, name=rule.name, severity=severity, fix=fix)
