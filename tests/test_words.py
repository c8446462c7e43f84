"""Twelve states, and which one a report is in."""

import pytest

from keydex.model import Answer, Index, Lookup, Probe, Report, Role, Source, State, Verdict, Via
from keydex.model import Api as Ask
from keydex.words import OF_STATE, OF_VERDICT, Sign, of_answer, of_report

INDEX = Index("uv", "corp", "https://h/simple/", Role.EXTRA, username="u")
LOOKUP = Lookup("h", "u", Via.SUBPROCESS, Ask.GET, ("get", "h", "u"))


def test_there_are_twelve_states_and_no_two_look_alike() -> None:
    assert len({str(sign) for sign in Sign}) == len(Sign) == 12
    assert all(len(sign.value[1].split()) <= 2 for sign in Sign)


def test_every_answer_and_verdict_has_a_state() -> None:
    assert set(OF_STATE) == set(State)
    assert set(OF_VERDICT) == set(Verdict)
    assert of_answer(None) is Sign.NOT_ASKED
    assert of_answer(Answer(State.LOCKED)) is Sign.LOCKED


def report(*states: State, **more: object) -> Report:
    known: dict[str, object] = {
        "lookups": (LOOKUP,) * len(states),
        "answers": tuple(map(Answer, states)),
        **more,
    }
    return Report(INDEX, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (report(), Sign.SILENT),
        (report(settled_by=Source("netrc")), Sign.STORED),
        (report(State.MISSING, State.FOUND), Sign.STORED),
        (report(State.MISSING, State.MISSING), Sign.MISSING),
        (report(State.MISSING, State.LOCKED), Sign.LOCKED),
        (report(State.MISSING, State.TIMED_OUT), Sign.NO_ANSWER),
        (report(lookups=(LOOKUP,)), Sign.NOT_ASKED),
        (report(host="pypi"), Sign.PUBLIC),
        (report(State.MISSING, host="pypi"), Sign.MISSING),
        (report(State.FOUND, probe=Probe(Verdict.REFUSED, "")), Sign.REFUSED),
        (report(State.FOUND, probe=Probe(Verdict.ACCEPTED, "")), Sign.WORKS),
        (report(probe=Probe(Verdict.MISSING, "")), Sign.SILENT),
        (report(State.MISSING, probe=Probe(Verdict.MISSING, "")), Sign.MISSING),
        (report(probe=Probe(Verdict.OPEN, "")), Sign.PUBLIC),
        (report(settled_by=Source("url"), probe=Probe(Verdict.REFUSED, "")), Sign.REFUSED),
    ],
)
def test_the_state_of_a_report(given: Report, expected: Sign) -> None:
    assert of_report(given) is expected
