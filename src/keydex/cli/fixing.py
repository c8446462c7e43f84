"""`fix`: apply what the doctor names, each shown first."""

import argparse
import sys
from collections.abc import Generator, Iterator

from keydex import edits, naming, rules
from keydex.asking import Means
from keydex.cli import commands
from keydex.cli.changing import agreed, done, say, stored
from keydex.cli.doctoring import looked
from keydex.errors import KeydexError, UsageError
from keydex.findings import Finding, Kind
from keydex.model import Step
from keydex.rules import Case
from keydex.secret import masked
from keydex.survey import chosen
from keydex.workflows import fixing, writing


def fix(options: argparse.Namespace) -> int:
    """Find what is wrong, and mend what was asked for."""
    codes = frozenset(rule.code for word in options.what if (rule := rules.named(word)))
    words = [word for word in options.what if rules.named(word) is None]
    survey = commands.read(options)
    feeds = chosen(survey, words) if words else ()
    case = looked(options, survey.only(feeds) if feeds else survey, codes)
    found = tuple(rules.found(case, only=codes))
    if sum(each.fix.kind is Kind.STORE for each in found) > 1 and options.stdin:
        raise UsageError("there are several secrets to store", "name one index")
    if not found:
        say(["Nothing is wrong."])
    left: list[Finding] = []
    exit_code = done(options, "fix", _steps(options, case, found, left))
    return exit_code or int(bool(left) and not options.dry_run)


def _steps(
    options: argparse.Namespace, case: Case, found: tuple[Finding, ...], left: list[Finding]
) -> Iterator[Step]:
    """Mend one finding after another; those that are left are told, and kept."""
    for finding in found:
        say([masked(f"{finding.code} {finding.message}", finding.secrets)])
        say([masked(f"  → {finding.fix.summary}", finding.secrets)])
        try:
            mended = yield from _mended(options, case, finding)
        except UsageError:
            raise
        except KeydexError as error:
            yield Step("failed", finding.code, reason=error.message)
            mended = False
        if not mended:
            left.append(finding)


def _mended(
    options: argparse.Namespace, case: Case, finding: Finding
) -> Generator[Step, None, bool]:
    """Mend one finding, and return whether that was done."""
    means, one = Means(log=commands.log(options)), finding.fix
    if one.kind is Kind.STORE:
        options.username, options.no_verify = None, False
        yield from stored(options, case.survey, one.feed)
        return True
    if one.asks_username:
        changes = naming.planned(case.survey, naming.places(case.survey, one.feed), _name(options))
    else:
        changes = fixing.planned(one)
    if not changes and not one.argv:
        if one.command:
            say([masked(f"  type it in your own shell: {one.command}", finding.secrets)])
        return False
    say([edits.diff(change).rstrip("\n") for change in changes])
    if one.argv:
        say([f"  {one.command}"])
    if options.dry_run:
        yield from fixing.dry(one)
        return False
    if not agreed(options, "Run this?" if one.argv else "Write this?"):
        return False
    if one.argv:
        yield from fixing.ran(one, case.environment, means, sys.stderr)
    else:
        yield from writing.written(changes, means)
    return True


def _name(options: argparse.Namespace) -> str:
    """Ask for a username. Raises UsageError where nobody may be asked."""
    if options.no_input or not sys.stdin.isatty():
        raise UsageError("nobody can be asked for the username", "keydex username INDEX NAME")
    print("Your username: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()
