"""A credential is stored so that every tool finds it, or nothing is changed."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from keydex.errors import KeydexError, KeyringError, UnreachableError, UsageError
from keydex.model import Credential, State, Step
from keydex.secret import Secret
from keydex.survey import survey
from keydex.workflows.storing import plan, stored, verified
from tests.entries import Entries
from tests.memory import Memory
from tests.samples import FEED, HOST, URL, USER, asked, means, pyproject, sample

NEW = Secret("new")


def planned(
    entries: Entries, files: dict[str, str] | None = None, user: str | None = None
) -> set[tuple[str, str, tuple[str, ...]]]:
    one = asked(entries, files, every=True)
    return {(each.service, each.username, each.tools) for each in plan(one, FEED, user).entries}


def test_one_entry_serves_uv_and_pip_where_they_ask_for_the_same_url() -> None:
    assert planned(Entries()) == {(URL, USER, ("uv", "pip"))}


def test_the_host_serves_where_the_urls_differ() -> None:
    files = {"pyproject.toml": pyproject(f"https://{USER}@{HOST}/team/simple")}
    assert planned(Entries(), files) == {(HOST, USER, ("uv", "pip"))}


def test_the_page_of_one_package_is_no_place_for_an_entry() -> None:
    older = replace(sample(), machine=with_uv("0.6.17"))
    entries = plan(survey(older, tools=["uv"]), FEED).entries
    assert [each.service for each in entries] == [HOST]


def with_uv(version: str) -> Memory:
    memory = sample().machine
    assert isinstance(memory, Memory)
    memory.programs[Path("/tools/uv")] = f"uv {version} (x)"
    return memory


def test_an_old_entry_in_front_is_written_over() -> None:
    files = {"pyproject.toml": pyproject(f"https://{USER}@{HOST}/team/simple")}
    old = Entries({(FEED, USER): "old"})
    assert planned(old, files) == {(FEED, USER, ("uv",)), (URL, USER, ("pip",))}


def test_a_host_that_two_feeds_share_is_avoided() -> None:
    other = f"[[tool.uv.index]]\nname = 'b'\nurl = 'https://{USER}@{HOST}/b/simple/'\n"
    files = {"pyproject.toml": pyproject(f"https://{USER}@{HOST}/team/simple", other)}
    assert planned(Entries(), files) == {(FEED, USER, ("uv",)), (URL, USER, ("pip",))}


def test_files_of_the_lock_outside_the_index_are_served_too() -> None:
    lock = (
        'version = 1\n[[package]]\nname = "foo"\nversion = "1"\n'
        f'source = {{ registry = "{URL}" }}\n'
        f'wheels = [{{ url = "https://{HOST}/blobs/foo-1-py3-none-any.whl" }}]\n'
    )
    assert planned(Entries(), {"uv.lock": lock}) == {(HOST, USER, ("uv", "pip"))}


def test_a_shared_entry_says_whom_else_it_serves() -> None:
    other = f"[[tool.uv.index]]\nname = 'b'\nurl = 'https://{USER}@{HOST}/b/simple/'\n"
    lock = (
        'version = 1\n[[package]]\nname = "foo"\nversion = "1"\n'
        f'source = {{ registry = "{URL}" }}\n'
        f'wheels = [{{ url = "https://{HOST}/blobs/foo-1-py3-none-any.whl" }}]\n'
    )
    files = {"pyproject.toml": pyproject(more=other), "uv.lock": lock}
    found = plan(asked(Entries({(HOST, USER): "x"}), files, every=True), FEED).entries
    shared = {each.service: each.shared_with for each in found}
    assert shared == {URL: (), f"https://{HOST}/blobs/foo-1-py3-none-any.whl": ()}


def test_a_username_that_nobody_asks_for_is_refused() -> None:
    with pytest.raises(UsageError, match="it asks as ci-bot, not as alice"):
        planned(Entries(), user="alice")


def test_an_index_that_nobody_asks_for_is_refused_with_the_reason() -> None:
    files = {"pyproject.toml": pyproject(URL), "requirements.txt": ""}
    with pytest.raises(UsageError, match="has no username") as error:
        planned(Entries(), files)
    assert error.value.hint


def test_a_tool_that_asks_for_anyone_gets_the_username_that_is_known() -> None:
    files = {"requirements.txt": f"--index-url {URL}\n"}
    assert planned(Entries(), files) == {(URL, USER, ("uv", "pip"))}


def test_what_is_not_served_is_told() -> None:
    files = {"pyproject.toml": pyproject(URL)}
    one = asked(Entries(), files, every=True)
    assert plan(one, FEED).unserved == (
        ("uv", "uv asks no keyring for corp: its URL has no username."),
    )


def run(entries: Entries, files: dict[str, str] | None = None) -> list[Step]:
    one = asked(entries, files, every=True)
    return list(stored(one, plan(one, FEED), NEW, means(entries)))


def test_an_entry_is_stored() -> None:
    entries = Entries()
    (step,) = run(entries)
    assert (step.outcome, step.what, step.service, step.username) == ("done", "stored", URL, USER)
    assert entries.passwords == {(URL, USER): "new"}
    assert "new" not in repr(step)


def test_an_entry_that_is_there_already_is_left_alone() -> None:
    entries = Entries({(URL, USER): "new"})
    assert [each.what for each in run(entries)] == ["already there"]
    assert entries.stored == []


class Stubborn(Entries):
    """Refuses to store one service."""

    refused = ""

    def store(self, service: str, credential: Credential) -> None:
        if service == self.refused:
            raise KeyringError("the keyring refuses")
        super().store(service, credential)


def test_all_is_put_back_when_one_entry_fails() -> None:
    files = {"pyproject.toml": pyproject(f"https://{USER}@{HOST}/team/simple")}
    entries = Stubborn({(FEED, USER): "old", (URL, USER): "older"})
    entries.refused = URL
    one = asked(entries, files, every=True)
    steps = stored(one, plan(one, FEED), NEW, means(entries))
    outcomes = []
    with pytest.raises(KeyringError):
        outcomes += [each.outcome for each in steps]
    assert entries.passwords == {(FEED, USER): "old", (URL, USER): "older"}


def test_nothing_is_written_where_the_keyring_is_locked() -> None:
    entries = Entries()
    one = asked(entries, every=True)
    locked = Entries(state=State.LOCKED)
    with pytest.raises(KeyringError):
        list(stored(one, plan(one, FEED), NEW, means(locked)))
    assert locked.stored == []


def test_an_index_that_is_not_there_stops_the_storing() -> None:
    files = {
        "pyproject.toml": pyproject("http://ci-bot@127.0.0.1:9/team/simple/"),
        "requirements.txt": "",
    }
    one = asked(Entries(), files, every=True)
    with pytest.raises(UnreachableError) as error:
        verified(one, "http://127.0.0.1:9/team/simple", Credential(USER, NEW), means(Entries()))
    assert "--no-verify" in error.value.hint
    assert isinstance(error.value, KeydexError)


class Interrupted(Entries):
    """Somebody presses Ctrl+C while one service is stored, which is stored all the same."""

    def store(self, service: str, credential: Credential) -> None:
        super().store(service, credential)
        if service == URL and credential.password == NEW:
            raise KeyboardInterrupt


def test_all_is_put_back_when_it_is_interrupted() -> None:
    files = {"pyproject.toml": pyproject(f"https://{USER}@{HOST}/team/simple")}
    entries = Interrupted({(FEED, USER): "old"})
    one = asked(entries, files, every=True)
    steps = stored(one, plan(one, FEED), NEW, means(entries))
    with pytest.raises(KeyboardInterrupt):
        list(steps)
    assert entries.stored == [(FEED, USER), (URL, USER), (FEED, USER)]
    assert entries.passwords == {(FEED, USER): "old"}


class Raced(Entries):
    """A keyring that another keydex writes to at the same moment."""

    def store(self, service: str, credential: Credential) -> None:
        super().store(service, credential)
        self.passwords[service, credential.username] = "theirs"
        raise KeyringError("the keyring gives another password than the one just stored")


@pytest.mark.parametrize("before", [{}, {(URL, USER): "old"}])
def test_what_another_has_written_meanwhile_is_left(before: dict[tuple[str, str], str]) -> None:
    entries = Raced(dict(before))
    one = asked(entries, every=True)
    steps: list[Step] = []
    with pytest.raises(KeyringError):
        steps.extend(each for each in stored(one, plan(one, FEED), NEW, means(entries)))
    assert entries.passwords == {(URL, USER): "theirs"}


class Cuts(Entries):
    """A keyring that keeps a few letters of a secret, as one with a limit may."""

    def store(self, service: str, credential: Credential) -> None:
        kept = credential.password.reveal()[:4]
        super().store(service, Credential(credential.username, Secret(kept)))
        if kept != credential.password.reveal():
            raise KeyringError("the keyring gives another password than the one just stored")


def test_what_the_keyring_has_cut_off_is_put_back() -> None:
    entries = Cuts({(URL, USER): "old"})
    one = asked(entries, every=True)
    with pytest.raises(KeyringError):
        list(stored(one, plan(one, FEED), Secret("new-and-long"), means(entries)))
    assert entries.passwords == {(URL, USER): "old"}


def test_steps_that_nobody_hears_to_their_end_are_put_back() -> None:
    files = {"pyproject.toml": pyproject(f"https://{USER}@{HOST}/team/simple")}
    entries = Entries({(FEED, USER): "old"})
    one = asked(entries, files, every=True)
    steps = stored(one, plan(one, FEED), NEW, means(entries))
    assert next(steps).outcome == "done"
    assert isinstance(steps, Generator)
    steps.close()
    assert entries.passwords == {(FEED, USER): "old"}
