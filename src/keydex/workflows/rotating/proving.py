"""Ask the indexes what they say of a new secret, before it is stored and as each tool after."""

from collections.abc import Iterator

from keydex import probe
from keydex.asking import Means, answered, found, tested
from keydex.errors import KeydexError, UnreachableError
from keydex.model import Configuration, Credential, Probe, Report, Role, Step, Verdict
from keydex.rules.case import Where
from keydex.secret import Secret
from keydex.survey import Survey
from keydex.workflows import pasting, storing
from keydex.workflows.rotating.bench import Bench
from keydex.workflows.rotating.plans import Plan, Use, called

SAME = "the new secret is the old one, so nothing is changed"
KEPT_OUT = frozenset({*storing.REFUSALS, Verdict.MISSING, Verdict.UNREACHABLE})
LOOK = "another entry may come first: see keydex entries"
GETS_IN = frozenset({Verdict.ACCEPTED, Verdict.OPEN})
UNTRIED = "can't be tried without an upload"


def trouble(text: str, plan: Plan) -> KeydexError | None:
    """Say why a pasted text can't be the new secret; None where it can."""
    troubles = (pasting.trouble(text, use) for use in plan.uses)
    if found := next(filter(None, troubles), None):
        return found
    if not text:
        return KeydexError("the secret is empty, so nothing is changed")
    is_same = all(each.secret == Secret(text) for each in plan.entries)
    return KeydexError(SAME, "paste the new one") if is_same else None


def verified(plan: Plan, new: Secret, means: Means) -> tuple[str, ...]:
    """Ask every index that the new secret is for, before anything is changed; say what they say.

    Raises KeydexError where one refuses it, UnreachableError where one gives no answer.
    """
    uses = {(use.feed, use.username): use for use in plan.uses if not use.is_upload}
    trials = [storing.trial(use.report, Credential(use.username, new)) for use in uses.values()]
    environment = plan.survey.environment
    said = probe.probes(trials, environment, log=means.log, cancelled=means.cancelled)
    told = list(zip(uses.values(), said, strict=True))
    for use, each in told:
        name = called(plan.survey, use.feed)
        if each.verdict is Verdict.UNREACHABLE:
            message = f"{name} can't be asked, so nothing is changed: {each.reason}"
            raise UnreachableError(message, "rotate unverified with --no-verify")
        if each.verdict in storing.REFUSALS:
            raise KeydexError(f"{name} refuses it, so nothing is changed: {each.reason}")
    return tuple(_sentences(plan, told))


def _sentences(plan: Plan, told: list[tuple[Use, Probe]]) -> Iterator[str]:
    """Yield how many accept it, and what the others say."""
    accepts = [each for _, each in told if each.verdict is Verdict.ACCEPTED]
    if told:
        noun = "index accepts" if len(told) == 1 else "indexes accept"
        yield f"{len(accepts)} of {len(told)} {noun} it."
    for use, each in told:
        if each.verdict is not Verdict.ACCEPTED:
            yield f"{called(plan.survey, use.feed)}: {each.reason}."
    for feed in dict.fromkeys(use.feed for use in plan.uses if use.is_upload):
        yield f"{called(plan.survey, feed)}: {UNTRIED}."


def proved(plan: Plan, new: Secret, bench: Bench, *, verify: bool) -> Iterator[Step]:
    """Put each tool's own questions again, then ask the indexes as each tool would.

    Raises KeydexError where a tool does not find the new secret, or is kept out by it.
    """
    before = plan.survey.only({use.feed for use in plan.uses})
    now = before
    for each in answered(now, bench.means):
        now = each
    for (configuration, old), (_, report) in _pairs(before, now):
        for about in _about(plan, configuration, old):
            hit = found(report, about)
            if hit is None or hit[1].password != new:
                bench.go_on()  # Whoever stops it leaves questions without an answer.
                name = f"{configuration.installation.tool} does not find the new secret"
                raise KeydexError(f"{name} for {called(plan.survey, report.feed)}", LOOK)
    if verify:
        now = tested(now, bench.means)
        bench.go_on()
        _get_in(before, now, plan, bench.means)
    told = (
        (configuration.installation.tool, _told(plan.survey, configuration, report))
        for configuration, report in now.reports()
        if _about(plan, configuration, report)
    )
    for tool, what in dict.fromkeys(told):
        yield Step("done", what, tool=tool)


def _get_in(before: Survey, now: Survey, plan: Plan, means: Means) -> None:
    """Raise KeydexError where an index keeps a tool out that it did not keep out before."""
    out = [
        (number, configuration, report)
        for number, (configuration, report) in enumerate(now.reports())
        if _is_kept_out(report) and _about(plan, configuration, report)
    ]
    if not out:
        return
    old = [report for _, report in tested(before, means).reports()]
    for number, configuration, report in out:
        if not _is_kept_out(old[number]) or _is_of_credential(report):
            reason = report.probe.reason if report.probe else ""
            raise KeydexError(f"{configuration.installation.tool} does not get in: {reason}")


def _is_kept_out(report: Report) -> bool:
    return report.probe is not None and report.probe.verdict in KEPT_OUT


def _is_of_credential(report: Report) -> bool:
    """Say whether the index refuses the secret itself, not what a tool does before it asks."""
    return (
        report.probe is not None
        and report.probe.verdict is Verdict.REFUSED
        and report.probe.about is None
    )


def _pairs(before: Survey, now: Survey) -> Iterator[tuple[Where, Where]]:
    """Yield each index of each tool, before and after the questions."""
    return zip(before.reports(), now.reports(), strict=True)


def _about(plan: Plan, configuration: Configuration, report: Report) -> tuple[str | None, ...]:
    """Return the searches of a tool that an entry of the plan ends."""
    return tuple(
        use.about
        for use in plan.uses
        if use.configuration.installation == configuration.installation
        and (use.feed, use.report.index) == (report.feed, report.index)
    )


def _told(survey: Survey, configuration: Configuration, report: Report) -> str:
    """Say that a tool finds the new secret, and what the index says to it where it was asked."""
    tool, name, said = configuration.installation.tool, called(survey, report.feed), report.probe
    if report.index.role is Role.PUBLISH:
        return f"{tool} finds it for {name}, stored ({UNTRIED})"
    if said and said.verdict in GETS_IN:
        return f"{tool} gets into {name}"
    return f"{tool} finds it for {name}" + (f", which says: {said.reason}" if said else "")
