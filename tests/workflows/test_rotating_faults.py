"""A rotation is killed at every write in turn: each tool finds the old secret or the new one.

So it does at that very moment, or what it needs is put aside; and the next run brings it to an end.
"""

import copy
from collections.abc import Callable, Iterator
from itertools import count as numbers

import pytest

from keydex.errors import KeyringError
from keydex.workflows.rotating import Plan, recovered, rotated
from keydex.workflows.rotating.staging import NEW as SLOT
from keydex.workflows.rotating.staging import named
from tests.samples import USER
from tests.workflows.rotations import KINDS, NEW, OLD, Fate, Killed, World, url, world

HOWS = ("before", "half", "after")
Told = Callable[[int], None]


CASES = [*((count, kind) for count in (1, 3) for kind in KINDS), (50, "both")]


@pytest.fixture
def told(
    request: pytest.FixtureRequest, record_testsuite_property: Callable[[str, object], None]
) -> Told:
    """Give what writes a number of kills into the report of the tests."""
    return lambda kills: record_testsuite_property(request.node.name, kills)


def afresh(one: World) -> World:
    """Return the same world with what its keyrings held at first."""
    return World(one.survey, copy.deepcopy(one.rings), one.refused)


def run(one: World, plan: Plan, fate: Fate) -> bool:
    """Rotate, and say whether that was killed."""
    try:
        list(rotated(plan, NEW, one.bench(fate), verify=False))
    except KeyringError:
        assert one.refused
    except Killed:
        return True
    return False


def recover(one: World, fate: Fate, *, undo: bool = False) -> bool:
    """Run again, and say whether that was killed, too."""
    try:
        list(recovered(one.bench(fate), undo=undo))
    except Killed:
        return True
    return False


def writes(one: World, plan: Plan) -> int:
    """Count the writes of a rotation that nothing strikes."""
    fate = Fate()
    assert not run(afresh(one), plan, fate)
    return fate.count


def found_or_aside(one: World) -> bool:
    """Say whether old and new secret can be found for every entry, at this very moment."""
    left = one.journal().read()
    slots = [named(left, slot) for slot in (SLOT, "old-1")] if left else []
    for ring in one.rings.values():
        aside = {ring.passwords.get(name) for name in slots}
        is_safe = aside == {OLD.reveal(), NEW.reveal()}
        values = {ring.passwords.get(name) for name in entries(one)}
        if not is_safe and (None in values or len(values) > 1):
            return False
    return True


def entries(one: World) -> list[tuple[str, str]]:
    return [(url(number), USER) for number in range(len(one.survey.feeds()))]


def ended(one: World) -> bool:
    """Say whether all tools find the same secret, and nothing of the rotation is left."""
    finds = set(one.finds())
    is_one = finds in ({OLD.reveal()}, {NEW.reveal()})
    return is_one and not one.staged() and one.journal().read() is None


def fates(count: int | None = None) -> Iterator[Fate]:
    """Yield every way to be killed at each of some writes; without a count there is no last."""
    for at in range(1, count + 1) if count else numbers(1):
        for how in HOWS:
            yield Fate(at, how)


@pytest.mark.parametrize("refuses", [False, True], ids=["written", "put back"])
@pytest.mark.parametrize("count", [1, 3, 50])
@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_at_any_write(count: int, kind: str, refuses: bool, told: Told) -> None:
    first = world(count, kind)
    plan = first.plan()
    first.refused = url(count // 2) if refuses else ""
    kills = 0
    for fate in fates(writes(first, plan)):
        one = afresh(first)
        assert run(one, plan, fate), fate
        assert found_or_aside(one), fate
        one.refused = ""
        assert not recover(one, Fate())
        assert ended(one), fate
        kills += 1
    told(kills)
    assert kills == 3 * writes(first, plan)


@pytest.mark.parametrize("undo", [False, True], ids=["finish", "undo"])
@pytest.mark.parametrize("refuses", [False, True], ids=["written", "put back"])
@pytest.mark.parametrize(("count", "kind"), CASES)
def test_a_kill_at_any_write_of_the_next_run(
    count: int, kind: str, refuses: bool, undo: bool, told: Told
) -> None:
    first = world(count, kind)
    plan = first.plan()
    first.refused = url(count // 2) if refuses else ""
    total, kills = writes(first, plan), 0
    # Of fifty the kill in the middle, which leaves the most to do.
    for fate in fates(total) if count < 50 else [Fate(total // 2, "half")]:
        for second in fates():
            one = afresh(first)
            run(one, plan, Fate(fate.at, fate.how))
            one.refused = ""
            is_killed = recover(one, second, undo=undo)
            assert found_or_aside(one), (fate, second)
            assert not recover(one, Fate(), undo=undo)
            assert ended(one), (fate, second)
            if not is_killed:
                break
            kills += 1
    told(kills)
    assert kills > total
