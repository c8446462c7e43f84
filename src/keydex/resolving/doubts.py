"""Private indexes that keep a tool out, and the packages that may come from elsewhere then."""

from collections.abc import Iterator, Mapping, Sequence

from keydex import hosts, probe
from keydex.asking import Means, credential
from keydex.model import Configuration, Credential, Probe, Report, Role, Verdict
from keydex.nouns import dataclass
from keydex.probe import Trial
from keydex.resolving.wanted import locked, wanted
from keydex.secret import pieces
from keydex.survey import Survey

MOST = 20  # Packages that are asked about, of one index and one tool.
REFUSES = frozenset({Verdict.MISSING, Verdict.REFUSED, Verdict.FORBIDDEN})
HIDES = frozenset({Verdict.NOT_FOUND, Verdict.UNCLEAR})
SERVES = frozenset({Verdict.OPEN, Verdict.ACCEPTED})
REFUSALS = frozenset({401, 403})
ABSENT = 404


@dataclass(frozen=True, slots=True)
class Doubt:
    """An index that a tool does not get into, though it uses others; `locked` are surely of it."""

    configuration: Configuration
    report: Report
    packages: tuple[str, ...]
    locked: frozenset[str]
    unasked: int


def doubts(survey: Survey) -> Iterator[Doubt]:
    """Yield each index that a tool is kept out of and passes over, with the packages in doubt."""
    for configuration in survey.configurations:
        reports = used(configuration)
        for report in reports:
            said = report.probe
            if len(reports) == 1 or not said or said.verdict not in REFUSES | HIDES:
                continue
            of_lock = locked(survey.environment, configuration, report.feed)
            more = wanted(survey.environment, configuration) if said.verdict in REFUSES else ()
            names = tuple(dict.fromkeys((*of_lock, *more)))
            left = max(len(names) - MOST, 0)
            if names and goes_on(report, status(said)):
                yield Doubt(configuration, report, names[:MOST], frozenset(of_lock), left)


def used(configuration: Configuration) -> tuple[Report, ...]:
    """Return the indexes that a tool searches for every package, in its order."""
    roles, off = {Role.DEFAULT, Role.EXTRA}, {"locked", "settings-ignored"}
    return tuple(
        each
        for each in configuration.reports
        if each.index.role in roles and not (each.silence and each.silence.code in off)
    )


def goes_on(report: Report, said: int | None) -> bool:
    """Say whether the tool does without an index that answers so, and asks nobody about it."""
    stops = said == 401 and report.asks_person and credential(report) is None  # noqa: PLR2004
    return said in report.goes_on and not stops


def status(said: Probe) -> int | None:
    """Return the last status: with the credential, where one was sent."""
    return said.anonymous if said.status is None else said.status


def page(report: Report, package: str, login: Credential | None) -> Trial:
    """Plan a request for the page of a package."""
    parts = pieces(report.index.url)
    url = parts._replace(path=f"{parts.path.rstrip('/')}/{package}/").geturl()
    kind = hosts.kind(report.index.url)
    hides = kind is not None and kind.hides_404
    return Trial(url, login, hides_404=hides, secrets=report.secrets)


def asked(survey: Survey, trials: Sequence[Trial], means: Means) -> Iterator[Probe]:
    """Ask, many at once."""
    yield from probe.probes(trials, survey.environment, log=means.log, cancelled=means.cancelled)


def kept(survey: Survey, found: Sequence[Doubt], means: Means) -> tuple[Mapping[str, int], ...]:
    """Ask each index for its packages, and return those that it keeps back, with the status.

    Where a credential goes along, one page speaks for all, and none is asked for with one that is
    refused already: some servers lock an account after a few wrong passwords.
    """
    plans = [tuple(_plan(each)) for each in found]
    said = asked(survey, [trial for plan in plans for trial in plan], means)
    return tuple(
        _kept(each, [next(said) for _ in plan]) for each, plan in zip(found, plans, strict=True)
    )


def _plan(doubt: Doubt) -> Iterator[Trial]:
    login = credential(doubt.report)
    if login and doubt.report.probe and doubt.report.probe.verdict is Verdict.REFUSED:
        return
    for package in doubt.packages[: 1 if login else None]:
        yield page(doubt.report, package, login)


def _kept(doubt: Doubt, said: list[Probe]) -> Mapping[str, int]:
    """Return what the index keeps back; a 404 counts for a package that is surely of it."""
    results = said or [doubt.report.probe] if doubt.report.probe else said
    statuses = [None if each.verdict in SERVES else status(each) for each in results]
    if len(statuses) < len(doubt.packages) and statuses[0] in REFUSALS:
        statuses = statuses[:1] * len(doubt.packages)
    return {
        package: each
        for package, each in zip(doubt.packages, statuses, strict=False)
        if each in REFUSALS or (each == ABSENT and package in doubt.locked)
    }
