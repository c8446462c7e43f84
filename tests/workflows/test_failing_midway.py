"""A keyring stops answering at any moment of a work: what it holds is old, new, or told of."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from keydex.errors import KeydexError, KeyringError
from keydex.model import Answer, Credential, Lookup, State, Step
from keydex.secret import Secret
from keydex.workflows import deleting, moving, storing
from keydex.workflows.rotating import recovered, rotated
from tests.entries import Entries
from tests.samples import FEED, HOST, URL, USER, asked, means, pyproject
from tests.workflows.rotations import COMMAND, KINDS, NEW, World, world
from tests.workflows.test_moving import CANARY, SECRET, Place, place
from tests.workflows.test_moving import URL as MOVED
from tests.workflows.test_rotating_faults import ended, found_or_aside

__all__ = ["place"]

STATES = (State.LOCKED, State.TIMED_OUT, State.NOT_ASKED)
HOLDS = {
    (FEED, USER): "first",
    (URL, USER): "old",
    (HOST, USER): "other",
    ("else.example", USER): "another",
}

FOUND = {(URL, USER), (HOST, USER)}
"""What the tools find of it."""


@dataclass(frozen=True)
class Whim:
    """From which question or write on a keyring fails, or at which alone, and how.

    One that is `late` has written all the same.
    """

    at: int = 0
    state: State = State.LOCKED
    is_once: bool = False
    is_late: bool = False
    turns: Iterator[int] = field(default_factory=lambda: count(1))

    def strikes(self) -> bool:
        turn = next(self.turns)
        return 0 < self.at <= turn and (not self.is_once or turn == self.at)

    @property
    def is_over(self) -> bool:
        """Whether the work ended before it came to that."""
        return next(self.turns) <= self.at


@dataclass
class Fickle(Entries):
    """A keyring with whims."""

    whim: Whim = field(default_factory=Whim)

    def _answer(self, lookup: Lookup) -> Answer:
        if self.whim.strikes():
            return Answer(self.whim.state, reason="a whim")
        return super()._answer(lookup)

    def store(self, service: str, credential: Credential) -> None:
        with_whim(self.whim, lambda: super(Fickle, self).store(service, credential))

    def delete(self, service: str, username: str) -> int:
        gone: list[int] = []
        with_whim(self.whim, lambda: gone.append(super(Fickle, self).delete(service, username)))
        return gone[0]


def with_whim(whim: Whim, write: Callable[[], None]) -> None:
    strikes = whim.strikes()
    if not strikes or whim.is_late:
        write()
    if strikes:
        raise KeyringError("a whim")


WHIMS = [
    (state, is_once, is_late)
    for state in STATES
    for is_once in (False, True)
    for is_late in (False, True)
]
each_whim = pytest.mark.parametrize(("state", "is_once", "is_late"), WHIMS)


def whims(state: State, is_once: bool, is_late: bool) -> Iterator[Whim]:
    """Yield a whim for each moment of a work, until one comes after its end."""
    for at in count(1):
        whim = Whim(at, state, is_once, is_late)
        yield whim
        if whim.is_over:
            assert at > 2
            return


def tried(work: Callable[[list[Step]], object]) -> tuple[list[Step], bool]:
    """Do a work; return its steps, and whether it raised."""
    steps: list[Step] = []
    try:
        work(steps)
    except KeydexError as error:
        assert error.message
        return steps, True
    return steps, False


def failures(steps: list[Step], what: str) -> set[tuple[str | None, str | None]]:
    """Return the entries of which it is told that something could not be done."""
    return {
        (each.service, each.username)
        for each in steps
        if (each.outcome, each.what) == ("failed", what)
    }


@each_whim
def test_what_is_stored_is_put_back_or_told(state: State, is_once: bool, is_late: bool) -> None:
    files = {"pyproject.toml": pyproject(f"https://{USER}@{HOST}/team/simple")}
    for whim in whims(state, is_once, is_late):
        ring = Fickle(dict(HOLDS), whim=whim)

        def work(steps: list[Step], ring: Fickle = ring) -> None:
            one = asked(ring, files, every=True)
            plan = storing.plan(one, FEED)
            assert len(plan.entries) == 2
            steps += storing.stored(one, plan, Secret("new"), means(ring))

        steps, raised = tried(work)
        assert raised or ring.passwords == HOLDS | {(FEED, USER): "new", (URL, USER): "new"}
        assert not raised or changed(ring) <= failures(steps, "put back"), whim
        assert not (raised and is_once and changed(ring)), whim


def changed(ring: Entries) -> set[tuple[str, str]]:
    return {name for name, _ in HOLDS.items() ^ ring.passwords.items()}


@each_whim
def test_what_is_deleted_is_what_is_told(state: State, is_once: bool, is_late: bool) -> None:
    for whim in whims(state, is_once, is_late):
        ring = Fickle(dict(HOLDS), whim=whim)

        def work(steps: list[Step], ring: Fickle = ring) -> None:
            one = asked(ring, every=True)
            steps += deleting.deleted(one, deleting.entries(one, FEED), means(ring))

        steps, raised = tried(work)
        gone = HOLDS.keys() - ring.passwords.keys()
        done = {(each.service, each.username) for each in steps if each.outcome == "done"}
        assert done <= gone <= done | failures(steps, "delete"), whim
        assert ("else.example", USER) not in gone
        assert not gone if raised else done | failures(steps, "delete") == FOUND, whim


def fickle(first: World, whim: Whim) -> World:
    """Return the same world with whims."""
    rings = {
        access: Fickle(copy.deepcopy(ring.passwords), whim=whim)
        for access, ring in first.rings.items()
    }
    return World(first.survey, dict(rings))


@each_whim
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_rotated_is_found_or_put_aside_and_ends(
    kind: str, state: State, is_once: bool, is_late: bool
) -> None:
    first = world(2, kind)
    plan = first.plan()
    for whim in whims(state, is_once, is_late):
        one = fickle(first, whim)

        def work(steps: list[Step], one: World = one) -> None:
            steps += rotated(plan, NEW, one.bench(), verify=False)

        _, raised = tried(work)
        calm = World(one.survey, {way: Entries(ring.passwords) for way, ring in one.rings.items()})
        calm = World(calm.survey, calm.rings, state=one.state)
        assert found_or_aside(calm), whim
        assert raised or ended(calm), whim
        list(recovered(calm.bench()))
        assert ended(calm), whim


@pytest.mark.parametrize("state", STATES)
def test_a_rotation_is_not_planned_on_half_of_the_answers(state: State) -> None:
    first = world(3)
    for at in count(1):
        one = fickle(first, Whim(at, state))
        ring = one.rings[COMMAND]
        assert isinstance(ring, Fickle)
        try:
            plan = one.plan()
        except KeyringError:
            continue
        assert len(plan.entries) == 3
        assert ring.whim.is_over
        return


@each_whim
def test_a_password_leaves_its_file_only_for_the_keyring(
    place: Place, state: State, is_once: bool, is_late: bool
) -> None:
    path = place.root / "proj/pyproject.toml"
    for whim in whims(state, is_once, is_late):
        place.write("pyproject.toml", pyproject(SECRET))
        ring = Fickle(whim=whim)

        def work(steps: list[Step], ring: Fickle = ring) -> None:
            steps += moving.moved(place.move(ring), means(ring))

        steps, raised = tried(work)
        is_moved = path.read_text() != pyproject(SECRET)
        assert is_moved != raised
        assert not is_moved or ring.passwords == {(MOVED, USER): CANARY}
        assert set(ring.passwords) <= (
            {(MOVED, USER)} if is_moved else failures(steps, "put back")
        ), whim


def test_a_whim_is_noticed(tmp_path: Path) -> None:
    ring = Fickle(dict(HOLDS), whim=Whim(2, is_once=True, is_late=True))
    ring.store("h", Credential(USER, Secret("a")))
    with pytest.raises(KeyringError):
        ring.store("h", Credential(USER, Secret("b")))
    ring.store("i", Credential(USER, Secret("c")))
    assert ring.passwords == HOLDS | {("h", USER): "b", ("i", USER): "c"}
