"""What a pair of replies means."""

from collections.abc import Iterator

from keydex.model import Probe, Verdict
from keydex.nouns import dataclass
from keydex.probe.trial import Reply, Said

ANY = frozenset(Said)
CLOSED = frozenset(
    {
        Said.UNAUTHORIZED,
        Said.FORBIDDEN,
        Said.ABSENT,
        Said.SIGN_IN,
        Said.STRANGE,
        Said.ELSEWHERE,
        Said.ODD,
    }
)
WANTS = frozenset({Said.UNAUTHORIZED, Said.FORBIDDEN, Said.SIGN_IN})

# One reply, where no credential was sent or where the second reply says it all.
ALONE: dict[Said, tuple[Verdict, str]] = {
    Said.PAGE: (Verdict.OPEN, "anyone may read it"),
    Said.SENT_ON: (Verdict.UNCLEAR, "{last.reason}"),
    Said.UNAUTHORIZED: (Verdict.MISSING, "it wants a credential ({last.status}){note}"),
    Said.FORBIDDEN: (Verdict.MISSING, "it wants a credential ({last.status})"),
    Said.SIGN_IN: (Verdict.MISSING, "it wants a credential: without one it asks to sign in"),
    Said.ABSENT: (
        Verdict.NOT_FOUND,
        "{last.status}: there is nothing at this path, or it is hidden from whoever is not known",
    ),
    Said.STRANGE: (Verdict.NOT_AN_INDEX, "{last.reason}"),
    Said.ELSEWHERE: (Verdict.NOT_AN_INDEX, "{last.reason}"),
    Said.LATER: (Verdict.UNCLEAR, "{last.reason}"),
    Said.ODD: (Verdict.UNCLEAR, "{last.reason}"),
    Said.NOTHING: (Verdict.UNREACHABLE, "{last.reason}"),
    Said.UNSENT: (Verdict.UNCLEAR, "{last.reason}"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What to say of a reply without the credential and one with it."""

    without: frozenset[Said]
    using: Said
    verdict: Verdict
    reason: str


# The first row that fits counts.
PAIRS = (
    Row(
        frozenset({Said.PAGE}),
        Said.PAGE,
        Verdict.OPEN,
        "anyone may read it, so that nothing proves the credential",
    ),
    Row(
        CLOSED,
        Said.PAGE,
        Verdict.ACCEPTED,
        "{without.status} without the credential, {last.status} with it",
    ),
    Row(
        ANY,
        Said.PAGE,
        Verdict.UNCLEAR,
        "{last.status} with the credential; without it: {without.reason}",
    ),
    Row(
        CLOSED,
        Said.SENT_ON,
        Verdict.ACCEPTED,
        "{without.status} without the credential; with it, {last.reason}",
    ),
    Row(
        frozenset({Said.PAGE}),
        Said.UNAUTHORIZED,
        Verdict.REFUSED,
        "{last.status} with the credential, although anyone may read it without one{note}",
    ),
    Row(ANY, Said.UNAUTHORIZED, Verdict.REFUSED, "{last.status} with the credential{note}"),
    Row(
        frozenset({Said.UNAUTHORIZED}),
        Said.FORBIDDEN,
        Verdict.FORBIDDEN,
        "{last.status} with the credential: a wrong password or no permission; "
        "this server does not say which",
    ),
    Row(
        frozenset({Said.PAGE}),
        Said.FORBIDDEN,
        Verdict.FORBIDDEN,
        "{last.status} with the credential, although anyone may read it without one",
    ),
    Row(
        ANY,
        Said.FORBIDDEN,
        Verdict.FORBIDDEN,
        "{last.status} with the credential, {without.status} without it: no permission, or a "
        "wrong password; this server does not say which",
    ),
    Row(
        WANTS,
        Said.ABSENT,
        Verdict.NOT_FOUND,
        "it accepts the credential, but there is nothing at this path "
        "({without.status} without it, {last.status} with it)",
    ),
    Row(
        frozenset({Said.PAGE}),
        Said.ABSENT,
        Verdict.UNCLEAR,
        "{last.status} with the credential, although anyone may read it without one",
    ),
    Row(
        ANY,
        Said.ABSENT,
        Verdict.NOT_FOUND,
        "{last.status} with the credential, {without.status} without it: there is nothing at this "
        "path; some servers also hide an index this way",
    ),
    Row(
        ANY,
        Said.SIGN_IN,
        Verdict.NOT_AN_INDEX,
        "it asks to sign in although the credential is sent: it does not accept it, "
        "or this is not an index",
    ),
    Row(
        frozenset({Said.PAGE}),
        Said.UNSENT,
        Verdict.OPEN,
        "anyone may read it; {last.reason}",
    ),
)

HIDDEN = (
    Verdict.UNCLEAR,
    "{last.status}: there is nothing at this path, or the credential is missing, wrong or expired; "
    "this kind of index does not say which",
)


def verdict(without: Reply, using: Reply | None = None, *, hides_404: bool = False) -> Probe:
    """Judge a pair of replies, without and with the credential; None where none was sent."""
    last = using or without
    found, reason = HIDDEN if hides_404 and last.said is Said.ABSENT else meaning(without, using)
    note = f"; {last.reason}" if last.reason else ""
    return Probe(
        found,
        reason.format(without=without, last=last, note=note),
        status=using.status if using else None,
        anonymous=without.status,
        realm=without.realm or last.realm,
        retry_after=last.retry_after,
    )


def meaning(without: Reply, using: Reply | None) -> tuple[Verdict, str]:
    """Return the verdict and the words of the row that fits."""
    if using is None:
        return ALONE[without.said]
    return next(fitting(without.said, using.said), ALONE[using.said])


def fitting(without: Said, using: Said) -> Iterator[tuple[Verdict, str]]:
    """Go through the rows that a pair fits, the most special first."""
    for row in PAIRS:
        if without in row.without and using is row.using:
            yield row.verdict, row.reason
