"""The scripts that complete a command line, each in the language of its shell."""

from collections.abc import Iterator
from pathlib import Path

from keydex.nouns import dataclass

SCRIPTS = Path(__file__).parent / "scripts"
FOLDERS = "'(__fish_complete_directories)'"


@dataclass(frozen=True, slots=True)
class Option:
    """An option: its flags, what it does, whether a value follows, and which it may be."""

    flags: tuple[str, ...]
    does: str
    takes: bool
    choices: tuple[str, ...]
    is_folder: bool
    repeats: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A command, what it does, and what may stand behind it; "" is keydex alone."""

    name: str
    does: str
    options: tuple[Option, ...]
    choices: tuple[str, ...]
    is_folder: bool


def bash(commands: tuple[Words, ...], common: tuple[Option, ...]) -> Iterator[str]:
    """Write the script for bash."""
    alone, *others = commands
    values = [
        *_bash_values("*", common),
        *(v for c in commands for v in _bash_values(c.name, c.options)),
    ]
    rows = (
        f'{each.name}) words+=" {" ".join((*_flags(each.options), *each.choices))}" ;;'
        for each in others
    )
    yield _filled(
        "bash",
        valued="|".join(_valued(common)),
        values="\n".join(values),
        common=" ".join(_flags(common)),
        commands="\n".join(f"{' ' * 16}{row}" for row in rows),
        alone=" ".join((*_flags(alone.options), *(each.name for each in others))),
    )


def _bash_values(command: str, options: tuple[Option, ...]) -> Iterator[str]:
    """Write what completes the value of each option that takes one."""
    for option in options:
        if option.takes:
            places = "|".join(f"{command}:{flag}" for flag in option.flags)
            does = "folders=1" if option.is_folder else f'words="{" ".join(option.choices)}"'
            yield f"        {places}) {does} ;;"


def zsh(commands: tuple[Words, ...], common: tuple[Option, ...]) -> Iterator[str]:
    """Write the script for zsh."""
    alone, *others = commands
    rows = [
        f"        {each.name}) _arguments $common {' '.join(_zsh_specs(each.options))}"
        f" '*: :({' '.join(each.choices)})' ;;"
        for each in others
    ]
    yield _filled(
        "zsh",
        names="\n".join(f"        {_quoted(f'{each.name}:{each.does}')}" for each in others),
        common="\n".join(f"        {each}" for each in _zsh_specs(common)),
        valued="|".join(_valued(common)),
        known="|".join(each.name for each in others),
        commands="\n".join(rows),
        alone=" ".join(_zsh_specs(alone.options)),
    )


def _zsh_specs(options: tuple[Option, ...]) -> Iterator[str]:
    """Write what `_arguments` wants to know of each flag."""
    for option in options:
        others = "*" if option.repeats else f"({' '.join(option.flags)})"
        value = "_files -/" if option.is_folder else f"({' '.join(option.choices)})"
        for flag in option.flags:
            sign = ("=" if flag.startswith("--") else "+") if option.takes else ""
            does = option.does.replace("[", "\\[").replace("]", "\\]")
            yield _quoted(f"{others}{flag}{sign}[{does}]{f': :{value}' if option.takes else ''}")


def fish(commands: tuple[Words, ...], common: tuple[Option, ...]) -> Iterator[str]:
    """Write the script for fish."""
    yield _filled("fish", valued=" ".join(_valued(common)))
    yield from (f"complete -c keydex -n __keydex_at {each}" for each in _fish_options(common))
    for command in commands:
        here = f"complete -c keydex -n '__keydex_at \"{command.name}\"'"
        yield from (f"{here} {each}" for each in _fish_options(command.options))
        if command.choices:
            yield f"{here} -a {_quoted(' '.join(command.choices))}"
        if command.is_folder:
            yield f"{here} -a {FOLDERS}"
        if command.name:
            at = "complete -c keydex -n '__keydex_at \"\"'"
            yield f"{at} -a {command.name} -d {_quoted(command.does)}"


def _fish_options(options: tuple[Option, ...]) -> Iterator[str]:
    """Write the flags of an option, and what its value may be."""
    for option in options:
        flags = [
            f"-l {each[2:]}" if each.startswith("--") else f"-s {each[1:]}" for each in option.flags
        ]
        value = []
        if option.takes:
            choices = FOLDERS if option.is_folder else _quoted(" ".join(option.choices))
            value = ["-x", f"-a {choices}"]
        yield " ".join((*flags, *value, f"-d {_quoted(option.does)}"))


def _filled(shell: str, **parts: str) -> str:
    """Put the parts into the script of a shell."""
    text = (SCRIPTS / f"keydex.{shell}").read_text("utf-8").rstrip()
    for name, part in parts.items():
        text = text.replace(f"@{name}@", part)
    return text


def _flags(options: tuple[Option, ...]) -> list[str]:
    return [flag for option in options for flag in option.flags]


def _valued(options: tuple[Option, ...]) -> list[str]:
    return _flags(tuple(each for each in options if each.takes))


def _quoted(text: str) -> str:
    """Quote a text as all three shells do."""
    return "'" + text.replace("'", "'\\''") + "'"
