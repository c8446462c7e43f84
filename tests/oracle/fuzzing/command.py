"""The command `fuzz`: so many random worlds a tool, run two at a time, and what differs."""

import argparse
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any

from tests.oracle.fuzzing.running import DRAWN, Found, drawn, releases, searched
from tests.oracle.index import Authority
from tests.oracle.running import Outcome, staged
from tests.oracle.storing import write
from tests.oracle.tools import Tools, tools
from tests.oracle.worlds import Json


def add(commands: Any) -> None:
    """Add the command to those of the oracle."""
    fuzzing = commands.add_parser("fuzz", help="run random worlds, and shrink what differs")
    fuzzing.add_argument("tool", nargs="+", choices=DRAWN)
    fuzzing.add_argument("--worlds", type=int, default=100, help="how many for each tool")
    fuzzing.add_argument("--only", type=int, nargs="+", help="the worlds of these numbers")
    fuzzing.add_argument("--releases", default="newest", help="newest, older, or a list: 1.2,3.4")
    fuzzing.add_argument("--seed", default="0")
    fuzzing.add_argument("--jobs", type=int, default=2)
    fuzzing.add_argument("--to", type=Path, help="where the shrunken worlds are written, as rows")
    fuzzing.add_argument("--all", type=Path, help="where every world is written, as it was drawn")
    fuzzing.set_defaults(run=_fuzz)


def _fuzz(options: argparse.Namespace) -> int:
    """Run worlds of each tool; ends with 1 where keydex says something else."""
    found: list[Found] = []
    for tool in options.tool:
        own = []
        for each in _found(tool, options):
            own.append(each)
            _say(tool, each)
            _keep(options, [*found, *own])
        found += own
        if options.all:
            write(options.all, [each.row for each in found if each.row])
        told = sum(each.row is not None for each in own)
        different = sum(each.difference is not None for each in own)
        _print(f"{tool} {options.releases}, seed {options.seed}: {told} told, {different} differ")
    return int(any(each.difference for each in found))


def _found(tool: str, options: argparse.Namespace) -> Iterator[Found]:
    """Yield what comes of each world, in order."""
    which = releases(tool, options.releases)
    numbers: Iterable[int] = options.only or range(options.worlds)
    with tools() as installed, ThreadPoolExecutor(options.jobs) as pool:
        run = partial(ran, installed, Authority())
        yield from pool.map(
            lambda each: searched(each, *drawn(tool, options.seed, each, which), run), numbers
        )


def ran(installed: Tools, authority: Authority, world: Json, version: str) -> Outcome | None:
    """Run a release in a world; nothing where it does not end, or says nothing of the world."""
    try:
        with staged(world, version, installed, authority) as stage:
            outcome = stage.run()
    except TimeoutExpired:
        return None
    return outcome if outcome.tells else None


def _keep(options: argparse.Namespace, found: list[Found]) -> None:
    """Write rows, whenever there is something new: a run may be broken off."""
    if options.to and found[-1].shrunk:
        write(options.to, [each.shrunk for each in found if each.shrunk])


def _say(tool: str, found: Found) -> None:
    """Print a difference, and the world that it shrank to."""
    if not found.difference:
        return
    _print(f"{tool} {found.version}, world {found.number}: {found.difference}")
    if row := found.shrunk:
        kept = {key: each for key, each in row.world.items() if each and key != "tool"}
        _print(f"    {kept}\n    sent {row.requests[:6]}")
        _print(f"    {' '.join(found.printed.split())[-300:]}")


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command prints.
