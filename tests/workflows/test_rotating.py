"""All that holds a secret gets a new one, once everything has accepted it; else nothing changes."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event as Flag

import pytest

from keydex.asking import answered
from keydex.config.rotation import Phase, Rotation
from keydex.environment import Environment
from keydex.errors import CancelledError, ConfigError, KeydexError, KeyringError, UsageError
from keydex.model import Answer as Answered
from keydex.model import Api, Credential, Lookup, State, Step
from keydex.secret import Secret
from keydex.survey import survey
from keydex.workflows.rotating import (
    Journal,
    Plan,
    dry,
    holdings,
    leads_back,
    pending,
    planned,
    recovered,
    rotated,
    trouble,
    verified,
    without,
)
from keydex.workflows.rotating.staging import named
from keydex.workflows.storing import MEANWHILE
from tests.entries import Entries
from tests.rules.cases import Ring, uv
from tests.rules.cases import World as Project
from tests.samples import FEED, HOST, URL, USER, asked, pyproject, sample
from tests.server import PAGE, Answer, Request, Server, answer, by_folder, private
from tests.workflows.rotations import (
    COMMAND,
    INSIDE,
    NEW,
    OLD,
    Fate,
    Killed,
    Mortal,
    World,
    url,
    world,
)

OTHER = Secret("other-CANARY-1d2e")


def feed(number: int) -> str:
    return url(number).rstrip("/")


def names(plan: Plan) -> list[str]:
    return sorted(f"{each.service} {' '.join(each.tools)}".rstrip() for each in plan.entries)


def test_what_holds_the_same_secret_is_found_wherever_it_is() -> None:
    one = world(3, secrets=(OLD, OTHER, OLD))
    assert names(one.plan(feed(0))) == [f"{url(0)} uv pip", f"{url(2)} uv pip"]
    assert names(one.plan(feed(0), only=True)) == [f"{url(0)} uv pip"]


def test_several_old_secrets_may_get_one_new_one_where_the_indexes_are_named() -> None:
    one = world(2, secrets=(OLD, OTHER))
    assert len(one.plan(feed(0), feed(1)).entries) == 2
    with pytest.raises(UsageError) as told:
        one.plan()
    assert told.value.message == "there are 2 different secrets, of these indexes: corp; i1"


def test_what_no_tool_finds_holds_it_too() -> None:
    one = world(1)
    orphans = {
        (f"https://{HOST}/upload/", USER): OLD,
        (HOST, "deploy"): OLD,
        (f"https://{HOST}/x/", USER): OTHER,
        ("https://elsewhere.example/", USER): OLD,
        ("https://[", USER): OLD,
        (f"https://{HOST}/y/", ""): OLD,
        (f"https://{OLD.reveal()}@{HOST}/z/", "u"): OLD,
    }
    for name, secret in orphans.items():
        one.rings[COMMAND].passwords[name] = secret.reveal()
    one.listed = tuple(orphans)
    plan = one.plan(feed(0))
    assert names(plan) == [f"{url(0)} uv pip", f"https://{HOST}/upload/", HOST]
    (left,) = (each for each in plan.unreached if "own name" in each)
    assert (
        left == f"https://****@{HOST}/z/ as u: its own name holds a secret, which no journal may."
    )


def test_an_entry_that_is_its_own_username_is_left_alone() -> None:
    one = world(1, secrets=(Secret(USER),))
    with pytest.raises(UsageError, match="is left alone: its own name holds a secret"):
        one.plan()


def test_without_an_entry_there_is_nothing_to_rotate() -> None:
    one = world(1)
    one.rings[COMMAND].passwords.clear()
    with pytest.raises(UsageError) as told:
        one.plan()
    assert (told.value.message, told.value.hint) == (
        "no tool finds an entry for corp",
        "store one with keydex set corp",
    )


GOOGLE = "https://{}europe-python.pkg.dev/acme/repo/simple/"


def test_what_a_plugin_makes_gets_its_login_command() -> None:
    user = "oauth2accesstoken"
    minted = Entries({(GOOGLE.format(""), user): "an-hour-long"})
    ring = Ring(packages={"keyrings.google-artifactregistry-auth": "1.1.2"})
    files = {"pyproject.toml": uv(GOOGLE.format(f"{user}@"))}
    one = Project(files, rings=(ring,), entries=minted).case().survey
    held = holdings(one, World(one).means())
    with pytest.raises(UsageError) as told:
        planned(held, tuple(one.feeds()), only=False)
    assert "a plugin makes it" in told.value.message
    assert told.value.hint == "log in again: gcloud auth login"


def test_a_silent_keyring_is_told_before_anything_else() -> None:
    one = world(1)
    one.rings[COMMAND].state = State.LOCKED
    with pytest.raises(KeyringError, match="uv's keyring gives no answer, so nothing is changed"):
        one.plan()


@dataclass
class Torn(Mortal):
    """A keyring that gives no answer about one service."""

    about: str = url(1)

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answered, ...]:
        told = self.entries.answers(lookups)
        return tuple(
            Answered(State.LOCKED, reason="locked") if lookup.service == self.about else answer
            for lookup, answer in zip(lookups, told, strict=True)
        )


@pytest.mark.parametrize("only", [False, True])
def test_a_keyring_that_is_silent_about_another_index_is_named(only: bool) -> None:
    one, ring = world(2), Torn(Entries({(url(0), USER): OLD.reveal()}), Fate())
    means = replace(one.means(), connect=lambda *_, **__: ring)
    *_, last = answered(one.survey, means, every=True)
    plan = planned(holdings(last, means), [feed(0)], only=only)
    said = tuple(
        f"{tool}'s keyring gives no answer about {name}: what it holds is not known."
        for tool, name in (("uv", "i1"), ("pip", feed(1)))
    )
    assert plan.unreached[:-1] == (() if only else said)


class Fallen(Torn):
    """A keyring that fails as a whole as soon as it is asked about one service."""

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answered, ...]:
        if any(each.service == self.about for each in lookups):
            raise KeyringError("it fell")
        return super().answers(lookups)


@pytest.mark.parametrize("kind", [Torn, Fallen])
@pytest.mark.parametrize("only", [False, True])
def test_a_listed_entry_without_an_answer_is_named(kind: type[Torn], only: bool) -> None:
    one, service = world(1), f"https://u:{OTHER.reveal()}@{HOST}/old/"
    ring = kind(Entries({(url(0), USER): OLD.reveal()}), Fate(), about=service)
    one.listed = ((url(0), USER), (service, "deploy"))
    means = replace(one.means(), connect=lambda *_, **__: ring)
    *_, last = answered(one.survey, means, every=True)
    plan = planned(holdings(last, means), [feed(0)], only=only)
    said = f"https://u:****@{HOST}/old/ as deploy: no answer, so what it holds is not known."
    assert plan.unreached[:-1] == (() if only else (said,))


@pytest.mark.parametrize("only", [False, True])
def test_a_keyring_that_can_not_be_listed_is_named(only: bool) -> None:
    one = world(1)
    one.is_whole = False
    said = tuple(f"{tool}'s keyring can't be listed: it may hold more." for tool in ("uv", "pip"))
    assert one.plan(feed(0), only=only).unreached[:-1] == (() if only else said)


def of_sample(files: dict[str, str], entries: Entries) -> Plan:
    one = asked(entries, files, every=True)
    wrapped = World(one, {each.access: entries for each in one.configurations})
    return planned(holdings(one, wrapped.means()), [FEED], only=False)


def test_what_is_not_reached_is_named_with_its_place() -> None:
    long = f"https://{USER}:{OLD.reveal()}@{HOST}/team/simple/"
    plan = of_sample(
        {
            "pyproject.toml": pyproject(),
            "requirements.txt": f"--index-url {long}\n# {OLD.reveal()}\n",
        },
        Entries({(URL, USER): OLD.reveal()}),
    )
    assert plan.unreached == (
        "requirements.txt:1 holds it in plain text: keydex migrate moves it into the keyring.",
        "CI and other machines: give them the new one yourself.",
    )
    assert names(plan) == [f"{URL} uv"]


def test_a_tool_that_takes_another_login_first_is_named() -> None:
    other = f"https://{USER}:{OTHER.reveal()}@{HOST}/team/simple/"
    files = {"pyproject.toml": pyproject(), "requirements.txt": f"--index-url {other}\n"}
    plan = of_sample(files, Entries({(URL, USER): OLD.reveal()}))
    assert f"pip takes the login in requirements.txt:1 for {FEED}." in plan.unreached


def test_what_would_be_written_is_told() -> None:
    plan = world(1).plan()
    assert [(each.outcome, each.service) for each in dry(plan)] == [("planned", url(0))]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the secret is empty"),
        (OLD.reveal(), "the new secret is the old one, so nothing is changed"),
        ("two\nlines", "the secret holds a line break"),
    ],
)
def test_a_text_that_is_no_new_secret_is_refused(text: str, says: str) -> None:
    found = trouble(text, world(1).plan())
    assert found is not None
    assert says in found.message


def test_a_new_secret_is_taken() -> None:
    assert trouble(NEW.reveal(), world(1).plan()) is None


def steps(one: World, plan: Plan, *, verify: bool = False) -> list[Step]:
    return list(rotated(plan, NEW, one.bench(), verify=verify))


def test_every_entry_is_written_in_each_keyring() -> None:
    one = world(2, "both")
    done = steps(one, one.plan())
    assert [each.what for each in done if each.service] == ["stored"] * 4
    assert {each.tool for each in done if each.service} == {"uv", "pip"}
    assert [each.what for each in done if not each.service] == [
        "uv finds it for corp",
        "uv finds it for i1",
        "pip finds it for corp",
        "pip finds it for i1",
        "forgot what was put aside",
    ]
    assert set(one.finds()) == {NEW.reveal()}
    assert not one.staged()
    assert one.journal().read() is None


def test_one_that_fails_in_the_middle_puts_all_back() -> None:
    one = world(3)
    plan, one.refused = one.plan(), url(1)
    told: list[Step] = []
    with pytest.raises(KeyringError, match="the keyring refuses"):
        told += rotated(plan, NEW, one.bench(), verify=False)
    assert set(one.finds()) == {OLD.reveal()}
    assert one.journal().read() is None
    assert one.rings[COMMAND].passwords == {(url(each), USER): OLD.reveal() for each in range(3)}


class Broken(Mortal):
    """A keyring that takes nothing at all from its third write on."""

    def store(self, service: str, credential: Credential) -> None:
        if len(self.entries.stored) > 2:
            raise KeyringError("the keyring refuses everything")
        super().store(service, credential)


def test_what_can_not_be_put_back_stays_in_the_journal() -> None:
    one = world(2)
    bench = one.bench()
    ring = Broken(one.rings[COMMAND], Fate())
    plan = one.plan()
    broken = replace(bench, means=replace(bench.means, connect=lambda *_, **__: ring))
    with pytest.raises(KeyringError, match="not every entry could be put back") as told:
        list(rotated(plan, NEW, broken, verify=False))
    assert told.value.hint == "keydex rotate ends it: it tries again"
    left = one.journal().read()
    assert left and leads_back(left)
    with pytest.raises(KeyringError, match="not every entry could be put back"):
        list(recovered(broken))
    outcomes = [each.outcome for each in recovered(one.bench())]
    assert set(outcomes) == {"undone", "done"}
    assert set(one.finds()) == {OLD.reveal()}


def test_what_changed_since_the_plan_is_left_alone() -> None:
    one = world(2)
    plan = one.plan()
    one.rings[COMMAND].passwords[url(1), USER] = OTHER.reveal()
    with pytest.raises(KeyringError, match="was changed meanwhile"):
        steps(one, plan)
    assert one.rings[COMMAND].stored == []


def test_a_second_rotation_waits_for_the_first_to_be_ended() -> None:
    one = world(1)
    plan = one.plan()
    with pytest.raises(Killed):
        list(rotated(plan, NEW, one.bench(Fate(4, "after")), verify=False))
    with pytest.raises(KeydexError, match="a rotation is not finished"):
        steps(one, plan)
    left = one.journal().read()
    assert left
    one.rings[COMMAND].delete(*named(left, "new"))
    with pytest.raises(KeydexError, match="what was put aside for this rotation is gone"):
        list(recovered(one.bench()))


def test_two_rotations_in_one_store_keep_their_secrets_apart() -> None:
    one, other = world(1), world(2)
    other.rings = one.rings
    one.rings[COMMAND].passwords[url(1), USER] = OTHER.reveal()
    for each, index, secret in ((one, 0, NEW), (other, 1, Secret("newer-CANARY-5e6f"))):
        with pytest.raises(Killed):
            list(
                rotated(each.plan(feed(index)), secret, each.bench(Fate(5, "after")), verify=False)
            )
    for each in (one, other):
        list(recovered(each.bench(), undo=True))
    assert one.rings[COMMAND].passwords == {
        (url(0), USER): OLD.reveal(),
        (url(1), USER): OTHER.reveal(),
    }


def killed(one: World, at: int, plan: Plan | None = None) -> Rotation:
    """Rotate until that write, and return the journal."""
    with pytest.raises(Killed):
        list(rotated(plan or one.plan(), NEW, one.bench(Fate(at, "half")), verify=False))
    left = one.journal().read()
    assert left
    return left


@pytest.mark.parametrize(("undo", "ours"), [(False, NEW), (True, OLD)], ids=["finish", "undo"])
def test_what_another_program_has_written_meanwhile_is_left(undo: bool, ours: Secret) -> None:
    one = world(3)
    killed(one, 6)
    passwords = one.rings[COMMAND].passwords
    passwords[url(0), USER] = OTHER.reveal()
    passwords[url(2), USER] = f"{OLD.reveal()}\n"
    told = list(recovered(one.bench(), undo=undo))
    assert [(each.service, each.reason) for each in told if each.outcome == "failed"] == [
        (url(0), MEANWHILE)
    ]
    assert one.finds()[:3] == [OTHER.reveal(), ours.reveal(), ours.reveal()]
    assert not one.staged()
    assert one.journal().read() is None


def test_one_that_puts_back_leaves_what_was_written_meanwhile() -> None:
    one = world(2)
    running = rotated(one.plan(), NEW, one.bench(), verify=False)
    next(running)
    one.rings[COMMAND].passwords[url(0), USER] = OTHER.reveal()
    with pytest.raises(KeydexError, match="uv does not find the new secret for corp"):
        list(running)
    assert one.finds()[:2] == [OTHER.reveal(), OLD.reveal()]
    assert one.journal().read() is None


def test_what_is_written_while_the_others_are_is_left() -> None:
    one = world(2)
    running = rotated(one.plan(), NEW, one.bench(), verify=False)
    assert next(running).service == url(0)
    one.rings[COMMAND].passwords[url(1), USER] = OTHER.reveal()
    second = next(running)
    assert (second.service, second.outcome, second.reason) == (url(1), "failed", MEANWHILE)
    with pytest.raises(KeydexError, match="uv does not find the new secret for i1"):
        list(running)
    assert one.finds()[:2] == [OLD.reveal(), OTHER.reveal()]


@pytest.mark.parametrize(("undo", "ours"), [(False, NEW), (True, OLD)], ids=["finish", "undo"])
def test_a_way_that_is_dead_keeps_nobody_else_from_the_end(undo: bool, ours: Secret) -> None:
    one = world(2, "both")
    killed(one, 8)
    one.rings[INSIDE].state = State.FAILED
    told: list[Step] = []
    with pytest.raises(KeyringError, match="not every entry could be") as error:
        for each in recovered(one.bench(), undo=undo):
            told.append(each)  # noqa: PERF402 - what came before the error is looked at
    assert [each.outcome for each in told].count("failed") == 2
    assert str(one.journal().path) in error.value.hint
    held = one.rings[COMMAND].passwords
    assert {held[url(each), USER] for each in range(2)} == {ours.reveal()}
    one.rings[INSIDE].state = None
    list(recovered(one.bench(), undo=undo))
    assert (set(one.finds()), one.journal().read()) == ({ours.reveal()}, None)


def test_where_all_ways_are_dead_nothing_is_gone() -> None:
    one = world(1)
    killed(one, 5)
    one.rings[COMMAND].state = State.LOCKED
    with pytest.raises(KeyringError, match="the keyring gives no answer") as error:
        list(recovered(one.bench()))
    assert str(one.journal().path) in error.value.hint


def test_a_way_that_is_dead_at_last_leaves_only_its_own_copies() -> None:
    one = world(1, "both")
    assert killed(one, 10).phase is Phase.SETTLED
    one.rings[INSIDE].state = State.FAILED
    with pytest.raises(KeyringError, match="a copy of the secret is left") as error:
        list(recovered(one.bench()))
    assert str(one.journal().path) in error.value.hint
    assert set(one.rings[COMMAND].passwords) == {(url(0), USER)}


@pytest.mark.parametrize("is_same", [True, False], ids=["the same store", "another store"])
def test_nothing_is_forgotten_where_nothing_is_found(is_same: bool) -> None:
    one = world(1)
    left = killed(one, 7)
    assert left.phase is Phase.SETTLED
    passwords = one.rings[COMMAND].passwords
    for name in one.staged() if is_same else set(passwords):
        del passwords[name]
    steps_ = recovered(one.bench())
    told = next(steps_)
    if is_same:
        assert (told.outcome, list(steps_)) == ("done", [])
    else:
        assert (told.outcome, named(left, "old-1")[0] in told.reason) == ("failed", True)
        with pytest.raises(KeyringError, match="its entries are not there, either"):
            list(steps_)
    assert (one.journal().read() is None) == is_same


def test_one_who_is_interrupted_is_told_what_could_not_be_put_back() -> None:
    one = world(2)
    bench, ring, plan = one.bench(), Broken(one.rings[COMMAND], Fate()), one.plan()
    broken = replace(bench, means=replace(bench.means, connect=lambda *_, **__: ring))
    running = rotated(plan, NEW, broken, verify=False)
    next(running)
    with pytest.raises(CancelledError, match="interrupted; not every entry could be put back"):
        list(thrown(running, KeyboardInterrupt()))
    left = one.journal().read()
    assert left and leads_back(left)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, GeneratorExit])
def test_one_who_is_interrupted_puts_all_back(stop: type[BaseException]) -> None:
    one = world(3)
    running = rotated(one.plan(), NEW, one.bench(), verify=False)
    assert next(running).what == "stored"
    if stop is GeneratorExit:
        running.close()  # type: ignore[attr-defined]
    else:
        with pytest.raises(KeyboardInterrupt):
            list(thrown(running, KeyboardInterrupt()))
    assert set(one.finds()) == {OLD.reveal()}
    assert one.journal().read() is None


def thrown(running: Iterator[Step], error: BaseException) -> Iterator[Step]:
    """Throw an error into a workflow, and go on."""
    yield running.throw(error)  # type: ignore[attr-defined]
    yield from running


def test_one_who_stops_it_from_elsewhere_puts_all_back() -> None:
    one = world(3)
    bench, flag = one.bench(), Flag()
    stopped = replace(bench, means=replace(bench.means, cancelled=flag))
    running = rotated(one.plan(), NEW, stopped, verify=False)
    next(running)
    flag.set()
    with pytest.raises(CancelledError, match="stopped"):
        list(running)
    assert set(one.finds()) == {OLD.reveal()}
    assert one.journal().read() is None


class Stale(Mortal):
    """A keyring that gives the tools an older entry, whatever is written."""

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answered, ...]:
        known = self.entries.answers(lookups)
        old = Answered(State.FOUND, Credential(USER, OLD))
        return tuple(
            old if lookup.api is Api.GET and said.credential else said
            for lookup, said in zip(lookups, known, strict=True)
        )


class Stopping(Stale):
    """A keyring that a person stops while a tool's own questions are put."""

    def __init__(self, entries: Entries, flag: Flag) -> None:
        super().__init__(entries, Fate())
        self.flag = flag

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answered, ...]:
        if self.entries.passwords[url(0), USER] == NEW.reveal():
            self.flag.set()
        return super().answers(lookups)


def test_one_who_stops_it_during_the_proof_is_not_told_of_a_tool() -> None:
    one, flag = world(1), Flag()
    plan, bench, ring = one.plan(), one.bench(), Stopping(one.rings[COMMAND], flag)
    means = replace(bench.means, connect=lambda *_, **__: ring, cancelled=flag)
    with pytest.raises(CancelledError, match="stopped"):
        list(rotated(plan, NEW, replace(bench, means=means), verify=False))
    assert set(one.finds()) == {OLD.reveal()}
    assert one.journal().read() is None


def test_a_second_ctrl_c_leaves_the_rest_to_the_next_run() -> None:
    one = world(3)
    running = rotated(one.plan(), NEW, one.bench(), verify=False)
    next(running)
    assert running.throw(KeyboardInterrupt()).what == "put back"  # type: ignore[attr-defined]
    with pytest.raises(CancelledError, match="while the entries were put back"):
        running.throw(KeyboardInterrupt())  # type: ignore[attr-defined]
    assert [each.what for each in recovered(one.bench())][-1] == "forgot what was put aside"
    assert set(one.finds()) == {OLD.reveal()}


def test_where_nothing_was_changed_yet_it_is_forgotten() -> None:
    one = world(1)
    with pytest.raises(Killed):
        list(rotated(one.plan(), NEW, one.bench(Fate(2, "after")), verify=False))
    left = one.journal().read()
    assert left and left.phase is Phase.STAGING
    assert "nothing had been changed yet" in [each.what for each in recovered(one.bench())]
    assert list(recovered(one.bench())) == []
    assert not one.staged()


def served(server: Server, *folders: str) -> World:
    """Make a project of uv with indexes of a real server."""
    logins = [f"{server.url}/{each}/simple/".replace("://", f"://{USER}@") for each in folders]
    more = "".join(f"[[tool.uv.index]]\nname = 'i'\nurl = '{each}'\n" for each in logins[1:])
    one = survey(sample({"pyproject.toml": pyproject(logins[0], more)}), tools=["uv"])
    one = one.only([each for each in one.feeds() if server.url in each])
    held = {(f"{server.url}/{each}/simple/", USER): OLD.reveal() for each in folders}
    entries = Entries(held)
    return World(one, {each.access: entries for each in one.configurations})


def test_all_indexes_accept_it_and_each_tool_gets_in() -> None:
    takes = private({USER: NEW.reveal()})
    with Server(by_folder({"a": takes, "b": takes})) as server:
        one = served(server, "a", "b")
        plan = one.plan()
        assert verified(plan, NEW, one.means()) == ("2 of 2 indexes accept it.",)
        done = [each.what for each in steps(one, plan, verify=True)]
    assert "uv gets into corp" in done
    assert "uv gets into i" in done


def test_one_of_several_indexes_refuses_it_and_nothing_is_changed() -> None:
    site = by_folder(
        {"a": private({USER: NEW.reveal()}), "b": private({USER: OLD.reveal()}, refused=403)}
    )
    with Server(site) as server:
        one = served(server, "a", "b")
        plan = one.plan()
        with pytest.raises(KeydexError, match=r"^i refuses it, so nothing is changed"):
            verified(plan, NEW, one.means())
        assert all(not each.stored for each in one.rings.values())
        with pytest.raises(KeydexError, match="uv does not get in"):
            steps(one, plan, verify=True)
    assert set(one.finds()) == {OLD.reveal()}


def hiding(request: Request) -> Answer:
    """Play an index that says 403 to whoever has no login, after which pip asks no keyring."""
    secret = (request.login or "").partition(":")[2]
    return answer(200, PAGE) if secret in {OLD.reveal(), NEW.reveal()} else answer(403)


def test_a_tool_that_did_not_get_in_before_keeps_nobody_from_the_new_one() -> None:
    with Server(hiding) as server:
        login = f"{server.url}/simple/".replace("://", f"://{USER}@")
        one = survey(sample({"requirements.txt": f"--index-url {login}\n"}), tools=["pip"])
        entries = Entries({(f"{server.url}/simple/", USER): OLD.reveal()})
        whole = World(one, {each.access: entries for each in one.configurations})
        plan = whole.plan(f"{server.url}/simple")
        assert verified(plan, NEW, whole.means()) == ("1 of 1 index accepts it.",)
        (told,) = (
            each.what for each in steps(whole, plan, verify=True) if "which says" in each.what
        )
    assert "so pip never asks its keyring" in told
    assert set(entries.passwords.values()) == {NEW.reveal()}


def test_a_tool_that_still_finds_the_old_one_puts_all_back() -> None:
    one = world(1)
    bench, ring, plan = one.bench(), Stale(one.rings[COMMAND], Fate()), one.plan()
    stale = replace(bench, means=replace(bench.means, connect=lambda *_, **__: ring))
    with pytest.raises(KeydexError, match="uv does not find the new secret for corp"):
        list(rotated(plan, NEW, stale, verify=False))
    assert set(one.finds()) == {OLD.reveal()}
    assert not one.staged()


def test_an_index_that_gives_no_answer_keeps_all_as_it_is() -> None:
    with Server(private({})) as server:
        one = served(server, "a")
        plan = one.plan()
    with pytest.raises(KeydexError, match="can't be asked, so nothing is changed") as told:
        verified(plan, NEW, one.means())
    assert "--no-verify" in told.value.hint


def real(folder: Path) -> Journal:
    """Return a journal on the disk."""
    machine = Environment.here(None).machine
    return Journal(Environment(folder, folder, {"XDG_STATE_HOME": str(folder)}, "linux", machine))


def test_the_journal_is_private_and_holds_no_secret(tmp_path: Path) -> None:
    one, journal = world(2), real(tmp_path)
    bench = replace(one.bench(), journal=journal)
    running = rotated(one.plan(), NEW, bench, verify=False)
    next(running)
    path = journal.path
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    for secret in (OLD, NEW):
        assert secret.reveal() not in path.read_text()
    running.close()  # type: ignore[attr-defined]
    assert [each.name for each in path.parent.iterdir()] == ["rotation.lock"]


def test_another_keydex_is_told(tmp_path: Path) -> None:
    journal = real(tmp_path)
    one = world(1)
    running = rotated(one.plan(), NEW, replace(one.bench(), journal=journal), verify=False)
    next(running)
    for act in (lambda: pending(journal), lambda: steps_with(one, journal)):
        with pytest.raises(KeydexError, match="another keydex rotates just now"):
            act()
    list(running)
    assert pending(journal) is None


def steps_with(one: World, journal: Journal) -> list[Step]:
    return list(recovered(replace(one.bench(), journal=journal)))


def test_the_lock_goes_with_the_process_that_is_killed(tmp_path: Path) -> None:
    journal = real(tmp_path)
    script = (
        "import os, sys\nfrom pathlib import Path\n"
        "from keydex.environment import Environment\n"
        "from keydex.workflows.rotating import Journal\n"
        "home = Path(sys.argv[1])\nthere = Environment.here(None)\n"
        "where = Environment(home, home, {'XDG_STATE_HOME': str(home)}, 'linux', there.machine)\n"
        "with Journal(where).alone():\n    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert done.returncode == -9
    with journal.alone():
        pass


class Locking:
    """What msvcrt does with a file, of which only one may hold a byte."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self.held = False

    def locking(self, number: int, mode: int, count: int) -> None:
        assert (os.fstat(number).st_size, mode, count) == (0, self.LK_NBLCK, 1)
        if self.held:
            raise OSError
        self.held = True


def test_on_windows_its_own_lock_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "msvcrt", Locking())
    place = {"LOCALAPPDATA": str(tmp_path)}
    machine = Environment.here(None).machine
    journal = Journal(Environment(tmp_path, tmp_path, place, "win32", machine))
    with journal.alone(), pytest.raises(KeydexError, match="another keydex"), journal.alone():
        pass


def test_a_state_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "keydex").touch()
    journal, one = real(tmp_path), world(1)
    for act in (journal.alone().__enter__, lambda: journal.write(began(one))):
        with pytest.raises(ConfigError):
            act()


def began(one: World) -> Rotation:
    """Return the journal of a rotation that was killed at its first write."""
    with pytest.raises(Killed):
        list(rotated(one.plan(), NEW, one.bench(Fate(1, "after")), verify=False))
    left = one.journal().read()
    assert left
    return left


def test_an_entry_can_be_left_out() -> None:
    one = world(3)
    asked_ = one.asked()
    held = without(holdings(asked_, one.means()), {(url(1), USER)})
    assert names(planned(held, [feed(0)], only=False)) == [f"{url(0)} uv pip", f"{url(2)} uv pip"]
