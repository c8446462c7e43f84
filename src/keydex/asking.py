"""The second half of the pipeline: what the keyrings hold, and what the indexes say of it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from threading import Event as Flag
from typing import Protocol

from keydex import hosts, keyrings, probe
from keydex.environment import Environment
from keydex.errors import KeyringError
from keydex.keyrings import Keyring, Store
from keydex.model import (
    Access,
    Answer,
    Configuration,
    Credential,
    Event,
    Log,
    Lookup,
    Probe,
    Report,
    Role,
    State,
    Verdict,
    Via,
)
from keydex.nouns import dataclass
from keydex.probe import Trial
from keydex.secret import Secret, masked
from keydex.survey import Survey
from keydex.words import is_asked

NOT_REACHED = Answer(State.NOT_ASKED, reason="not reached")
UNKNOWN = frozenset({State.LOCKED, State.FAILED, State.TIMED_OUT})
PUBLIC = Answer(State.NOT_ASKED, reason="PyPI refuses nobody")


class Connect(Protocol):
    """How a keyring is reached: `keydex.keyrings.keyring`, or a test's own."""

    def __call__(
        self,
        access: Access,
        environment: Environment,
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> Keyring:
        """Return the keyring; raises KeyringError."""


class Describe(Protocol):
    """How one looks at a keyring: `keydex.keyrings.description`, or a test's own."""

    def __call__(
        self,
        access: Access,
        environment: Environment,
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> Store:
        """Return what stands behind the keyring; raises KeyringError."""


@dataclass(frozen=True, slots=True)
class Means:
    """What asking needs beside the survey: ways to keyrings, a log, a flag to stop it."""

    connect: Connect = keyrings.keyring
    describe: Describe = keyrings.description
    log: Log | None = None
    cancelled: Flag | None = None


def keyring(survey: Survey, access: Access, means: Means) -> Keyring:
    """Return a keyring, with a log in which nothing secret is; raises KeyringError."""
    secrets = tuple({each for _, report in survey.reports() for each in report.secrets})
    log = means.log

    def masking(event: Event) -> None:
        if log:
            log(replace(event, text=masked(event.text, secrets)))

    return means.connect(
        access, survey.environment, log=masking if log else None, cancelled=means.cancelled
    )


def answered(
    survey: Survey, means: Means, *, every: bool = False, feeds: Collection[str] | None = None
) -> Iterator[Survey]:
    """Ask each keyring all that its tools will ask, and yield the survey after each.

    Tools that share a keyring share one process. A question behind the first that is found is
    not reached by the tool, and marked so, unless `every` answer is wanted. `feeds` are those
    that are asked about; all by default.
    """
    feeds = survey.feeds() if feeds is None else feeds
    for access in dict.fromkeys(each.access for each in survey.configurations):
        lookups = _questions(survey.only(feeds), access)
        answers = _answers(survey, access, lookups, means)

        def filled(
            configuration: Configuration,
            report: Report,
            access: Access = access,
            answers: dict[Lookup, Answer] = answers,
        ) -> Report:
            if configuration.access != access or report.feed not in feeds:
                return report
            if not is_asked(report):
                return replace(report, answers=(PUBLIC,) * len(report.lookups))
            said = (answers[each] for each in report.lookups)
            return replace(report, answers=tuple(said if every else _in_turn(report, answers)))

        survey = survey.mapped(filled)
        yield survey


def _questions(survey: Survey, access: Access) -> list[Lookup]:
    """Return what is to be asked of one keyring, each question once."""
    found = (
        lookup
        for configuration, report in survey.reports()
        if configuration.access == access and is_asked(report)
        for lookup in report.lookups
    )
    return list(dict.fromkeys(found))


def _answers(
    survey: Survey, access: Access, lookups: list[Lookup], means: Means
) -> dict[Lookup, Answer]:
    """Ask one keyring; one that can't be reached has failed all of it."""
    if not lookups:
        return {}
    try:
        answers = keyring(survey, access, means).answers(lookups)
    except KeyringError as error:
        answers = (Answer(State.FAILED, reason=error.message),) * len(lookups)
    return dict(zip(lookups, answers, strict=True))


def _in_turn(report: Report, answers: dict[Lookup, Answer]) -> Iterator[Answer]:
    """Yield the answers in the tool's order: it stops at the first that is found.

    Questions about the index and about its files are two searches.
    """
    found: set[str | None] = set()
    for lookup in report.lookups:
        answer = answers[lookup]
        yield NOT_REACHED if lookup.about in found else answer
        if answer.state is State.FOUND:
            found.add(lookup.about)


def found(report: Report, about: str | None = None) -> tuple[Lookup, Credential] | None:
    """Return the question that the keyring answers, and the credential."""
    for lookup, answer in zip(report.lookups, report.answers, strict=False):
        if lookup.about == about and answer.state is State.FOUND and answer.credential:
            return lookup, answer.credential
    return None


def credential(report: Report) -> Credential | None:
    """Return what the tool would send: from where its search ends, or from its keyring."""
    for source in (report.overridden_by, report.settled_by):
        if source:
            return source.credential
    hit = found(report)
    if hit is None and report.sent_first:
        return report.sent_first.credential
    return hit[1] if hit else None


def tested(
    survey: Survey, means: Means, *, settled: Callable[[Survey], None] | None = None
) -> Survey:
    """Ask each index without and with what each tool would send, many at once."""
    plans = [(configuration, report, _trials(report)) for configuration, report in survey.reports()]
    trials = [trial for _, _, found in plans for trial in found]
    results: dict[int, Probe] = {}

    def settle(number: int, result: Probe) -> None:
        results[number] = result
        if settled and len(results) < len(trials):
            settled(_probed(survey, plans, results))

    said = probe.probes(
        trials, survey.environment, settled=settle, log=means.log, cancelled=means.cancelled
    )
    results.update(enumerate(said))
    return _probed(survey, plans, results)


Plan = tuple[Configuration, Report, list[Trial]]


def _trials(report: Report) -> list[Trial]:
    """Plan what is sent for one report: nothing to an upload, nor to an index nobody declared."""
    index = report.index
    if index.role is Role.PUBLISH or not index.origins:
        return []
    kind = hosts.kind(index.url)
    hides = kind is not None and kind.hides_404
    # A page of links is no folder: its URL is asked as it is written.
    page = Trial(
        index.url,
        credential(report),
        file=index.role is Role.FIND_LINKS,
        hides_404=hides,
        secrets=report.secrets,
    )
    trials = [page]
    if _sends_empty(report):
        trials.append(replace(page, credential=Credential(index.username or "", Secret(""))))
    files = [each.service for each in report.lookups if each.about == "file"]
    if files:
        hit = found(report, "file")
        trials.append(Trial(files[0], hit[1] if hit else None, file=True, secrets=report.secrets))
    return trials


def _sends_empty(report: Report) -> bool:
    """Say whether the tool first sends the username with an empty password (pip)."""
    sends = bool(report.index.settings.get("sends_empty_password"))
    return sends and credential(report) is not None and report.settled_by is None


def _probed(survey: Survey, plans: Sequence[Plan], results: dict[int, Probe]) -> Survey:
    """Fill what the indexes said into the reports."""
    filled: dict[int, Report] = {}
    number = 0
    for configuration, report, trials in plans:
        said = [results.get(at) for at in range(number, number + len(trials))]
        number += len(trials)
        known = [each for each in said if each]
        if len(known) == len(trials):
            filled[id(report)] = replace(
                report, probe=_verdict(configuration, report, trials, known)
            )
    return survey.mapped(lambda _, report: filled.get(id(report), report))


def _verdict(
    configuration: Configuration, report: Report, trials: list[Trial], said: list[Probe]
) -> Probe | None:
    """Join what the index said into the verdict on what this tool would get."""
    tool = configuration.installation.tool
    if not trials:
        if report.index.role is not Role.PUBLISH:
            return None
        return Probe(Verdict.UNCLEAR, "an upload can't be tried without uploading")
    first, *others = said
    for trial, other in zip(trials[1:], others, strict=True):
        if first.verdict is not Verdict.ACCEPTED:
            break
        if trial.file and other.verdict not in {Verdict.ACCEPTED, Verdict.OPEN}:
            reason = f"{tool} gets into the index, but not at the files of the lock: {other.reason}"
            return replace(other, reason=reason, about="file")
        if not trial.file and other.status not in {200, 401}:
            reason = (
                f"{tool} first sends {report.index.username} with an empty password; the index "
                f"says {other.status}, not 401, so {tool} never asks its keyring"
            )
            return Probe(Verdict.REFUSED, reason, other.status, other.anonymous, about="username")
    return replace(first, reason=_reason(configuration, report, first))


def _reason(configuration: Configuration, report: Report, said: Probe) -> str:
    """Say the verdict in terms of the tool and of what it found where."""
    tool = configuration.installation.tool
    hit = found(report)
    silent = [each for each in report.answers if each.state in UNKNOWN]
    if silent and not hit and said.verdict is Verdict.MISSING:
        return f"{tool} needs a credential, and its keyring gives no answer: {silent[0].reason}"
    if said.verdict is Verdict.MISSING:
        if report.lookups and configuration.access.via is not Via.NONE:
            count = len(report.lookups)
            names = "1 name" if count == 1 else f"{count} names"
            return f"{tool} asks {names} and finds none of them"
        return report.silence.reason if report.silence else said.reason
    if said.verdict is Verdict.REFUSED and hit and not report.settled_by:
        service = masked(hit[0].service, report.secrets)
        user = masked(hit[1].username, report.secrets)
        return f"the index refuses what {tool} finds under {service} for {user}: {said.reason}"
    return said.reason
