"""The twelve states that keydex shows, a glyph and a word each, the same everywhere."""

from enum import Enum

from keydex.findings import Severity
from keydex.hosts import PUBLIC
from keydex.model import Answer, Probe, Report, State, Verdict

NO_INDEX = "No private index is configured."


class Sign(Enum):
    """A state; its value is glyph and word."""

    WORKS = ("✓", "works")
    PUBLIC = ("✓", "public")
    STORED = ("●", "stored")
    MISSING = ("○", "missing")
    SILENT = ("–", "asks nothing")
    REFUSED = ("✗", "refused")
    FORBIDDEN = ("✗", "not allowed")
    UNCLEAR = ("?", "can't tell")
    LOCKED = ("!", "locked")
    NO_ANSWER = ("!", "no answer")
    NOT_ASKED = ("·", "not asked")
    NOT_USED = ("·", "not used")

    def __str__(self) -> str:
        return " ".join(self.value)


OF_STATE = {
    State.FOUND: Sign.STORED,
    State.MISSING: Sign.MISSING,
    State.LOCKED: Sign.LOCKED,
    State.FAILED: Sign.NO_ANSWER,
    State.TIMED_OUT: Sign.NO_ANSWER,
    State.NOT_ASKED: Sign.NOT_ASKED,
}
OF_VERDICT = {
    Verdict.ACCEPTED: Sign.WORKS,
    Verdict.OPEN: Sign.PUBLIC,
    Verdict.MISSING: Sign.MISSING,
    Verdict.REFUSED: Sign.REFUSED,
    Verdict.FORBIDDEN: Sign.FORBIDDEN,
    Verdict.NOT_FOUND: Sign.UNCLEAR,
    Verdict.NOT_AN_INDEX: Sign.UNCLEAR,
    Verdict.UNCLEAR: Sign.UNCLEAR,
    Verdict.UNREACHABLE: Sign.NO_ANSWER,
}
OF_SEVERITY = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}
# What a tool does with a credential that is not of its keyring.
SENT = {
    "sent_first": "first sends what {} says; a refusal leads to the questions",
    "overridden_by": "sends what {} says, whatever is found",
    "falls_back": "sends what {} says where nothing is found",
}
# The state that says most of several answers, where none is found.
WORST = (State.LOCKED, State.TIMED_OUT, State.FAILED, State.MISSING, State.NOT_ASKED)


def of_answer(answer: Answer | None) -> Sign:
    """Return the state of one question."""
    return OF_STATE[answer.state] if answer else Sign.NOT_ASKED


def of_probe(probe: Probe) -> Sign:
    """Return the state that an index's word means."""
    return OF_VERDICT[probe.verdict]


def of_report(report: Report) -> Sign:
    """Return the state of an index for a tool: what the index said, else what the keyring did."""
    is_silent = not report.lookups and not report.settled_by
    if report.probe and not (report.probe.verdict is Verdict.MISSING and is_silent):
        return of_probe(report.probe)
    if report.settled_by:
        return Sign.STORED
    if report.host in PUBLIC and not is_asked(report):
        return Sign.PUBLIC
    return Sign.SILENT if is_silent else _of_answers(report)


def _of_answers(report: Report) -> Sign:
    """Return what the answers come to: one that is found, else the one that says most."""
    states = {answer.state for answer in report.answers}
    said = next((each for each in (State.FOUND, *WORST) if each in states), State.NOT_ASKED)
    return OF_STATE[said]


def is_asked(report: Report) -> bool:
    """Say whether the questions of a report matter: PyPI refuses nobody who has no username."""
    return bool(report.lookups) and not (report.host in PUBLIC and report.index.username is None)
