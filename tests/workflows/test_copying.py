"""What one tool finds is copied to the names that another asks for."""

import pytest

from keydex.asking import answered
from keydex.errors import UsageError
from keydex.survey import Survey, survey
from keydex.workflows import copying, storing
from tests.entries import Entries
from tests.rules.cases import Ring, World, uv
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


AZURE = "https://{}pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"
OF_PLUGIN = "VssSessionToken"


@pytest.mark.parametrize("tool", ["uv", None])
def test_a_token_that_a_plugin_made_is_never_copied(tool: str | None) -> None:
    minted = Entries({(AZURE.format(""), OF_PLUGIN): "an-hour-long"})
    files = {"pyproject.toml": uv(AZURE.format(f"{OF_PLUGIN}@"))}
    one = World(files, rings=(Ring(packages={"artifacts-keyring": "1.0.0"}),), entries=minted)
    (feed,) = (each for each in one.case().survey.feeds() if "azure" in each)
    with pytest.raises(UsageError) as told:
        copying.planned(one.case().survey, feed, tool)
    message = "what uv finds is a token that a plugin made, which is never copied"
    assert (told.value.message, told.value.hint) == (
        message,
        "bring the plugin to the other tools: keydex doctor",
    )


def test_what_a_person_stored_beside_a_plugin_is_no_such_token() -> None:
    stored = Entries({(AZURE.format(""), "ci-bot"): "s3cret"})
    files = {"pyproject.toml": uv(AZURE.format("ci-bot@"))}
    one = World(files, rings=(Ring(packages={"artifacts-keyring": "1.0.0"}),), entries=stored)
    with pytest.raises(UsageError, match="every tool finds an entry already"):
        copying.planned(one.case().survey, AZURE.format("").rstrip("/"), "uv")


def test_where_every_tool_finds_an_entry_there_is_nothing_to_copy() -> None:
    both = Entries({(URL, USER): "s3cret", (FEED, USER): "s3cret"})
    with pytest.raises(UsageError, match="every tool finds an entry already"):
        copying.planned(asked(both), FEED)
