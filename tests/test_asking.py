"""A tool may send another name than that of the entry it found, and need one for each phase."""

from dataclasses import replace
from typing import Any

import pytest

from keydex.asking import Means, answered, credential, is_unknown, tested
from keydex.model import (
    Answer,
    Api,
    Credential,
    Index,
    Lookup,
    Report,
    Role,
    Source,
    State,
    Via,
)
from keydex.secret import Secret
from keydex.survey import survey
from keydex.workflows import storing
from keydex.workflows.storing import plan
from tests.entries import Entries
from tests.memory import world
from tests.samples import FEED, HOST, URL, USER, means
from tests.server import Server, private

SECRET = Secret("s3cret")
INDEX = Index("flit", "corp", URL, Role.PUBLISH)
FILES = {
    "pyproject.toml": "[tool.poetry]\npackage-mode = false\n"
    f"[[tool.poetry.source]]\nname = 'corp'\nurl = '{URL}'\n",
}


def test_a_token_is_sent_under_the_name_that_the_tool_gives_it() -> None:
    lookup = Lookup(URL, USER, Via.IMPORT, Api.GET_PASSWORD, sends="__token__")
    found = Answer(State.FOUND, Credential(USER, SECRET))
    report = Report(INDEX, (lookup,), answers=(found,))
    assert credential(report) == Credential("__token__", SECRET)
    report = replace(report, lookups=(replace(lookup, sends=None),))
    assert credential(report) == Credential(USER, SECRET)


@pytest.mark.parametrize(
    ("answer", "is_open"),
    [
        (Answer(State.FOUND), False),
        (Answer(State.MISSING), False),
        (Answer(State.LOCKED), True),
        (Answer(State.FAILED), True),
        (Answer(State.TIMED_OUT), True),
        (Answer(State.NOT_ASKED, reason="an earlier question got no answer"), True),
        (Answer(State.NOT_ASKED, reason="cancelled"), True),
        (Answer(State.NOT_ASKED, reason="not reached"), False),
        (Answer(State.NOT_ASKED, reason="PyPI refuses nobody"), False),
    ],
)
def test_what_was_not_answered_is_not_known(answer: Answer, is_open: bool) -> None:
    assert is_unknown(answer) is is_open


def test_a_tool_whose_keyring_was_not_asked_is_not_told_to_find_nothing() -> None:
    with Server(private({USER: "s3cret"})) as server:
        url = f"{server.url}/simple/"
        one = survey(world({"pyproject.toml": FILES["pyproject.toml"].replace(URL, url)}))
        ways = means(Entries(state=State.NOT_ASKED, reason="an earlier question got no answer"))
        for each in answered(one, ways):
            one = each
        probes = [report.probe for _, report in tested(one, ways).reports() if report.lookups]
    assert {each.reason for each in probes if each} == {
        "poetry needs a credential, and its keyring gives no answer: "
        "an earlier question got no answer"
    }


def stored(entries: Entries, username: str) -> dict[str | None, list[State]]:
    """Store what serves poetry, and return what it then finds in each phase."""
    one = survey(world(FILES), tools=["poetry"])
    ways: Means = means(entries)
    for each in answered(one, ways, every=True):
        one = each
    list(storing.stored(one, plan(one, FEED, username), SECRET, ways))
    for each in answered(one, ways):
        one = each
    return {
        report.lookups[0].phase: [each.state for each in report.answers]
        for _, report in one.reports()
        if report.feed == FEED and report.lookups
    }


@pytest.mark.parametrize("before", [{}, {(FEED, "eve"): "old"}, {(HOST, "eve"): "old"}])
def test_poetry_is_served_to_resolve_and_to_download(before: dict[tuple[str, str], str]) -> None:
    found = stored(Entries(dict(before)), USER)
    assert list(found) == ["resolve", "download"]
    assert all(State.FOUND in states for states in found.values())


def test_one_entry_serves_both_phases_where_none_is_in_its_way() -> None:
    entries = Entries({})
    stored(entries, USER)
    assert list(entries.passwords) == [(HOST, USER)]


def test_no_entry_is_stored_under_a_name_that_stands_for_nobody() -> None:
    entries = Entries({})
    stored(entries, USER)
    assert not any("__" in user for _, user in entries.passwords)


@pytest.mark.parametrize(
    ("found", "sources", "sent"),
    [
        (True, {"falls_back": "netrc"}, "of the keyring"),
        (False, {"falls_back": "netrc"}, "of netrc"),
        (False, {"sent_first": "netrc"}, "of netrc"),
        (True, {"overridden_by": "netrc"}, "of netrc"),
        (False, {}, None),
    ],
)
def test_what_is_sent_is_of_the_keyring_or_of_a_source_by_its_rank(
    found: bool, sources: dict[str, str], sent: str | None
) -> None:
    lookup = Lookup(HOST, USER, Via.IMPORT, Api.GET_PASSWORD)
    answer = Answer(State.FOUND, Credential(USER, Secret("of the keyring")))
    netrc = Source("netrc", credential=Credential(USER, Secret("of netrc")))
    given: dict[str, Any] = dict.fromkeys(sources, netrc)
    report = Report(
        Index("poetry", None, URL, Role.EXTRA),
        (lookup,),
        answers=(answer if found else Answer(State.MISSING),),
        **given,
    )
    said = credential(report)
    assert (said and said.password.reveal()) == sent
    assert bool(report.sources) is bool(sources)
