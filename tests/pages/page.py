"""A page: which questions a tool asks by release, what comes before them, what it looks at."""

from collections.abc import Iterator
from pathlib import Path

import keydex
from keydex.model import Access, Role, Via, spelled
from keydex.tools import TOOLS, Tool
from tests.pages.changes import changes
from tests.pages.looking import PIP, PLATFORMS, looked_at
from tests.pages.sample import Sample
from tests.pages.samples import ASKED, INSTEAD
from tests.pages.telling import by_release, instead, questions, refused

FOLDER = Path(keydex.__file__).parent / "reference"
REACHES = {
    Via.SUBPROCESS: "runs the command `keyring`",
    Via.IMPORT: "imports the package `keyring`",
}


def page(name: str) -> str:
    """Write the page of a tool."""
    tool = TOOLS[name]
    asked = [each for each in ASKED if each.tool == name]
    parts = (
        _head(tool, asked),
        _asked(asked),
        _instead([each for each in INSTEAD if each.tool == name]),
        _refused(asked[0]),
        _looked(name, asked),
        _changes(name),
    )
    return "".join(f"{line}\n" for part in parts for line in part)


def _head(tool: Tool, asked: list[Sample]) -> Iterator[str]:
    watched = [spelled(each) for each in tool.WATCHED]
    told = "None of them was watched: all of this is from its sources."
    if watched:
        told = f"{len(watched)} of them were run and watched, the others are told from its sources."
    ways = dict.fromkeys(_way(each.read(tool.NEWEST).access) for each in asked)
    yield from (f"# What {tool.NAME} asks a keyring", "")
    yield f"{tool.NAME} {spelled(tool.OLDEST)} to {spelled(tool.NEWEST)}. {told}"
    yield f"To reach a keyring it {' or '.join(ways)}."
    yield "This page is written by keydex's own rules; `keydex explain` applies them to your files."


def _way(access: Access) -> str:
    """Say how a keyring is reached, and which setting wants it, if one does."""
    return REACHES[access.via] + (f", here by `{access.reason}`" if access.origin else "")


def _asked(samples: list[Sample]) -> Iterator[str]:
    yield from ("", "## Questions", "")
    yield "All that it asks where nothing is found and the index answers 401, in this order."
    yield "A row holds until the release of the next one."
    for sample in samples:
        yield from ("", f"### {sample.title}", "", "```", f"$ {sample.words}")
        for place, text in (*sample.files.items(), *sample.more.items()):
            yield from ("", f"# {place}", *text.splitlines())
        yield from ("```", "", "| since | it asks |", "|---|---|")
        yield from (f"| {since} | {told} |" for since, told in by_release(sample, questions))


def _instead(samples: list[Sample]) -> Iterator[str]:
    yield from ("", "## Before them, or in their place", "", "| where there is | since | it |")
    yield "|---|---|---|"
    for sample in samples:
        title = sample.title
        for since, told in by_release(sample, instead):
            yield f"| {title} | {since} | {told} |"
            title = ""


def _refused(sample: Sample) -> Iterator[str]:
    """Say what follows a refusal, of a tool that installs."""
    report = sample.read(TOOLS[sample.tool].NEWEST).reports[0]
    if report.index.role is not Role.PUBLISH:
        yield from ("", "## Where the index refuses all", "", "| since | |", "|---|---|")
        yield from (f"| {since} | {told} |" for since, told in by_release(sample, refused))


def _looked(name: str, samples: list[Sample]) -> Iterator[str]:
    """List the files and variables of the samples above."""
    yield from ("", "## What keydex looks at to know", "")
    names: set[str] = set(PIP if name == "pip" else ())
    for platform, title in PLATFORMS.items():
        paths, found = looked_at(samples, platform)
        names.update(found)
        if platform == "linux":
            yield f"- In the project: {_quoted(each for each in paths if _is_here(each))}"
        yield f"- {title}: {_quoted(each for each in paths if not _is_here(each))}"
    yield f"- Variables: {_quoted(sorted(names))}"


def _is_here(path: str) -> bool:
    return not path.startswith(("~", "/", "C:"))


def _quoted(words: Iterator[str] | list[str]) -> str:
    return ", ".join(f"`{each}`" for each in words) or "nothing"


def _changes(name: str) -> Iterator[str]:
    yield from ("", "## What changed with which release", "", "<details><summary>All</summary>")
    yield from changes(name)
    yield from ("", "</details>")
