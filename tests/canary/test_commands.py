"""No command shows a secret: not in what it prints, writes, starts, logs, or breaks with."""

from pathlib import Path

import pytest

from keydex.cli import parser
from tests.canary.commands import COMMANDS, Command
from tests.canary.places import HANGS, SPOILS
from tests.canary.worlds import World, world


def typed(one: World, line: str) -> list[str]:
    """Return the words of a command line, with canaries where it names places."""
    plain = {place: each.value for place, each in one.cage.canaries.items()}
    quoted = {place: each.quoted for place, each in one.cage.canaries.items()}
    host = {"host": one.server.url.partition("://")[2]}
    words = line.replace("{password option}", "{password\0option}").split()
    return [
        word.replace("\0", " ").format(**(quoted if "://" in word else plain), **host)
        for word in words
    ]


def run(one: World, command: Command) -> int:
    """Run a command line and look at everything; return its exit code."""
    more = {"CANARY_FAULT": command.breaks} if command.breaks else {}
    if command.interrupts:
        more["CANARY_HOW"] = "interrupts"
    if command.hangs:
        path = one.person.project / "pyproject.toml"
        path.write_text(path.read_text("utf-8") + one.cage.written("", HANGS, one.server.url))
    if command.spoils:
        with (one.person.root / command.spoils).open("a", encoding="utf-8") as file:
            file.write(one.cage.written("spoiled", SPOILS, one.server.url))
    one.look()
    if command.first:
        assert one.runs(typed(one, command.first)) in {0, 1}
    stdin = "{" + command.stdin + "}" if command.stdin.isalpha() else command.stdin
    secret = stdin.format(**{place: each.value for place, each in one.cage.canaries.items()})
    code = one.runs(typed(one, command.line), secret, more, stops=command.hangs)
    one.look_again(command.goes)
    return code


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_a_command_shows_no_secret(command: Command, tmp_path: Path) -> None:
    with world(tmp_path) as one:
        code = run(one, command)
        said = {
            name: text.decode() for name, text, _ in one.surfaces.seen if name.startswith("std")
        }
        may = {(name, place) for name in ("stdout", "stderr") for place in command.prints}
        hits = [hit for hit in one.surfaces.hits(one.cage) if (hit.surface, hit.place) not in may]
        assert hits == [], said
        assert code in command.code, said
        assert "Traceback" not in said["stderr"]
        assert {(each["limit"], each["dumpable"]) for each in one.cores} <= {(0, 0)}


def test_every_command_is_driven_with_every_option() -> None:
    driven: dict[str, set[str]] = {}
    for each in COMMANDS:
        name, words = parser._command(each.line.partition("-- ")[0].split())
        flags = {word.partition("=")[0] for word in words if word.startswith("-")}
        driven.setdefault(name, set()).update(flags)
    everywhere = set().union(*driven.values())
    assert set(parser.COMMANDS) - set(driven) == set()
    for name, flags in driven.items():
        for group in parser.parser_of(name)._action_groups:
            used = everywhere if group.title == "common options" else flags
            for action in group._group_actions:
                options = set(action.option_strings) - {"-h", "--help", "--version"}
                assert not options or options & used, f"no row drives keydex {name} {options}"
