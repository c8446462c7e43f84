"""What the tools send: tokens that expired, and texts that are no secret at all."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from keydex import hosts
from keydex.findings import Finding, Fix, Severity, advice, store, typed
from keydex.hosts import pastes, plugins, tokens
from keydex.model import Credential, Origin, Report, Source, State
from keydex.rules.case import Case, Where, about, by_feed, called
from keydex.rules.table import ERROR, Needs, Rule

NEAR = timedelta(days=7)


def token_expired(case: Case) -> Iterator[Finding]:
    """Find a token that says of itself that it ended, or soon will."""
    now = case.now or datetime.combine(case.today, time(), UTC)
    for where, first in _each(case):
        _, report = where
        for source, credential in _held(report):
            life = tokens.life(credential.password)
            if life is None or life.end - now > NEAR or (life.end > now and life.is_short):
                continue
            verb, severity = ("expired", Severity.ERROR)
            if life.end > now:
                verb, severity = ("expires", Severity.WARNING)
            moment = tokens.spelled(life.end, now)
            message = f"The token for {called(report)} {verb} on {moment}."
            fix = _renewed(case, where, source)
            origin = _origin(source) or first
            yield about(where, message, fix, origin=origin, severity=severity)


def secret_malformed(case: Case) -> Iterator[Finding]:
    """Find a stored text that can't be a secret."""
    for where, first in _each(case):
        _, report = where
        host = hosts.kind(report.index.url)
        for source, credential in _held(report):
            text = credential.password.reveal()
            # Beside a token that stands as the username there is an empty password.
            if not text and (source or (host and host.secret_username)):
                continue
            found = pastes.trouble(text, report.index.url, credential.username)
            if found:
                message = f"What is sent to {called(report)} can't be right: {found.reason}."
                paste = f"{found.instead[:1].upper()}{found.instead[1:]}." if found.instead else ""
                fix = _stored(report, source, paste or "Store it again.")
                yield about(where, message, fix, origin=_origin(source) or first)


def _each(case: Case) -> Iterator[tuple[Where, Origin]]:
    """Yield each private index, and the first place of it: the same for all tools."""
    for wheres in by_feed(case):
        for where in wheres:
            yield where, wheres[0][1].index.origins[0]


def _held(report: Report) -> Iterator[tuple[Source | None, Credential]]:
    """Yield what a tool may send, and where it is from; None is its keyring."""
    for source in report.sources:
        if source.credential:
            yield source, source.credential
    for answer in report.answers:
        if answer.state is State.FOUND and answer.credential:
            yield None, answer.credential


def _origin(source: Source | None) -> Origin | None:
    return source.origin if source and source.origin != Origin() else None


def _renewed(case: Case, where: Where, source: Source | None) -> Fix:
    """Say how to come by a new token, and store it."""
    configuration, report = where
    host, page = hosts.kind(report.index.url), hosts.token_page(report.index.url)
    login = host.login if host else ""
    ring = case.rings.get(configuration.access)
    packages = ring.packages if ring else {}
    own = plugins.of_kind(report.host, packages)
    if own and login and source is None:
        return typed(login, f"Log in again: {own[0].package} gets a new one then.")
    how = f"Make a new one at {page}" if page else f"Get a new one ({login})" if login else ""
    return _stored(report, source, f"{how} and store it." if how else "Store a new one.")


def _stored(report: Report, source: Source | None, summary: str) -> Fix:
    """Store an entry, where it is the keyring's that is wrong."""
    if source is None:
        return store(report.feed, summary)
    return advice("Take it out there, then store the right one with keydex set.")


ROWS = (
    Rule(
        "KD067",
        "token-expired",
        ERROR,
        "a token expired, or will within a week",
        token_expired,
        Needs.KEYRINGS,
    ),
    Rule(
        "KD068",
        "secret-malformed",
        ERROR,
        "what is stored as a secret can't be one",
        secret_malformed,
        Needs.KEYRINGS,
    ),
)
