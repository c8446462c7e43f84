"""Apply one fix: show it, ask, do it."""

import argparse
import sys
from collections.abc import Generator

from keydex import edits, naming
from keydex.asking import Means
from keydex.cli import asking
from keydex.cli.changing import agreed, entries, say, stored
from keydex.cli.naming import whom
from keydex.cli.prompting import named
from keydex.cli.unlocking import unlocked
from keydex.errors import UsageError
from keydex.findings import Finding, Fix, Kind
from keydex.model import Edit, Step
from keydex.rules import Case
from keydex.secret import masked
from keydex.workflows import copying, fixing, moving, storing, writing


def asks_secret(one: Fix) -> bool:
    """Say whether a person hands over a secret for a fix."""
    return bool(one.kind is Kind.STORE and not one.copies) or bool(one.unlocks)


def mended(
    options: argparse.Namespace, case: Case, finding: Finding
) -> Generator[Step, None, bool]:
    """Mend one finding, and return whether that was done."""
    means, one = asking.means_of(options), finding.fix
    if one.copies:
        return (yield from _copied(options, case, one, means))
    if one.kind is Kind.STORE:
        options.username, options.source, options.no_verify = None, None, False
        yield from stored(options, case.survey, one.feed)
        return True
    if one.unlocks:
        return (yield from unlocked(options, case, one.unlocks))
    if one.moves:
        return (yield from _moved(options, case, finding, means))
    return (yield from _applied(options, case, finding, means))


def _applied(
    options: argparse.Namespace, case: Case, finding: Finding, means: Means
) -> Generator[Step, None, bool]:
    """Change files or run a command, and return whether that was done."""
    one = finding.fix
    if one.asks_username and options.dry_run:
        yield Step("planned", one.summary)
        return False
    changes = _named(options, case, one) if one.asks_username else fixing.planned(one)
    if not changes and not one.argv:
        if one.command and not one.asks_username:
            say([masked(f"  type it in your own shell: {one.command}", finding.secrets)])
        return False
    say([edits.diff(change).rstrip("\n") for change in changes])
    if one.argv:
        say([masked(f"  {one.command}", finding.secrets)])
    if options.dry_run:
        yield from fixing.dry(finding)
        return False
    if not agreed(options, "Run this?" if one.argv else "Write this?"):
        return False
    if one.argv:
        yield from fixing.ran(finding, case.environment, means, sys.stderr)
    else:
        yield from writing.written(changes, means, case.environment)
    return True


def _copied(
    options: argparse.Namespace, case: Case, one: Fix, means: Means
) -> Generator[Step, None, bool]:
    """Copy an entry to the names that other tools ask for, and return whether that was done."""
    plan, secret = copying.planned(case.survey, one.feed)
    say(entries(plan))
    if options.dry_run:
        yield from storing.dry(plan)
        return False
    if not agreed(options, "Copy it?"):
        return False
    yield from storing.stored(case.survey, plan, secret, means)
    return True


def _moved(
    options: argparse.Namespace, case: Case, finding: Finding, means: Means
) -> Generator[Step, None, bool]:
    """Move a password from a file into the keyring, and return whether that was done."""
    move = moving.planned(finding, case.survey, means)
    for plan in move.plans:
        say(entries(plan))
    say([edits.diff(change).rstrip("\n") for change in move.changes])
    if options.dry_run:
        yield from moving.dry(move)
        return False
    if not agreed(options, "Store the password, then write this?"):
        return False
    yield from moving.moved(move, means)
    return True


def _named(options: argparse.Namespace, case: Case, one: Fix) -> tuple[Edit, ...]:
    """Ask for a username and whom it is for, and plan what files take it; say what does not."""
    hint = "keydex username INDEX NAME"
    name = named(options, UsageError("nobody can be asked for the username", hint))
    plan = naming.plan(case.survey, one.feed, name, whom(options, case.survey, one.feed, name))
    if plan.variables:
        say(["Set this where your shell reads it:", *naming.assignments(plan, case.survey)])
    return plan.changes
