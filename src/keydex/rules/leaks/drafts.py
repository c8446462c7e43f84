"""Drafts that a write which was killed has left beside a file."""

from collections.abc import Iterator
from pathlib import Path

from keydex import edits
from keydex.config import state
from keydex.environment import Machine
from keydex.findings import Finding, advice
from keydex.model import Origin
from keydex.rules.case import Case
from keydex.rules.table import WARNING, Rule


def left(case: Case) -> Iterator[Finding]:
    """Find a draft of ours in a folder in which keydex may have written."""
    machine = case.environment.machine
    for folder in dict.fromkeys(map(machine.resolve, _folders(case))):
        for name in machine.names(folder):
            if file := edits.file_of(name):
                holds = "a secret"
                fix = f"Delete it; the next change that keydex makes to {file} does so, too."
                if not edits.is_ours(name, _content(machine, folder / name)):
                    holds, fix = "what another program saved", "Look into it, then delete it."
                message = f"A write of {file} was killed, and left {name}, which may hold {holds}."
                yield Finding(message, advice(fix), origin=Origin(folder / name))


def _content(machine: Machine, path: Path) -> bytes:
    """Return what a draft holds, nothing where that can't be read."""
    try:
        return machine.read(path)
    except OSError:
        return b""


def _folders(case: Case) -> Iterator[Path]:
    """Yield the folders of the project, of the person, and of what configures an index."""
    environment, machine = case.environment, case.environment.machine
    yield from (case.survey.project, environment.folder, environment.home)
    yield state.folder(environment)
    for _, report in case.survey.reports():
        places = (*report.index.origins, *(each.origin for each in report.sources))
        yield from (machine.resolve(each.path).parent for each in places if each.path)


ROWS = (
    Rule(
        "KD005",
        "draft-left",
        WARNING,
        "a write of keydex was killed, and what it wrote lies beside the file",
        left,
    ),
)
