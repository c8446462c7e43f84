"""`fix`: apply what the doctor names, each shown first."""

import argparse
import re
from collections.abc import Generator, Iterator

from keydex import rules
from keydex.cli import asking, commands
from keydex.cli.asking import code
from keydex.cli.changing import done, say
from keydex.cli.doctoring import looked, wanted, well
from keydex.cli.mending import asks_secret, mended
from keydex.errors import CancelledError, ConfigError, KeydexError, KeyringError, UsageError
from keydex.findings import Finding, Severity
from keydex.model import Step
from keydex.rules import Case
from keydex.secret import masked
from keydex.survey import chosen

CODE = re.compile("kd[0-9]+", re.IGNORECASE)
MOST = 9  # Rounds; a chain of causes is shorter.
UNREAD, UNANSWERED = frozenset({ConfigError.exit}), frozenset({KeyringError.exit})
ORDER = (130, 3, 4, 5, 1)  # Of several exit codes, the first that applies.


def fix(options: argparse.Namespace) -> int:
    """Find what is wrong, and mend what was asked for, until nothing more can be mended."""
    meant = [word for word in options.what if rules.named(word) or CODE.fullmatch(word)]
    codes, words = wanted(meant), [word for word in options.what if word not in meant]
    rounds = Rounds(options, codes, words)
    failed = done(options, "fix", rounds.steps())
    if failed in {UsageError.exit, CancelledError.exit}:
        return failed
    if rounds.failures or rounds.unread:
        return min((*rounds.failures, *rounds.unread), key=ORDER.index)
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
        self.unread: tuple[int, ...] = ()
        self._tried: set[tuple[str, str, str]] = set()
        self._refusal: UsageError | None = None
        self._means = asking.means_of(options)

    def steps(self) -> Iterator[Step]:
        """Mend what is found, and look again, as long as that changes something.

        Raises UsageError at the end where somebody would have to be asked.
        """
        for _ in range(MOST):
            case, found = self._look()
            new = [each for each in found if self._is_due(each)]
            self.left = found
            unread = UNREAD | UNANSWERED if self._waits else UNREAD
            self.unread = tuple({code(case.survey)} & unread)
            if not new and not self._tried:
                offline, part = self.options.offline, bool(self.codes)
                say([well(case, is_offline=offline, is_part=part)])
            if not new or not (yield from self._round(case, new)) or self.options.dry_run:
                if self._refusal:
                    raise self._refusal
                return

    @property
    def _waits(self) -> bool:
        """Say whether what is asked for can't be known without an answer of the keyrings."""
        needs = [rule.needs for rule in rules.RULES if not self.codes or rule.code in self.codes]
        return max(needs) > rules.Needs.FILES and not self.options.dry_run

    def _is_due(self, finding: Finding) -> bool:
        """Say whether to mend it now: not twice, and a note only where it was asked for."""
        is_wanted = bool(self.codes) or finding.severity is not Severity.NOTE
        return is_wanted and _identity(finding) not in self._tried

    def _look(self) -> tuple[Case, tuple[Finding, ...]]:
        survey = commands.read(self.options)
        feeds = chosen(survey, self.words) if self.words else ()
        about = survey.only(feeds) if feeds else survey
        case = looked(self.options, about, self.codes, self._means)
        found = tuple(rules.found(case, only=self.codes))
        if self.options.stdin and sum(asks_secret(each.fix) for each in found) > 1:
            raise UsageError("there are several secrets to hand over", "name one index or one code")
        return case, found

    def _round(self, case: Case, found: list[Finding]) -> Generator[Step, None, bool]:
        """Mend one finding after another, and return whether any was mended.

        The next look is waited for by another of the same index, which may be settled by then,
        and by one in a file whose lines have moved since: it names a line.
        """
        feeds: set[str] = set()
        any_mended, lines = False, {each.origin: _lines(case, each) for each in found}
        for finding in found:
            if finding.feed in feeds or _lines(case, finding) != lines[finding.origin]:
                continue
            self._tried.add(_identity(finding))
            say([masked(f"{finding.code} {finding.message}", finding.secrets)])
            say([masked(f"  → {finding.fix.summary}", finding.secrets)])
            try:
                if (yield from mended(self.options, case, finding)):
                    any_mended = True
                    feeds |= {finding.feed} - {""}
            except UsageError as error:
                if not self.options.yes:
                    raise
                self._refusal = error
            except KeydexError as error:
                self.failures.append(error.exit)
                yield Step("failed", finding.code, reason=masked(error.message, finding.secrets))
                if error.hint:
                    say([masked(f"  → {error.hint}", finding.secrets)])
        return any_mended


def _identity(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.feed, finding.message


def _lines(case: Case, finding: Finding) -> int:
    """Count the lines of the file that a finding is in, as it is now."""
    path = finding.origin and finding.origin.path
    try:
        return len(case.environment.machine.read(path).splitlines()) if path else 0
    except OSError:
        return 0
