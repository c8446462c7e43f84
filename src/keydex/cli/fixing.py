"""`fix`: apply what the doctor names, each shown first."""

import argparse
import sys
from collections.abc import Generator, Iterator

from keydex import edits, naming, rules
from keydex.asking import Means
from keydex.cli import commands
from keydex.cli.changing import agreed, done, entries, say, stored
from keydex.cli.doctoring import looked
from keydex.cli.unlocking import unlocked
from keydex.errors import KeydexError, UsageError
from keydex.findings import Finding, Fix, Kind, Severity
from keydex.model import Step
from keydex.rules import Case
from keydex.secret import masked
from keydex.survey import chosen
from keydex.workflows import copying, fixing, moving, storing, writing

MOST = 9  # Rounds; a chain of causes is shorter.
ORDER = (130, 3, 4, 5, 1)  # Of several exit codes, the first that applies.


def fix(options: argparse.Namespace) -> int:
    """Find what is wrong, and mend what was asked for, until nothing more can be mended."""
    codes = frozenset(rule.code for word in options.what if (rule := rules.named(word)))
    words = [word for word in options.what if rules.named(word) is None]
    rounds = Rounds(options, codes, words)
    failed = done(options, "fix", rounds.steps())
    if rounds.failures:
        return min(rounds.failures, key=ORDER.index)
    left = any(each.severity is not Severity.NOTE for each in rounds.left)
    return failed or int(left and not options.dry_run)


class Rounds:
    """One look after another, since what is mended brings the next cause to light."""

    def __init__(
        self, options: argparse.Namespace, codes: frozenset[str], words: list[str]
    ) -> None:
        self.options, self.codes, self.words = options, codes, words
        self.left: tuple[Finding, ...] = ()
        self.failures: list[int] = []
        self._tried: set[tuple[str, str, str]] = set()

    def steps(self) -> Iterator[Step]:
        """Mend what is found, and look again, as long as that changes something."""
        for _ in range(MOST):
            case, found = self._look()
            new = [each for each in found if _identity(each) not in self._tried]
            self.left = found
            if not found and not self._tried:
                say(["Nothing is wrong."])
            if not new or not (yield from self._round(case, new)) or self.options.dry_run:
                return

    def _look(self) -> tuple[Case, tuple[Finding, ...]]:
        survey = commands.read(self.options)
        feeds = chosen(survey, self.words) if self.words else ()
        case = looked(self.options, survey.only(feeds) if feeds else survey, self.codes)
        found = tuple(rules.found(case, only=self.codes))
        if self.options.stdin and sum(_asks_secret(each.fix) for each in found) > 1:
            raise UsageError("there are several secrets to hand over", "name one index or one code")
        return case, found

    def _round(self, case: Case, found: list[Finding]) -> Generator[Step, None, bool]:
        """Mend one finding after another, and return whether any was mended."""
        any_mended = False
        for finding in found:
            self._tried.add(_identity(finding))
            say([masked(f"{finding.code} {finding.message}", finding.secrets)])
            say([masked(f"  → {finding.fix.summary}", finding.secrets)])
            try:
                any_mended |= yield from _mended(self.options, case, finding)
            except UsageError:
                raise
            except KeydexError as error:
                self.failures.append(error.exit)
                yield Step("failed", finding.code, reason=error.message)
        return any_mended


def _identity(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.feed, finding.message


def _asks_secret(one: Fix) -> bool:
    """Say whether a person hands over a secret for a fix."""
    return bool(one.kind is Kind.STORE and not one.copies) or bool(one.unlocks)


def _mended(
    options: argparse.Namespace, case: Case, finding: Finding
) -> Generator[Step, None, bool]:
    """Mend one finding, and return whether that was done."""
    means, one = Means(log=commands.log(options)), finding.fix
    if one.copies:
        return (yield from _copied(options, case, one, means))
    if one.kind is Kind.STORE:
        options.username, options.no_verify = None, False
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


def _name(options: argparse.Namespace) -> str:
    """Ask for a username. Raises UsageError where nobody may be asked."""
    if options.no_input or not sys.stdin.isatty():
        raise UsageError("nobody can be asked for the username", "keydex username INDEX NAME")
    print("Your username: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()
