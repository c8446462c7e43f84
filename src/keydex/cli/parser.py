"""The command line: commands, options, and what is wrong with one in a sentence."""

import argparse
import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from keydex.cli import options
from keydex.errors import UsageError
from keydex.secret import bare

# The common options that take a value.
VALUED = frozenset({"-C", "--directory", "--project", "--format", "--tool"})
TAKES_COMMAND = frozenset({"explain", "status", "entries", "doctor", "fix", "trace"})
OPEN = "See which keyring entry each Python tool asks for, and mend it, in an app."

# Each command: what it does, and what adds its own arguments.
COMMANDS: dict[str, tuple[str, str]] = {
    "list": ("List every configured index of every tool.", "indexes"),
    "explain": ("Say what each tool will ask a keyring for, in order, or why nothing.", "package"),
    "status": ("Explain, and ask the keyring that the tool would ask.", "online"),
    "test": ("Ask each index, without and with what each tool would send.", "indexes"),
    "entries": ("Set the entries that there are beside what each tool asks for.", "package"),
    "set": ("Store a credential so that the tools find it.", "set"),
    "delete": ("Delete the entries that the tools would find.", "delete"),
    "doctor": ("Say what is wrong, why, and what mends it.", "doctor"),
    "fix": ("Apply what the doctor names, each shown first.", "fix"),
    "migrate": ("Move every secret that stands in plain text into the keyring.", "migrate"),
    "export": ("Name variables and snippets for machines without a keyring.", "export"),
    "onboard": ("Set up each private index until every tool gets in.", "onboard"),
    "trace": ("Run a command, and set what it asks beside what was predicted.", "trace"),
    "username": ("Print the username of an index, or write it to where it belongs.", "username"),
    "rotate": ("Give all that holds a secret a new one, verified first.", "rotate"),
    "undo": ("Undo what keydex wrote to files last, byte for byte.", "undo"),
}


# What argparse says of a value, which it quotes in one way or the other.
INVALID = re.compile(
    r"(invalid (?:choice|\w+ value)): .*?(?: (\(choose from [^()]*\)))?$", re.DOTALL
)


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of ending the process, and whose help tells more."""

    def format_help(self) -> str:
        """Lay the help out; what stands around the options is only made for it."""
        from keydex.cli import helping

        name = self.prog.partition(" ")[2]
        self.formatter_class = helping.formatter
        self.epilog = helping.epilog(name)
        if not name:
            summaries = {each: summary for each, (summary, _) in COMMANDS.items()}
            self.description = f"{OPEN}\n\n{helping.overview(summaries)}"
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Raise the fault as any other; no value is quoted, since it may be a secret."""
        hint = f"see {self.prog} --help"
        if message.startswith("unrecognized arguments: "):
            words = message.partition(": ")[2].split()
            flags = [word.partition("=")[0] for word in words if word.startswith("-")]
            message = f"unrecognized arguments: {' '.join(flags)}"
            if not flags:
                message = "there are more words than the command takes"
            if self.prog.endswith(" set"):
                hint = "a secret is never an argument: hand it over with --stdin"
        if message.startswith("the following arguments are required"):
            hint = next(_choices(self._actions), hint)
        message = INVALID.sub(lambda found: " ".join(filter(None, found.groups())), message)
        raise UsageError(message.partition(" ignored explicit argument")[0], hint)


def _choices(actions: Iterable[argparse.Action]) -> Iterator[str]:
    """Yield what may stand behind each option that is required."""
    for each in actions:
        if each.required and each.choices:
            yield f"{each.option_strings[0]} {' or '.join(each.choices)}"


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """Parse the words behind `keydex`; those behind `--` are the command in question.

    Raises UsageError.
    """
    words = list(words)
    about: list[str] = []
    if "--" in words:
        position = words.index("--")
        words, about = words[:position], words[position + 1 :]
        if not about:
            raise UsageError("no command stands behind --", "keydex explain -- uv sync")
    name, rest = _command(words)
    try:
        found = parser_of(name).parse_intermixed_args(rest)
    except UsageError:
        word = next(iter(words[_first(words) :]), "")
        if name or not _nearest(word) or Path(word).is_dir():
            raise
        raise unknown(word) from None
    found.command, found.words = name, tuple(about)
    if name == "trace" and not about:
        raise UsageError("no command is named", "keydex trace -- uv sync")
    if about and name not in TAKES_COMMAND:
        raise UsageError(f"keydex {name or 'alone'} takes no command behind --")
    found.format = "json" if found.json else found.format
    return found


def _command(words: list[str]) -> tuple[str, list[str]]:
    """Return the command, behind any common options, and the other words; "" opens the app."""
    position = _first(words)
    if position < len(words) and words[position] in COMMANDS:
        return words[position], words[:position] + words[position + 1 :]
    return "", words


def _first(words: list[str]) -> int:
    """Return the place of the first word that is no option, nor the value of one."""
    position = 0
    while position < len(words) and words[position].startswith("-"):
        position += 2 if words[position] in VALUED else 1
    return min(position, len(words))


def unknown(word: str) -> UsageError:
    """Return what is wrong with a word in place of a command, with the command that is near it."""
    near = _nearest(word)
    hint = f"did you mean keydex {near}?" if near else "see keydex --help"
    return UsageError(f"{bare(word)} is neither a command nor a folder", hint)


def _nearest(word: str) -> str:
    return next(iter(difflib.get_close_matches(word.lower(), COMMANDS, 1)), "")


def parser_of(name: str) -> Parser:
    """Return the parser of one command, or for "" the one that opens the app."""
    summary, takes = COMMANDS.get(name, (OPEN, "folder"))
    parser = Parser(
        prog=f"keydex {name}".strip(),
        description=summary,
        allow_abbrev=False,
    )
    options.ADD[takes](parser)
    options.common(parser)
    return parser
