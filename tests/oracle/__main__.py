"""The command line of the oracle.

`record` runs releases in worlds, `fuzz` in random ones; `merge` keeps what was seen.
"""

import argparse
import fnmatch
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.oracle.fuzzing import command
from tests.oracle.index import Authority
from tests.oracle.running import Outcome, staged
from tests.oracle.storing import merge, write
from tests.oracle.tools import RELEASED, Tools, tools
from tests.oracle.worlds import worlds
from tests.recorded import Row, difference, predicted, rows

Json = dict[str, Any]


def main() -> int:
    """Run a command of the oracle."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    commands = parser.add_subparsers(required=True)
    recording = commands.add_parser("record", help="run releases, and write down what was seen")
    recording.add_argument("tool", choices=RELEASED)
    recording.add_argument("versions", nargs="+")
    recording.add_argument("--world", action="append", help="only these cases; * stands for any")
    recording.add_argument("--kept", action="store_true", help="the worlds of tests/recorded too")
    recording.add_argument("--sample", type=int, help="so many, others for each release")
    recording.add_argument("--jobs", type=int, default=2)
    recording.add_argument("--to", type=Path)
    recording.set_defaults(run=_record)
    merging = commands.add_parser("merge", help="add rows to those of tests/recorded")
    merging.add_argument("files", nargs="+", type=Path)
    merging.set_defaults(run=_merge)
    command.add(commands)
    options = parser.parse_args()
    return int(options.run(options))


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command prints.


def _merge(options: argparse.Namespace) -> int:
    for path in options.files:
        _say(f"{path.name}: {merge(path)}")
    return 0


def _record(options: argparse.Namespace) -> int:
    """Record every world in every release; ends with 1 where keydex says something else."""
    found: list[Row] = []
    different = 0
    authority = Authority()
    with tools() as installed, ThreadPoolExecutor(options.jobs) as pool:
        for version in options.versions:
            seen = _Seen(version, installed, authority)
            kept = [each for each in pool.map(seen, _chosen(options, version)) if each.tells]
            found += [each.row for each in kept]
            told = [each for each in map(_told, kept) if each]
            different += len(told)
            _say(f"{options.tool} {version}: {len(kept)} rows, {len(told)} differ")
            for each in told:
                _say(f"  {each}")
            if options.to:
                write(options.to, found)
    return int(different > 0)


def _chosen(options: argparse.Namespace, version: str) -> list[Json]:
    """Return the worlds that a release is run in."""
    release = tuple(map(int, version.split(".")))
    known: dict[str, Json] = {}
    for each in worlds(options.tool):
        if each.is_possible(release):
            known[f"{each.case} {each.importable}"] = each.recorded()
    if options.kept:
        for world in _kept(options.tool, release):
            known.setdefault(f"{world['case']} {world['importable']}", world)
    patterns = options.world or ["*"]
    fits = [
        world
        for world in known.values()
        if any(fnmatch.fnmatch(world["case"], each) for each in patterns)
    ]
    count = min(options.sample or len(fits), len(fits))
    return random.Random(version).sample(fits, count)  # noqa: S311 - nothing is secret.


def _kept(tool: str, release: tuple[int, ...]) -> Iterator[Json]:
    """Yield the worlds that were recorded with this release or an older one."""
    for row in rows(tool):
        if tuple(map(int, row.version.split("."))) <= release:
            yield row.world


class _Seen:
    """Runs one release in any world."""

    def __init__(self, version: str, installed: Tools, authority: Authority) -> None:
        self.version = version
        self.installed = installed
        self.authority = authority

    def __call__(self, world: Json) -> Outcome:
        with staged(world, self.version, self.installed, self.authority) as stage:
            return stage.run()


def _told(outcome: Outcome) -> str | None:
    """Say how keydex differs from what was seen."""
    row = outcome.row
    if not (found := difference(row, predicted(row))):
        return None
    tail = " ".join(outcome.printed.split())[-300:]
    return f"{row.name}: {found}\n    exit {outcome.exit}, sent {row.requests[:6]}\n    {tail}"


if __name__ == "__main__":
    sys.exit(main())
