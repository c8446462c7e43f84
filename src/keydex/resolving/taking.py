"""Where a tool takes a package from that its private index keeps back."""

from collections.abc import Iterator, Sequence

from keydex.asking import Means, credential
from keydex.model import Fallback, Probe, Report, Verdict
from keydex.probe import Trial
from keydex.resolving.doubts import (
    HIDES,
    REFUSES,
    SERVES,
    Doubt,
    asked,
    doubts,
    goes_on,
    kept,
    page,
    status,
    used,
)
from keydex.survey import Survey

Pair = tuple[Doubt, str, int]
"""An index in doubt, a package that it keeps back, and its status."""


def fallbacks(survey: Survey, means: Means) -> tuple[Fallback, ...]:
    """Say which packages would come from a public index, since a private one refuses.

    The survey knows what the indexes said of themselves. Only indexes of the same tool and command
    are asked, and only where the tool itself would ask them.
    """
    found = tuple(doubts(survey))
    pairs = [
        (doubt, package, said)
        for doubt, statuses in zip(found, kept(survey, found, means), strict=True)
        for package, said in statuses.items()
        if goes_on(doubt.report, said)
    ]
    plans = [[_trial(each, package) for each in _others(doubt)] for doubt, package, _ in pairs]
    said = asked(survey, [trial for plan in plans for trial in plan if trial], means)
    outcomes = [[next(said) if trial else None for trial in plan] for plan in plans]
    return tuple(_fallbacks(pairs, outcomes))


def _others(doubt: Doubt) -> tuple[Report, ...]:
    return tuple(each for each in used(doubt.configuration) if each is not doubt.report)


def _trial(report: Report, package: str) -> Trial | None:
    """Plan to ask for a package, with a credential that is good; one that refuses is not asked."""
    verdict = report.probe.verdict if report.probe else None
    if verdict in REFUSES | HIDES:
        return None
    login = credential(report) if verdict is Verdict.ACCEPTED else None
    return page(report, package, login)


def _fallbacks(
    pairs: Sequence[Pair], outcomes: Sequence[Sequence[Probe | None]]
) -> Iterator[Fallback]:
    for (doubt, package, said), found in zip(pairs, outcomes, strict=True):
        if source := _source(doubt, found):
            tool = doubt.configuration.installation.tool
            report = doubt.report
            yield Fallback(tool, package, report.feed, said, source.feed, doubt.unasked)


def _source(doubt: Doubt, outcomes: Sequence[Probe | None]) -> Report | None:
    """Return the public index that the tool takes a package from; None where that is not sure.

    A tool that mixes its indexes has to pass over all that refuse, any other those that it asks
    before; a further private index that has the package may be the one that it takes it from.
    """
    said = dict(zip(map(id, _others(doubt)), outcomes, strict=True))
    mixes, is_past, sources = doubt.configuration.choice.mixes, False, []
    for report in used(doubt.configuration):
        if report is doubt.report:
            is_past = True
            continue
        outcome = said[id(report)] or report.probe
        if outcome and outcome.verdict in SERVES:
            sources.append((report, outcome.verdict))
            if not mixes:
                break
        elif outcome is None or not goes_on(report, status(outcome)):
            return None
    is_public = bool(sources) and all(verdict is Verdict.OPEN for _, verdict in sources)
    return sources[0][0] if is_public and (mixes or is_past) else None
