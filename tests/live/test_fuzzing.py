"""In random worlds, too, a release asks what keydex says."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.oracle.fuzzing.command import ran
from tests.oracle.fuzzing.judging import judged
from tests.oracle.fuzzing.running import drawn
from tests.oracle.index import Authority
from tests.oracle.tools import Tools

pytestmark = pytest.mark.live

SEED, WORLDS = "live", 20


@pytest.mark.parametrize(("tool", "release"), [("uv", (0, 13, 8)), ("pip", (26, 3))])
def test_random_worlds_ask_what_is_said(
    tool: str, release: tuple[int, ...], installed: Tools, authority: Authority
) -> None:
    def told(number: int) -> tuple[bool, str | None]:
        draft, version = drawn(tool, SEED, number, [release])
        outcome = ran(installed, authority, draft.world(), version)
        found = judged(outcome.row)[0] if outcome else None
        return outcome is not None, found and f"world {number}: {found}"

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(told, range(WORLDS)))
    assert [each for _, each in found if each] == []
    assert sum(tells for tells, _ in found) > WORLDS / 2
