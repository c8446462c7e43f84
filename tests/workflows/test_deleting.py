"""What was listed is deleted, and nothing where the keyring does not answer."""

import pytest

from keydex.errors import KeyringError
from keydex.model import State
from keydex.workflows.deleting import NAMELESS, Entry, deleted, entries
from keydex.workflows.storing import MEANWHILE
from tests.entries import Entries
from tests.samples import FEED, HOST, URL, USER, asked, means, pyproject


def test_every_entry_that_a_tool_would_find_is_listed_once() -> None:
    store = Entries({(URL, USER): "a", (HOST, USER): "b", (URL, "other"): "c"})
    found = entries(asked(store, every=True), FEED)
    assert [(each.service, each.username, each.tools) for each in found] == [
        (URL, USER, ("uv", "pip")),
        (HOST, USER, ("uv", "pip")),
    ]


def test_what_is_listed_is_deleted_and_nothing_else() -> None:
    store = Entries({(URL, USER): "a", (HOST, USER): "b", (URL, "other"): "c"})
    one = asked(store, every=True)
    steps = list(deleted(one, entries(one, FEED), means(store)))
    assert [each.what for each in steps] == ["deleted", "deleted"]
    assert store.passwords == {(URL, "other"): "c"}


def test_an_entry_that_is_gone_meanwhile_is_no_failure() -> None:
    store = Entries({(URL, USER): "a"})
    one = asked(store, every=True)
    found = entries(one, FEED)
    store.passwords.clear()
    assert [each.what for each in deleted(one, found, means(store))] == ["already gone"]


def test_an_entry_that_another_program_has_written_meanwhile_is_left() -> None:
    store = Entries({(URL, USER): "a", (HOST, USER): "b"})
    one = asked(store, every=True)
    found = entries(one, FEED)
    store.passwords[URL, USER] = "new"
    told = [(each.outcome, each.reason) for each in deleted(one, found, means(store))]
    assert told == [("failed", MEANWHILE), ("done", "")]
    assert store.passwords == {(URL, USER): "new"}


ANYONE = {
    "pyproject.toml": pyproject(URL, "authenticate = 'always'\n"),
    "requirements.txt": "foo\n",
}
LINES = "the first\nthe second"


@pytest.mark.parametrize(
    ("meanwhile", "outcome"),
    [
        ({(URL, USER): LINES}, "done"),
        ({(URL, USER): "new"}, "failed"),
        ({(URL, "other"): "a", (URL, USER): "new"}, "failed"),
        ({(URL, "other"): "a"}, "done"),
        ({}, "done"),
    ],
)
def test_an_entry_that_a_question_for_anyone_found_is_looked_at_by_that_question(
    meanwhile: dict[tuple[str, str], str], outcome: str
) -> None:
    store = Entries({(URL, USER): LINES})
    one = asked(store, ANYONE, every=True)
    found = [each for each in entries(one, FEED) if each.service == URL]
    store.passwords = dict(meanwhile)
    assert [each.outcome for each in deleted(one, tuple(found), means(store))] == [outcome]
    kept = outcome == "failed"
    assert ((URL, USER) in store.passwords) is kept
    assert store.passwords.get((URL, "other")) == meanwhile.get((URL, "other"))


@pytest.mark.parametrize("state", [State.LOCKED, State.FAILED, State.TIMED_OUT])
def test_nothing_is_listed_where_the_keyring_does_not_answer(state: State) -> None:
    with pytest.raises(KeyringError, match="so nothing is deleted"):
        entries(asked(Entries(state=state), every=True), FEED)


def test_an_entry_without_a_username_that_is_not_reached_is_told() -> None:
    store = Entries()
    one = asked(store, every=True)
    listed = Entry(one.configurations[0].access, URL, "", ())
    (step,) = deleted(one, (listed,), means(store))
    assert (step.outcome, step.reason) == ("failed", NAMELESS)


def test_a_refusal_is_told_and_keeps_the_others() -> None:
    store = Entries({(URL, USER): "a", (HOST, USER): "b"})
    one = asked(store, every=True)
    found = entries(one, FEED)
    store.state = State.LOCKED
    steps = list(deleted(one, found, means(store)))
    assert [each.outcome for each in steps] == ["failed", "failed"]
    assert len(store.passwords) == 2
