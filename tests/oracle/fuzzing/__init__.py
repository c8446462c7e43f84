"""Random worlds: a command and pieces, drawn by a seed, that can be taken away one by one."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from keydex.model import Version
from tests.oracle.worlds import Json, World

OPTIONS = "{options}"
"""Where in a command the words of pieces go; without it, to its end."""


@dataclass(frozen=True)
class Piece:
    """One part of a world, and the releases in which it can be: from `since`, before `until`.

    Lines go to a `file`, below the heading `table`; one that begins with `[[` is written each time.
    """

    words: tuple[str, ...] = ()
    file: str = ""
    table: str = ""
    text: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    entry: tuple[str, ...] = ()
    rule: Json | None = None
    on_path: bool = True
    since: Version = (0,)
    until: Version = (9999,)

    def is_possible(self, version: Version) -> bool:
        """Say whether a release knows what this piece is about."""
        return self.since <= version < self.until


Pieces = Sequence[Piece]


@dataclass(frozen=True)
class Draft:
    """A world that is not put together yet; `base` is what can't be taken away."""

    base: World
    pieces: Pieces

    def fitting(self, version: Version) -> "Draft":
        """Leave out what a release does not know."""
        kept = [each for each in self.pieces if each.is_possible(version)]
        return replace(self, pieces=_without_doubles(kept))

    def world(self) -> Json:
        """Put it together, as tests/recorded keeps it; it is called by what it is."""
        return named(_put_together(self.base, self.pieces).recorded())


def named(world: Json) -> Json:
    """Call a world by what it is: the same one is never kept twice."""
    text = json.dumps({**world, "case": ""}, sort_keys=True)
    return {**world, "case": f"fuzz-{hashlib.sha256(text.encode()).hexdigest()[:10]}"}


def _without_doubles(pieces: Pieces) -> Pieces:
    """Keep the first of two that set the same key, or the same variable."""
    seen: set[object] = set()
    kept = []
    for each in pieces:
        key = each.text.partition("=")[0].strip() if "=" in each.text else each.text
        is_key = each.file and not each.table.startswith("[[") and key != each.text
        names = {(each.file, each.table, key)} if is_key else set(each.variables)
        if not names & seen:
            kept.append(each)
        seen |= names
    return kept


def _put_together(base: World, pieces: Pieces) -> World:
    words = [word for each in pieces for word in each.words]
    command = list(base.command)
    place = command.index(OPTIONS) if OPTIONS in command else len(command)
    command[place : place + 1] = words
    variables = {name: value for each in pieces for name, value in each.variables.items()}
    return replace(
        base,
        command=command,
        files={**base.files, **_files(base.files, pieces)},
        variables={**base.variables, **variables},
        server=[*base.server, *(each.rule for each in pieces if each.rule)],
        entries=[*base.entries, *(each.entry for each in pieces if each.entry)],
        on_path=all(each.on_path for each in pieces),
    )


def _files(given: Mapping[str, str], pieces: Iterable[Piece]) -> dict[str, str]:
    """Write the files of pieces: lines of one table together, those without a table first."""
    found: dict[str, dict[str, list[str]]] = {}
    for position, each in enumerate(pieces):
        if each.file:
            is_list = each.table.startswith("[[")
            table = f"{each.table} {position}" if is_list else each.table
            found.setdefault(each.file, {}).setdefault(table, []).append(each.text)
    written = {}
    for name, tables in found.items():
        parts = [given.get(name, "")]
        for table in sorted(tables, key=lambda each: each.startswith("[")):
            heading = table.rpartition(" ")[0] if table.startswith("[[") else table
            parts += [f"{heading}\n"] if heading else []
            parts += [f"{line}\n" for line in tables[table]]
        written[name] = "".join(parts)
    return written
