"""What changed with which release: the constants of a tool's modules, and the comments beside."""

import re
from collections.abc import Iterator
from pathlib import Path

import keydex.tools
from keydex.model import Version
from keydex.tools import TOOLS

ROOM = Path(keydex.tools.__file__).parent
VERSION = r"\(([\d,\s]+)\)"
LINE = re.compile(
    rf'^ *(?:(?P<name>[A-Z][A-Z0-9_]*): Version = |"(?P<key>[^"]+)": ){VERSION},?'
    r"(?: *# (?P<comment>.*))?$"
    rf"|^ +\({VERSION}, {VERSION}\),$"
    r'|^# (?P<head>.*)$|^class Unearth:\n    """(?P<unearth>.*)"""$',
    re.MULTILINE,
)
ISSUE = re.compile(r"((?:[\w.-]+/[\w.-]+)?)#(\d+)")
REPOSITORIES = {
    "uv": "astral-sh/uv",
    "pip": "pypa/pip",
    "pipenv": "pypa/pipenv",
    "poetry": "python-poetry/poetry",
    "pdm": "pdm-project/pdm",
    "twine": "pypa/twine",
    "flit": "pypa/flit",
    "hatch": "pypa/hatch",
    "pixi": "prefix-dev/pixi",
}
UNEARTH = "frostming/unearth"


def changes(tool: str) -> Iterator[str]:
    """Write a table for each group of constants, and a line of what the releases bring."""
    first, *others = _sources(tool)
    for head, rows, brought in _groups(first, REPOSITORIES[tool]):
        yield from ("", head, "") if head else ("",)
        yield from [" · ".join(brought), ""] if brought else []
        yield from ["| release | what changed |", "|---|---|", *rows] if rows else []
    rows = [
        _row(found, REPOSITORIES[tool])
        for text in others
        for found in LINE.finditer(text)
        if found["name"] and found["comment"] and _version(found[3]) in TOOLS[tool].BREAKPOINTS
    ]
    yield from (
        ["", "Besides.", "", "| release | what changed |", "|---|---|", *rows] if rows else []
    )


def _groups(text: str, repository: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each heading, the rows below it, and what the releases below it bring."""
    head = ""
    rows: list[str] = []
    brought: list[str] = []
    for found in LINE.finditer(text):
        if found["head"] or found["unearth"]:
            if rows or brought:
                yield head, rows, brought
            head, rows, brought = found["head"] or found["unearth"], [], []
            repository = UNEARTH if found["unearth"] else repository
        elif found["name"] or found["key"]:
            rows += [] if found["name"] == "NEWEST" else [_row(found, repository)]
        else:
            brought.append(f"{_spelled(found[5])}: {_spelled(found[6])}")
    if rows or brought:
        yield head, rows, brought


def _row(found: re.Match[str], repository: str) -> str:
    """Write a constant, and the comment beside it, in which each issue is a link."""
    name = f"`{found['key']}`" if found["key"] else found["name"].lower().replace("_", " ")
    said = ISSUE.sub(
        lambda issue: (
            f"[{issue[0]}](https://github.com/{issue[1] or repository}/issues/{issue[2]})"
        ),
        (found["comment"] or "").replace("<", "\\<"),
    )
    return f"| {_spelled(found[3])} | {name}{': ' if said else ''}{said} |"


def _sources(tool: str) -> list[str]:
    """Return the text of each module of a tool, that of its releases first."""
    room = ROOM / tool
    paths = room.glob("*.py") if room.is_dir() else [ROOM / f"{tool}.py"]
    texts = [each.read_text("utf-8") for each in sorted(paths)]
    return sorted(texts, key=lambda each: "\nOLDEST: Version" not in each)


def _version(text: str) -> Version:
    return tuple(map(int, re.findall(r"\d+", text)))


def _spelled(text: str) -> str:
    return ".".join(re.findall(r"\d+", text))
