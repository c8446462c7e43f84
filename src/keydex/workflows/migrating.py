"""Move every secret that stands in plain text into the keyring: planned whole, done one by one."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from threading import Event as Flag

from keydex import rules
from keydex.asking import Means
from keydex.errors import KeydexError
from keydex.examining import on_disk
from keydex.findings import Finding
from keydex.model import Origin, Step
from keydex.nouns import dataclass
from keydex.rules.leaks import netrc
from keydex.secret import masked
from keydex.survey import Survey, again
from keydex.workflows import moving

LEAKS = frozenset({"KD001", "KD002", "KD004"})
"""The checks that find a secret in plain text."""
AGAIN = "look at it with keydex doctor"

Name = tuple[Origin, str, str]
Failure = tuple[Finding, KeydexError]


@dataclass(frozen=True, slots=True)
class Stay:
    """A secret that stays where it is, and why."""

    finding: Finding
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What moves, what stays, and what can't be planned as long as something fails."""

    moves: tuple[tuple[Finding, moving.Move], ...]
    stays: tuple[Stay, ...]
    failures: tuple[Failure, ...]


def rounds(
    read: Callable[[], Survey], feeds: Sequence[str], means: Means, failures: list[Failure]
) -> Iterator[tuple[Plan, Survey]]:
    """Yield plan after plan, each with what was read for it: one secret may hide another.

    Each is carried out before the next is taken; of the last nothing is to be done.
    """
    while True:
        survey = read()
        plan = planned(survey, feeds, means, {name(each) for each, _ in failures})
        yield plan, survey
        if not plan.moves and not plan.failures:
            return


def planned(survey: Survey, feeds: Sequence[str], means: Means, tried: set[Name]) -> Plan:
    """Plan where each secret of some feeds goes, but for those that were tried.

    The keyrings are asked what is there.
    """
    moves: list[tuple[Finding, moving.Move]] = []
    stays: list[Stay] = []
    failures: list[Failure] = []
    for each in found(survey, feeds):
        if name(each) in tried:
            continue
        if not each.fix.moves:
            stays.append(Stay(each, each.fix.summary))
            continue
        try:
            moves.append((each, moving.planned(each, survey, means)))
        except KeydexError as error:
            if error.exit == KeydexError.exit:  # A tool would be left without.
                stays.append(Stay(each, ": ".join(filter(None, (error.message, error.hint)))))
            else:
                failures.append((each, error))
    return Plan(tuple(moves), tuple(stays), tuple(failures))


def found(survey: Survey, feeds: Sequence[str]) -> tuple[Finding, ...]:
    """Find the secrets in plain text; a lock belongs to no feed.

    Every index is looked at, whichever are wanted: a file serves others, too.
    """
    # No day matters to these checks.
    case = on_disk(survey, today=date.min)
    wanted = {"", *feeds}
    leaks = (*rules.found(case, rules.Needs.FILES, LEAKS), *netrc.found(case, wanted))
    return tuple({name(each): each for each in leaks if each.feed in wanted}.values())


def name(finding: Finding) -> Name:
    """Name a secret so that it is known again; lines move when something is written above."""
    origin = finding.origin or Origin()
    return Origin(origin.path, key=origin.key), finding.feed, finding.message


def dry(plan: Plan) -> Iterator[Step]:
    """Say what would be stored and written, and what could not be planned."""
    for _, move in plan.moves:
        yield from moving.dry(move)
    yield from failed(plan.failures)


def migrated(
    plan: Plan,
    survey: Survey,
    means: Means,
    failures: list[Failure],
    stopped: Flag | None = None,
) -> Iterator[Step]:
    """Move one secret after another; one that fails stays in its file, and the others go on.

    `failures` takes what went wrong; `stopped` ends it between two moves.
    """
    yield from failed(plan.failures)
    failures += plan.failures
    for finding, _ in plan.moves:
        if stopped and stopped.is_set():
            return
        try:
            yield from _moved(finding, again(survey, survey.environment), means)
        except KeydexError as error:
            failures.append((finding, error))
            yield from failed([(finding, error)])


def _moved(finding: Finding, survey: Survey, means: Means) -> Iterator[Step]:
    """Move a secret by what its file holds now: what was moved before has changed the lines."""
    now = (each for each in found(survey, [finding.feed]) if name(each) == name(finding))
    same = next(now, None)
    if same is None or not same.fix.moves:
        raise KeydexError("it can't be moved any more", AGAIN)
    yield from moving.moved(moving.planned(same, survey, means), means)


def failed(failures: Sequence[Failure]) -> Iterator[Step]:
    """Say what failed, and where the secret still is."""
    for finding, error in failures:
        path = finding.origin.path if finding.origin else None
        reason = masked(error.message, finding.secrets)
        yield Step("failed", "move the password", where=str(path or ""), reason=reason)
