"""What is asked in two phases is two searches, and what a tool sends may have another name."""

from dataclasses import replace

import pytest

from keydex.asking import answered, credential, lacking
from keydex.model import Answer, Api, Credential, Index, Lookup, Report, Role, State, Via
from keydex.secret import Secret
from keydex.survey import survey
from keydex.words import Sign, of_report
from tests.entries import Entries
from tests.samples import FEED, HOST, URL, USER, means, pyproject, sample

SECRET = Secret("s3cret")
FOUND = Answer(State.FOUND, Credential(USER, SECRET))
MISSING = Answer(State.MISSING)
INDEX = Index("poetry", "corp", URL, Role.EXTRA)


def asks(service: str, phase: str | None = None, sends: str | None = None) -> Lookup:
    return Lookup(service, USER, Via.IMPORT, Api.GET_PASSWORD, phase=phase, sends=sends)


TWO = (asks(FEED, "resolve"), asks(HOST, "resolve"), asks(URL, "download"), asks(HOST, "download"))


@pytest.mark.parametrize(
    ("states", "phase", "sign"),
    [
        ((FOUND, MISSING, MISSING, MISSING), "download", Sign.MISSING),
        ((MISSING, MISSING, FOUND, MISSING), "resolve", Sign.MISSING),
        ((MISSING, FOUND, MISSING, FOUND), None, Sign.STORED),
        ((MISSING, MISSING, MISSING, MISSING), None, Sign.MISSING),
    ],
)
def test_a_tool_needs_an_entry_in_each_phase(
    states: tuple[Answer, ...], phase: str | None, sign: Sign
) -> None:
    report = Report(INDEX, TWO, answers=states)
    assert lacking(report) == phase
    assert of_report(report) is sign


def test_a_search_ends_in_its_own_phase_only() -> None:
    one = survey(sample({"pyproject.toml": pyproject()}))
    one = one.mapped(lambda _, report: replace(report, lookups=TWO))
    entries = Entries({(FEED, USER): "s3cret"})
    for each in answered(one, means(entries)):
        one = each
    report = next(report for _, report in one.reports())
    assert [each.state for each in report.answers] == [
        State.FOUND,
        State.NOT_ASKED,
        State.MISSING,
        State.MISSING,
    ]


def test_a_token_is_sent_under_the_name_that_the_tool_gives_it() -> None:
    report = Report(INDEX, (asks(URL, sends="__token__"),), answers=(FOUND,))
    assert credential(report) == Credential("__token__", SECRET)
    assert credential(replace(report, lookups=(asks(URL),))) == Credential(USER, SECRET)
