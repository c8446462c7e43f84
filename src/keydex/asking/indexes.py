"""What the indexes say, without and with what each tool would send."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from keydex import hosts, probe
from keydex.asking.keyrings import credential, found, is_unknown
from keydex.asking.means import Means
from keydex.model import Configuration, Credential, Probe, Report, Role, Verdict, Via, When
from keydex.probe import Trial
from keydex.secret import Secret, masked
from keydex.survey import Survey
from keydex.tools import uploading

# The statuses after which a tool asks its keyring, where it waits for one.
WANTED = {When.ON_401: frozenset({401}), When.ON_REFUSAL: frozenset({401, 403, 404})}
Plan = tuple[Configuration, Report, list[Trial]]


def tested(
    survey: Survey,
    means: Means,
    *,
    settled: Callable[[Survey], None] | None = None,
    feeds: Collection[str] | None = None,
) -> Survey:
    """Ask each index without and with what each tool would send, many at once; all by default."""
    plans = [
        (configuration, report, _trials(report))
        for configuration, report in survey.reports()
        if feeds is None or report.feed in feeds
    ]
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
        upload = Probe(Verdict.UNCLEAR, "an upload can't be tried without uploading")
        return upload if report.index.role is Role.PUBLISH else None
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
    source = report.settled_by
    if first.verdict is Verdict.MISSING and source and source.credential is None:
        reason = f"{tool} sends the token from {uploading.place(source.origin)}, keydex sends none"
        return replace(first, verdict=Verdict.UNCLEAR, reason=reason)
    if _is_never_asked(report, first):
        reason = (
            f"{tool} asks its keyring only after a 401; the index says {first.anonymous} to "
            "whoever has no login, so it never asks"
        )
        return replace(first, verdict=Verdict.MISSING, reason=reason, status=first.anonymous)
    return replace(first, reason=_reason(configuration, report, first))


def _is_never_asked(report: Report, said: Probe) -> bool:
    """Say whether what the keyring has is not reached, since the index refuses in another way."""
    sends_first = report.sources or report.index.settings.get("sends_empty_password")
    hit = None if sends_first else found(report)
    wanted = WANTED.get(hit[0].when) if hit and said.verdict is Verdict.ACCEPTED else None
    return wanted is not None and said.anonymous is not None and said.anonymous not in wanted


def _reason(configuration: Configuration, report: Report, said: Probe) -> str:
    """Say the verdict in terms of the tool and of what it found where."""
    tool = configuration.installation.tool
    hit = found(report)
    silent = [each for each in report.answers if is_unknown(each)]
    if silent and not hit and said.verdict is Verdict.MISSING:
        return f"{tool} needs a credential, and its keyring gives no answer: {silent[0].reason}"
    if said.verdict is Verdict.MISSING:
        if report.lookups and configuration.access.via is not Via.NONE:
            count = len(report.lookups)
            names = "1 name" if count == 1 else f"{count} names"
            phase = f" to {each}" if (each := report.lookups[0].phase) else ""
            return f"{tool} asks {names}{phase} and finds none of them"
        return report.silence.reason if report.silence else said.reason
    if said.verdict is Verdict.REFUSED and hit and not report.settled_by:
        service = masked(hit[0].service, report.secrets)
        user = masked(hit[1].username, report.secrets)
        return f"the index refuses what {tool} finds under {service} for {user}: {said.reason}"
    return said.reason
