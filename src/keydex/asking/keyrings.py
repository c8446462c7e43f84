"""What the keyrings hold, and what a tool would send of it."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from threading import Event as Flag

from keydex.asking import turns
from keydex.asking.means import Means, keyring
from keydex.errors import KeyringError
from keydex.hosts import PUBLIC as PUBLIC_HOSTS
from keydex.model import Access, Answer, Configuration, Credential, Lookup, Report, State, Verdict
from keydex.survey import Survey
from keydex.words import is_asked

NOT_REACHED = Answer(State.NOT_ASKED, reason="not reached")
SILENT = Answer(State.TIMED_OUT, reason="it gave no answer before")
UNKNOWN = frozenset({State.LOCKED, State.FAILED, State.TIMED_OUT})
PUBLIC = Answer(State.NOT_ASKED, reason="PyPI refuses nobody")
GETS_IN = frozenset({Verdict.ACCEPTED, Verdict.OPEN})
KEEPS_OUT = frozenset(
    {
        Verdict.MISSING,
        Verdict.REFUSED,
        Verdict.FORBIDDEN,
        Verdict.NOT_FOUND,
        Verdict.NOT_AN_INDEX,
    }
)


def answered(
    survey: Survey,
    means: Means,
    *,
    every: bool = False,
    feeds: Collection[str] | None = None,
    ways: Collection[Access] | None = None,
) -> Iterator[Survey]:
    """Ask each keyring all that its tools will ask, and yield the survey after each.

    Tools that share a keyring share one process; one that is slow does not keep the others. A
    question behind the first that is found is not reached by the tool, and marked so, unless
    `every` answer is wanted. `feeds` are those that are asked about, and `ways` lead to the
    keyrings that are asked; all by default.
    """
    feeds = survey.feeds() if feeds is None else feeds
    about, whole = survey.only(feeds), survey
    accesses = dict.fromkeys(each.access for each in survey.configurations)

    def asking(access: Access, done_with: Flag) -> dict[Lookup, Answer]:
        own = replace(means, cancelled=done_with)
        return _answers(whole, access, _questions(about, access), own)

    wanted = [each for each in accesses if ways is None or each in ways]
    calls = {access: partial(asking, access) for access in wanted}
    for access, answers in turns.coming(calls, means.cancelled, means.headstart):

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


def is_unknown(answer: Answer) -> bool:
    """Say whether a keyring was to answer a question and has not: what it holds is not known."""
    is_spared = answer in {NOT_REACHED, PUBLIC}
    return answer.state in UNKNOWN or (answer.state is State.NOT_ASKED and not is_spared)


def silences(survey: Survey) -> frozenset[Access]:
    """Return the keyrings that gave no answer in time; to ask them more would take as long."""
    return frozenset(
        configuration.access
        for configuration, report in survey.reports()
        if any(each.state is State.TIMED_OUT for each in report.answers)
    )


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
    if access in means.silent:
        return dict.fromkeys(lookups, SILENT)
    try:
        answers = keyring(survey, access, means).answers(lookups)
    except KeyringError as error:
        answers = (Answer(State.FAILED, reason=error.message),) * len(lookups)
    if any(each.state is State.TIMED_OUT for each in answers):
        means.silent.add(access)
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
    if hit is None and (other := report.sent_first or report.falls_back):
        return other.credential
    if hit and hit[0].sends is not None:
        return replace(hit[1], username=hit[0].sends)
    return hit[1] if hit else None


def lacks(report: Report) -> bool:
    """Say whether a tool in use finds nothing for a private index."""
    if report.host in PUBLIC_HOSTS and not is_asked(report):
        return False
    if report.probe and report.probe.verdict in GETS_IN:
        return False
    if report.sources:
        return False
    searches = dict.fromkeys(lookup.about for lookup in report.lookups) or {None: None}
    return any(found(report, about) is None for about in searches)
