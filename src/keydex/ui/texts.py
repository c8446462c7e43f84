"""How things are written on the screen."""

from collections.abc import Sequence
from pathlib import Path

from keydex.environment import Environment
from keydex.model import Origin

BEGIN = "Reading what is configured …"
LONGEST = 32  # Columns for the place of the project; beside it stands what was counted.


def safe(text: str) -> str:
    """Replace what a terminal would act on: foreign text is only ever shown."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in text)


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Write a number with its noun: 1 entry, 2 entries."""
    return f"{number} {noun if number == 1 else nouns or f'{noun}s'}"


def listed(words: Sequence[str]) -> str:
    """Write a list as people do: uv, pip and twine."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def turn(number: int) -> str:
    """Write which one it is: 1st, 2nd, 3rd, 4th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}th" if number % 100 in {11, 12, 13} else f"{number}{ending}"


def place(path: Path, project: Path, environment: Environment) -> str:
    """Name a file as short as is clear: by its place in the project, or below ~."""
    if path != project and path.is_relative_to(project):
        return safe(str(path.relative_to(project)))
    if path.is_relative_to(environment.home):
        return safe(str(Path("~") / path.relative_to(environment.home)))
    return safe(str(path))


def top(project: Path, environment: Environment) -> str:
    """Name the project at the top of a screen; where its place is long, by its end."""
    text = place(project, environment.folder, environment)
    return text if len(text) <= LONGEST else safe(f"…/{project.name}")


def origin(one: Origin, project: Path, environment: Environment) -> str:
    """Name the place of a setting."""
    if one.path is None:
        return safe(one.variable or one.flag or "")
    line = f":{one.line}" if one.line else ""
    return f"{place(one.path, project, environment)}{line}"
