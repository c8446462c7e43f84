"""What one tool finds is copied to the names that another asks for."""

import pytest

from keydex.asking import answered
from keydex.errors import UsageError
from keydex.survey import Survey, survey
from keydex.workflows import copying, storing
from tests.entries import Entries
from tests.samples import FEED, HOST, URL, USER, means, pyproject, sample

OF_UV = f"https://{USER}@{HOST}/team/simple"


def asked(entries: Entries) -> Survey:
    """Survey uv, which asks without a last slash, and pip, which asks with one."""
    one = survey(sample({"pyproject.toml": pyproject(OF_UV)}))
    for each in answered(one, means(entries)):
        one = each
    return one


@pytest.mark.parametrize(("there", "copy"), [(URL, FEED), (FEED, URL)])
def test_an_entry_is_copied_to_where_the_other_tool_asks(there: str, copy: str) -> None:
    entries = Entries({(there, USER): "s3cret"})
    one = asked(entries)
    plan, secret = copying.planned(one, FEED)
    assert [(each.service, each.username) for each in plan.entries] == [(copy, USER)]
    steps = list(storing.stored(one, plan, secret, means(entries)))
    assert [each.outcome for each in steps] == ["done"]
    assert entries.passwords == {(there, USER): "s3cret", (copy, USER): "s3cret"}


def test_only_what_the_named_tool_finds_is_copied() -> None:
    one = asked(Entries({(URL, USER): "s3cret"}))
    assert copying.planned(one, FEED, "pip")[1].reveal() == "s3cret"
    with pytest.raises(UsageError) as told:
        copying.planned(one, FEED, "uv")
    assert told.value.message == "uv finds no entry that could be copied"


def test_without_an_entry_there_is_nothing_to_copy() -> None:
    with pytest.raises(UsageError) as told:
        copying.planned(asked(Entries()), FEED)
    assert told.value.message == "no tool finds an entry that could be copied"
