"""`migrate`: move every secret that stands in plain text into the keyring."""

import argparse
from collections.abc import Iterator
from functools import partial
from typing import Any

from keydex import documents, edits
from keydex.cli import asking, commands, printing
from keydex.cli.changing import agreed, done, entries, readable, say
from keydex.errors import CancelledError, UsageError
from keydex.findings import Finding
from keydex.model import Step
from keydex.secret import masked
from keydex.survey import Survey, chosen
from keydex.workflows import migrating

Json = dict[str, Any]
ORDER = (3, 4, 5, 1)  # Of several exit codes, the first that applies.
OTHERS = frozenset({UsageError.exit, CancelledError.exit})


def migrate(options: argparse.Namespace) -> int:
    """Move what is in plain text, after it was shown; returns 1 where something stays."""
    survey = commands.read(options)
    stays: list[Json] = []
    failures: list[migrating.Failure] = []
    steps = _steps(options, survey, stays, failures)
    ended = done(options, "migrate", steps, {"stays": stays})
    if ended in OTHERS:
        return ended
    codes = {each.exit if each.exit in ORDER else 1 for _, each in failures}
    if codes:
        return min(codes, key=ORDER.index)
    return ended or int(bool(stays) and not options.dry_run)


def _steps(
    options: argparse.Namespace,
    survey: Survey,
    stays: list[Json],
    failures: list[migrating.Failure],
) -> Iterator[Step]:
    """Show a plan, ask, do it, and look again."""
    means, feeds = asking.means_of(options), chosen(survey, options.indexes)
    is_first = True
    for plan, now in migrating.rounds(partial(commands.read, options), feeds, means, failures):
        stays[:] = [_stay(each, now) for each in plan.stays]
        if not plan.moves and not plan.failures:
            say(_left(plan, now, is_first=is_first))
            readable(now)
            return
        say(_shown(plan, now))
        if options.dry_run:
            failures += plan.failures
            yield from migrating.dry(plan)
            readable(now)
            return
        readable(now)
        if plan.moves and not agreed(options, "Store these, then write this?"):
            raise CancelledError("nothing is changed" if is_first else "nothing more is changed")
        yield from migrating.migrated(plan, now, means, failures)
        is_first = False


def _shown(plan: migrating.Plan, survey: Survey) -> Iterator[str]:
    """Say what moves where, what of the files changes, and what stays."""
    for finding, move in plan.moves:
        yield from _about(finding, survey, finding.fix.summary)
        for each in move.plans:
            yield from (f"  {line}" for line in entries(each))
        if not move.plans:
            yield "  no entry is needed: each tool finds the same elsewhere"
        yield from (edits.diff(change).rstrip("\n") for change in move.changes)
    yield from _stayed(plan, survey)


def _left(plan: migrating.Plan, survey: Survey, *, is_first: bool) -> Iterator[str]:
    if is_first:
        yield "There is nothing to move."
        yield from _stayed(plan, survey)


def _stayed(plan: migrating.Plan, survey: Survey) -> Iterator[str]:
    for each in plan.stays:
        yield from _about(each.finding, survey, f"it stays: {each.why}")


def _about(finding: Finding, survey: Survey, then: str) -> Iterator[str]:
    """Name a secret by what it is and its place, then say what becomes of it."""
    yield masked(f"{_place(finding, survey)}  {finding.message}", finding.secrets)
    yield masked(f"  → {then}", finding.secrets)


def _stay(one: migrating.Stay, survey: Survey) -> Json:
    what, where, why = one.finding.message, _place(one.finding, survey), one.why
    parts = {"what": what, "where": where, "why": why}
    return {name: masked(text, one.finding.secrets) for name, text in parts.items()}


def _place(finding: Finding, survey: Survey) -> str:
    """Name file, line and key."""
    if finding.origin is None:
        return ""
    key = f" {printing.safe(finding.origin.key)}" if finding.origin.key else ""
    return printing.place(documents.origin(finding.origin, survey.project)) + key
