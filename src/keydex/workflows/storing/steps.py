"""Verify a credential, write its entries, read them back, or undo it."""

from collections.abc import Iterator

from keydex import hosts, probe
from keydex.asking import Means, keyring
from keydex.errors import KeydexError, KeyringError, UnreachableError
from keydex.keyrings import Keyring
from keydex.model import Api, Credential, Lookup, Probe, Report, Role, State, Step, Verdict, Via
from keydex.probe import Trial
from keydex.secret import Secret, masked
from keydex.survey import Survey
from keydex.workflows.storing.plans import UNLOCK, Entry, Plan

MEANWHILE = "another program has written it meanwhile, and that is left"
REFUSALS = frozenset({Verdict.REFUSED, Verdict.FORBIDDEN})


def verified(survey: Survey, feed: str, credential: Credential, means: Means) -> Probe:
    """Ask the index with the new credential before anything is stored.

    Raises KeydexError where the index refuses it, UnreachableError where it gives no answer.
    """
    report = next(
        (each for _, each in survey.feeds()[feed] if each.index.role is not Role.PUBLISH), None
    )
    if report is None:
        return Probe(Verdict.UNCLEAR, "an upload can't be tried without uploading")
    (said,) = probe.probes(
        [trial(report, credential)], survey.environment, log=means.log, cancelled=means.cancelled
    )
    if said.verdict is Verdict.UNREACHABLE:
        raise UnreachableError(
            f"the index can't be asked, so nothing is stored: {said.reason}",
            "store it unverified with --no-verify",
        )
    if said.verdict in REFUSALS:
        raise KeydexError(f"the index refuses it, so nothing is stored: {said.reason}")
    return said


def trial(report: Report, credential: Credential) -> Trial:
    """Plan to ask an index what it says of a credential."""
    kind = hosts.kind(report.index.url)
    hides = kind is not None and kind.hides_404
    return Trial(report.index.url, credential, hides_404=hides, secrets=report.secrets)


def dry(plan: Plan) -> Iterator[Step]:
    """Say what would be stored."""
    for entry in plan.entries:
        yield _step("planned", "store", entry, plan)


def stored(survey: Survey, plan: Plan, secret: Secret, means: Means) -> Iterator[Step]:
    """Write each entry and read it back; where one fails, put back what was there before."""
    done: list[tuple[Entry, Keyring, Credential | None]] = []
    try:
        for entry in plan.entries:
            way = keyring(survey, entry.access, means)
            before = _present(way, entry)
            if before and before.password == secret:
                yield _step("done", "already there", entry, plan)
                continue
            done.append((entry, way, before))
            way.store(entry.service, Credential(entry.username, secret))
            yield _step("done", "stored", entry, plan)
    except KeyringError as error:
        yield _step("failed", "store", entry, plan, error.message)
        yield from _undone(done, plan, secret)
        raise
    except KeyboardInterrupt:
        yield from _undone(done, plan, secret)
        raise
    except GeneratorExit:  # Nobody hears of it any more.
        for _ in _undone(done, plan, secret):
            pass
        raise


def question(service: str, username: str) -> Lookup:
    """Ask for one entry, whichever way leads to its keyring."""
    return Lookup(service, username, Via.IMPORT, Api.GET_PASSWORD)


def _present(way: Keyring, entry: Entry) -> Credential | None:
    """Return what stands there now; raises KeyringError where that can't be known."""
    (answer,) = way.answers([question(entry.service, entry.username)])
    if answer.state not in {State.FOUND, State.MISSING}:
        raise KeyringError(f"the keyring gives no answer: {answer.reason}", UNLOCK)
    return answer.credential if answer.state is State.FOUND else None


def _undone(
    done: list[tuple[Entry, Keyring, Credential | None]], plan: Plan, secret: Secret
) -> Iterator[Step]:
    """Put every entry back as it was, but for one that another program has written meanwhile."""
    for entry, way, before in reversed(done):
        try:
            now = _present(way, entry)
            if _is_of_another(now, before, secret):
                yield _step("failed", "put back", entry, plan, MEANWHILE)
                continue
            if before is None:
                way.delete(entry.service, entry.username)
            elif now != before:
                way.store(entry.service, before)
        except KeyringError as error:
            yield _step("failed", "put back", entry, plan, error.message)
        else:
            yield _step("undone", "put back", entry, plan)


def _is_of_another(now: Credential | None, before: Credential | None, secret: Secret) -> bool:
    """Say whether an entry holds neither what it held nor what was stored.

    A backend may have stored that cut off, trimmed or in another encoding: it is ours all the same.
    """
    if now is None or (before and now.password == before.password):
        return False
    found, ours = _plain(now.password), _plain(secret)
    return not found or not (found in ours or ours in found)


def _plain(secret: Secret) -> str:
    return "".join(each for each in secret.reveal() if each.isascii() and each.isalnum())


def _step(outcome: str, what: str, entry: Entry, plan: Plan, reason: str = "") -> Step:
    return Step(
        outcome,
        what,
        where=str(entry.access.executable or entry.access.interpreter or ""),
        tool=" ".join(entry.tools),
        service=masked(entry.service, plan.secrets),
        username=masked(entry.username, plan.secrets),
        reason=reason,
    )
