"""What can be wrong: a function a rule, and beside it one row that names it.

A rule is a function of a case that yields what it finds. Its row gives it a code, a name, how much
it matters, and what must be known before it can look. A new rule is one function and one row in
the module of its subject.
"""

import shlex
from collections.abc import Collection, Iterator
from dataclasses import replace

from keydex.findings import Finding, Kind
from keydex.rules import (
    fallback,
    indexes,
    kinds,
    leaks,
    notices,
    plugins,
    rings,
    settings,
    stores,
    tokens,
    unfinished,
    usernames,
)
from keydex.rules.case import Case, merged
from keydex.rules.table import Needs, Rule

__all__ = ["RULES", "Case", "Needs", "Rule", "found", "named"]

SUBJECTS = (
    leaks,
    usernames,
    rings,
    plugins,
    stores,
    settings,
    indexes,
    tokens,
    unfinished,
    kinds,
    fallback,
    notices,
)
RULES: tuple[Rule, ...] = tuple(row for subject in SUBJECTS for row in subject.ROWS)


def named(word: str) -> Rule | None:
    """Return the rule of a code or a name, in whatever letter case."""
    lower = word.lower()
    return next((rule for rule in RULES if lower in {rule.code.lower(), rule.name}), None)


def found(case: Case, needs: Needs = Needs.ENTRY, only: Collection[str] = ()) -> Iterator[Finding]:
    """Yield what the rules find, in the order of the table; those that need more are left out."""
    for rule in RULES:
        if rule.needs <= needs and (not only or rule.code in only):
            yield from merged(_completed(rule, each) for each in rule.check(case))


def _word(finding: Finding) -> str:
    """Name the index of a finding in a command: by its URL where it is called like a check."""
    index = finding.index or ""
    return finding.feed if named(index) or index.startswith("-") else index


def _completed(rule: Rule, finding: Finding) -> Finding:
    """Give a finding the code of its rule, and its fix the command that applies it."""
    fix, index = finding.fix, shlex.quote(_word(finding))
    if not fix.command and fix.kind in {Kind.EDIT, Kind.STORE}:
        word = f" {index}" if finding.index else ""
        asks = fix.kind is Kind.STORE and not fix.copies
        command = f"keydex set{word}" if asks else f"keydex fix {rule.code}{word}"
        fix = replace(fix, command=command)
    severity = finding.severity or rule.severity
    return replace(finding, code=rule.code, name=rule.name, severity=severity, fix=fix)
