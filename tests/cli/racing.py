"""Run two commands at the same moment, again and again: what both write is the same file.

python -m tests.cli.racing ROUNDS KIND, in a project, prints how each round ended.
"""

import io
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from keydex.cli import main

FILE = Path("pyproject.toml")
TEXT = """\
[project]
name = "demo"
[tool.uv]
keyring-provider = "subprocess"
[[tool.uv.index]]
name = "corp"
url = "https://corp.example/simple/"
[[tool.uv.index]]
name = "other"
url = "https://other.example/simple/"
"""
OFTEN = 60
Racer = Callable[[], None]


def keydex(*words: str) -> Racer:
    """Return what runs a command of keydex; it prints nothing."""

    def run() -> None:
        sys.stdout = sys.stderr = io.StringIO()
        main(words)

    return run


def tool() -> None:
    """Write a line at the end, often, as a tool does that reads a file and writes it again."""
    draft = FILE.with_suffix(".new")
    for number in range(OFTEN):
        draft.write_text(f"{FILE.read_text()}# {number} of a tool\n")
        draft.replace(FILE)
        time.sleep(0.002)


WRITING = ("--tool", "uv", "--yes", "--in", "project")
KINDS: dict[str, tuple[Racer, Racer]] = {
    "another value": (
        keydex("username", "corp", "__token__", *WRITING),
        keydex("username", "other", "oauth2accesstoken", *WRITING),
    ),
    "the same value": (
        keydex("username", "corp", "__token__", *WRITING),
        keydex("username", "corp", "oauth2accesstoken", *WRITING),
    ),
    "a tool": (keydex("username", "corp", "__token__", *WRITING), tool),
}


def raced(racers: Sequence[Racer]) -> list[int]:
    """Start all at the same moment, each in a process of its own; return their exit codes."""
    waiting, starting = os.pipe()
    children = []
    for racer in racers:
        child = os.fork()
        if child == 0:
            os.close(starting)
            os.read(waiting, 1)  # Until nobody holds the other end.
            code = 0
            try:
                racer()
            except SystemExit as error:
                code = error.code if isinstance(error.code, int) else 1
            except BaseException:
                code = 99
            os._exit(code)
        children.append(child)
    os.close(waiting)
    os.close(starting)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def rounds(count: int, kind: str) -> None:
    """Race, and print after each round the codes and what is in the file."""
    for _ in range(count):
        FILE.write_text(TEXT)
        codes = raced(KINDS[kind])
        left = sorted(each.name for each in Path.cwd().iterdir())
        print(json.dumps({"codes": codes, "text": FILE.read_text(), "left": left}))  # noqa: T201 - a command prints.


if __name__ == "__main__":
    rounds(int(sys.argv[1]), sys.argv[2])
