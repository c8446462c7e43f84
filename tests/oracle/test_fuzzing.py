"""Random worlds are the same for the same seed, of their release, and shrink to what differs."""

from collections.abc import Sequence
from random import Random

import pytest

from keydex.model import Version
from keydex.tools import TOOLS
from tests.oracle.fuzzing import Draft, Piece
from tests.oracle.fuzzing.judging import judged
from tests.oracle.fuzzing.running import DRAWN, drawn, searched
from tests.oracle.fuzzing.shrinking import shrunk, simplified
from tests.oracle.running import Outcome
from tests.oracle.worlds import Json, World
from tests.recorded import Row

NEWEST = {tool: [TOOLS[tool].NEWEST] for tool in DRAWN}


def numbers(tool: str, seed: str) -> list[Json]:
    return [drawn(tool, seed, each, NEWEST[tool])[0].world() for each in range(20)]


@pytest.mark.parametrize("tool", DRAWN)
def test_a_seed_draws_the_same_worlds_again(tool: str) -> None:
    assert numbers(tool, "a") == numbers(tool, "a")
    assert numbers(tool, "a") != numbers(tool, "b")


@pytest.mark.parametrize("tool", DRAWN)
def test_pieces_are_of_their_release(tool: str) -> None:
    oldest = TOOLS[tool].OLDEST
    for each in range(50):
        draft = DRAWN[tool](Random(each), oldest)  # noqa: S311
        assert all(piece.is_possible(oldest) for piece in draft.pieces)


@pytest.mark.parametrize(
    ("version", "words"),
    [((1, 0), ("uv", "lock", "--old")), ((2, 0), ("uv", "lock", "--new"))],
)
def test_what_a_release_does_not_know_is_left_out(version: Version, words: tuple[str, ...]) -> None:
    pieces = [Piece(words=("--old",), until=(2, 0)), Piece(words=("--new",), since=(2, 0))]
    world = Draft(World("uv", "", ("uv", "lock")), pieces).fitting(version).world()
    assert world["command"] == list(words)


def test_lines_of_a_table_stand_together() -> None:
    pieces = [
        Piece(file="a.toml", table="[t]", text="x = 1"),
        Piece(file="a.toml", table="[[i]]", text="y = 1"),
        Piece(file="a.toml", text="z = 1"),
        Piece(file="a.toml", table="[t]", text="x = 2"),
        Piece(file="a.toml", table="[t]", text="w = 1"),
        Piece(file="a.toml", table="[[i]]", text="y = 1"),
    ]
    world = Draft(World("uv", "", ("uv", "lock")), pieces).fitting((1,)).world()
    text = "z = 1\n[t]\nx = 1\nw = 1\n[[i]]\ny = 1\n[[i]]\ny = 1\n"
    assert world["files"] == {"a.toml": text}


@pytest.mark.parametrize("needed", [(0, 1), (3, 9), (17, 18), (0, 19)])
def test_few_parts_are_left(needed: tuple[int, int]) -> None:
    def differs(parts: Sequence[int]) -> bool:
        return set(needed) <= set(parts)

    assert shrunk(range(20), differs) == list(needed)


@pytest.mark.parametrize(
    ("url", "simple"),
    [
        ("HTTPS://al%40ice@Feed.Example:8443/a//b/?x=y", "https://pkgs.corp.example/team/simple/"),
        ("https://ann:s3cret@feed.example/a", "https://pkgs.corp.example/team/simple/"),
    ],
)
def test_a_url_is_written_more_simply(url: str, simple: str) -> None:
    assert simplified({"url": url}, lambda _: True) == {"url": simple}


def test_two_places_are_not_made_one() -> None:
    world = {"urls": ["https://pkgs.corp.example/a/", "https://pkgs.corp.example/b/"]}
    assert simplified(world, lambda _: True) == world


FLAG, VARIABLE = ("--keyring-provider", "subprocess"), "UV_INDEX_URL"


def run(world: Json, version: str) -> Outcome:
    """Stand in for a uv that asks one thing more where two certain pieces meet."""
    meet = FLAG[0] in world["command"] and VARIABLE in world["variables"]
    argv = ["get", "https://more.example/", "ann"]
    calls = [{"via": "subprocess", "argv": argv}] if meet else []
    return Outcome(Row(world, version, calls, []), 0, "")


def test_a_difference_shrinks_to_the_two_pieces_that_make_it() -> None:
    pieces = [Piece(entry=(f"{each}", "ann", "s3cret")) for each in range(5)]
    pieces[1:1] = [Piece(words=FLAG)]
    pieces[4:4] = [Piece(variables={VARIABLE: "https://feed.example/simple/"})]
    draft = Draft(World("uv", "", ("uv", "lock")), pieces)
    found = searched(0, draft, "0.13.8", run)
    assert found.difference is not None
    assert found.shrunk is not None
    world = found.shrunk.world
    assert world["command"] == ["uv", "lock", *FLAG]
    assert list(world["variables"]) == [VARIABLE]
    assert world["entries"] == []


SPARE = '[[tool.poetry.source]]\nname = "spare"\nurl = "https://b.example/"\npriority = "{}"\n'
SERVED = '[[tool.poetry.source]]\nname = "corp"\nurl = "https://ann:s3cret@a.example/"\n'
CHECKED = {"via": "import", "api": "get_password", "service": "python-poetry-check"}


@pytest.mark.parametrize(
    ("priority", "status", "differs"),
    [("supplemental", 200, False), ("supplemental", 404, True), ("primary", 200, True)],
)
def test_only_a_supplemental_source_is_spared_and_only_where_another_serves(
    priority: str, status: int, *, differs: bool
) -> None:
    project = "[tool.poetry]\npackage-mode = false\n" + SPARE.format(priority) + SERVED
    world = World("poetry", "", ("poetry", "lock"), {"pyproject.toml": project}, importable=True)
    calls = [{**CHECKED, "username": "python-poetry"}]
    requests = [["GET", "https://a.example/custompkg/", "ann", status]]
    row = Row(world.recorded(), "2.5.1", calls, requests)
    assert (judged(row)[0] is not None) is differs


@pytest.mark.parametrize(("no_input", "differs"), [("0", False), ("1", True)])
def test_what_comes_after_a_prompt_is_not_reached(no_input: str, *, differs: bool) -> None:
    words = ("python", "-m", "pip", "download", "--index-url", "https://a.example/a/", "custompkg")
    others = {"PIP_EXTRA_INDEX_URL": "https://ann@a.example/b/", "PIP_NO_INPUT": no_input}
    more = {"PIP_KEYRING_PROVIDER": "subprocess"}
    world = World("pip", "", words, variables={**others, **more})
    requests = [["GET", "https://a.example/a/custompkg/", None, 401]]
    row = Row(world.recorded(), "23.1", [], requests)
    assert (judged(row)[0] is not None) is differs
