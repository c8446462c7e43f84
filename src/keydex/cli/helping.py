"""What `--help` tells behind the options: groups of commands, examples, exit codes."""

import argparse
import shutil
import textwrap
from collections.abc import Iterator, Mapping

from keydex.cli.examples import ALWAYS, CODES, HELP, OPEN, Help

WIDTH = 80  # Columns; a wider line is hard to read, and a narrower terminal wraps by itself.
# The commands in the order in which one needs them.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "see what is asked, and what is there": (
        "list",
        "explain",
        "status",
        "test",
        "entries",
        "trace",
    ),
    "mend it": ("doctor", "fix", "onboard"),
    "change one thing": ("set", "delete", "username"),
    "change all of it": ("rotate", "migrate", "export"),
    "take back": ("undo",),
}


def formatter(prog: str) -> argparse.RawDescriptionHelpFormatter:
    """Return what lays the options out: at most 80 columns."""
    columns = min(WIDTH, shutil.get_terminal_size().columns)
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=26, width=columns)


def overview(summaries: Mapping[str, str]) -> str:
    """Name the commands, in the order in which one needs them."""
    lines: list[str] = []
    for title, names in GROUPS.items():
        lines += (f"{title}:", *(f"  {name:<9} {summaries[name]}" for name in names), "")
    return "\n".join((*lines, "keydex COMMAND --help tells more."))


def epilog(name: str) -> str:
    """Write what stands behind the options of a command; "" is the one that opens the app."""
    told = HELP.get(name, OPEN)
    parts = (_wrapped(told.note), _examples(told), _codes(told))
    return "\n\n".join(text for text in map("\n".join, parts) if text)


def _examples(told: Help) -> Iterator[str]:
    yield "examples:"
    for example in told.examples:
        yield f"  $ {example.line}"
        yield from (f"  {line}" for line in example.prints)
        yield from _wrapped(example.does, "    ")


def _codes(told: Help) -> Iterator[str]:
    yield "exit codes:"
    for code, meaning in CODES.items():
        if code in told.codes | ALWAYS:
            yield from _wrapped(told.wrong if code == 1 else meaning, f"  {code:<4} ")


def _wrapped(text: str, before: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=before, subsequent_indent=" " * len(before)
    )
