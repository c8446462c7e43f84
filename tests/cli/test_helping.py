"""What `--help` says of each command, and that what it and the README show is so."""

import contextlib
import io
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from keydex.cli import parser
from keydex.cli.examples import HELP, OPEN, Example
from keydex.cli.helping import GROUPS, WIDTH
from tests.cli.running import CANARY, Person
from tests.test_readme import README

NAMES = ("", *parser.COMMANDS)
PROJECT = """\
[project]
name = "billing"
version = "1"

[tool.uv]
keyring-provider = "subprocess"

[[tool.uv.index]]
name = "core"
url = "https://ci-bot@pkgs.example/simple/"

[[tool.uv.index]]
name = "vendor"
url = "https://pkgs.dev.azure.com/acme/_packaging/vendor/pypi/simple/"
"""
REQUIREMENTS = f"""\
--index-url https://ci-bot@pkgs.example/simple/
--extra-index-url https://bob:{CANARY}@old.example/simple/
"""
# Runs many command lines in one process, which spares the start of each.
MANY = """\
import contextlib, io, json, sys
from keydex.cli import main
ran = []
for words in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            main(words)
        except SystemExit as end:
            ran.append((end.code, out.getvalue()))
print(json.dumps(ran))
"""


def words(line: str) -> list[str]:
    """Return the words behind `keydex`, up to what the shell takes for itself."""
    found = shlex.split(re.split(r"\s[<>|#]", line)[0])
    assert found[0] == "keydex"
    return found[1:]


def helped(name: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), pytest.raises(SystemExit):
        parser.parsed([*([name] if name else []), "--help"])
    return out.getvalue()


def lines_of_readme() -> Iterator[str]:
    """Yield each command line of keydex that the README shows."""
    text = README.read_text("utf-8")
    for block in re.findall(r"^```\w+\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield from re.findall(r"^(?:\$ )?(keydex(?: .*)?)$", block, re.MULTILINE)
    yield from re.findall(r"[^`]`(keydex (?:-|[a-z]+ )[^`]+)`", text)


@pytest.mark.parametrize("name", NAMES)
def test_help_fits_into_a_narrow_terminal_and_says_all(name: str) -> None:
    text = helped(name)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "examples:" in text
    assert "exit codes:" in text
    group = parser.parser_of(name)._action_groups
    assert all(action.help for each in group for action in each._group_actions)


def test_every_command_has_a_place_in_the_story() -> None:
    placed = [name for names in GROUPS.values() for name in names]
    assert sorted(placed) == sorted(parser.COMMANDS)
    assert set(HELP) == set(parser.COMMANDS)
    assert all(f"  {name} " in helped("") for name in placed)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_one_of_its_command(name: str) -> None:
    examples = HELP.get(name, OPEN).examples
    assert len(examples) >= 2
    for example in examples:
        assert bool(example.prints) is not bool(example.does)
        assert not name or parser.parsed(words(example.line)).command == name


@pytest.mark.parametrize("line", sorted(set(lines_of_readme())))
def test_the_command_lines_of_the_readme_are_right(line: str) -> None:
    name, _ = parser._command(words(line))
    assert parser.parsed(words(line)).command == name


def test_an_example_prints_what_it_says(tmp_path: Path) -> None:
    """All of them in one process, in which no example leads out of this machine."""
    person = Person(tmp_path)
    person.write("pyproject.toml", PROJECT)
    person.write("requirements.txt", REQUIREMENTS)
    (tmp_path / "entries.json").write_text(json.dumps({"pkgs.example": {"ci-bot": CANARY}}))
    told: list[Example] = [e for each in HELP.values() for e in each.examples if e.prints]
    done = subprocess.run(
        [sys.executable, "-c", MANY],
        input=json.dumps([words(each.line) for each in told]),
        cwd=person.project,
        env=person.environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    wrong = {}
    for example, (code, text) in zip(told, json.loads(done.stdout), strict=True):
        assert code in HELP[words(example.line)[0]].codes | {0}, example.line
        if not set(example.prints) <= set(text.splitlines()):
            wrong[example.line] = text.splitlines()
        assert CANARY not in text
    assert wrong == {}
