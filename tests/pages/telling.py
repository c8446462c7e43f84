"""What a release does about a sample, as one cell of a table."""

from collections.abc import Callable, Iterator
from itertools import groupby

from keydex.cli.printing import WHEN
from keydex.model import Configuration, Lookup, Report, Version, spelled
from keydex.tools import TOOLS
from keydex.words import SENT
from tests.memory import HOME, PROJECT
from tests.pages.sample import Sample

BREAK = "<br>"
REFUSALS = (401, 403, 404)
Row = tuple[str, str]
Teller = Callable[[Configuration], Iterator[str]]


def by_release(sample: Sample, teller: Teller) -> list[Row]:
    """Return since which release what is told; releases of which the same is told share a row."""
    rows: list[Row] = []
    tool = TOOLS[sample.tool]
    start = max(sample.since, tool.OLDEST)
    known = {start, *tool.BREAKPOINTS, *tool.WATCHED, tool.NEWEST}
    for version in sorted(each for each in known if each >= start):
        told = _bare(BREAK.join(teller(sample.read(version))), version)
        if told and (not rows or rows[-1][1] != told):
            rows.append((spelled(version), told))
    return rows


def _bare(text: str, version: Version) -> str:
    """Leave out the release, which the row names, and the folders of the sample."""
    text = text.replace(f" {spelled(version)} ", " ")
    return text.replace(f"{PROJECT}/", "").replace(str(HOME), "~").replace("|", "\\|")


def questions(found: Configuration) -> Iterator[str]:
    """Tell each question, in order."""
    for report in _about(found):
        for each in found.probes:
            yield f"once: {_question(each)}"
        if report.silence:
            yield f"nothing: {report.silence.reason}"
        for (when, phase), lookups in groupby(report.lookups, lambda each: (each.when, each.phase)):
            yield f"{WHEN[when]}{f', to {phase}' if phase else ''}:"
            yield from (_question(each) for each in lookups)


def instead(found: Configuration) -> Iterator[str]:
    """Tell what comes before the questions, or in their place."""
    for report in _about(found):
        if silence := report.silence:
            yield f"asks nothing: {silence.reason}"
        for name, sentence in SENT.items():
            if source := getattr(report, name):
                yield sentence.format(f"the {'URL' if source.kind == 'url' else source.kind}")
        if whens := dict.fromkeys(WHEN[each.when] for each in report.lookups):
            yield f"asks {' and '.join(whens)}"


def refused(found: Configuration) -> Iterator[str]:
    """Tell what follows where the index refuses."""
    for report in _about(found):
        goes_on = [str(each) for each in REFUSALS if each in report.goes_on]
        stops = [str(each) for each in REFUSALS if each not in report.goes_on]
        if goes_on:
            yield f"after a {' or '.join(goes_on)} it asks the other indexes"
        if stops:
            yield f"after a {' or '.join(stops)} it ends"
        if report.asks_person:
            yield "at a 401 it asks a person first"
        if found.choice.mixes:
            yield "takes a package from whichever index has its best release"


def _about(found: Configuration) -> list[Report]:
    """Return the report of the index that the sample is about: the first that is not PyPI."""
    reports = [each for each in found.reports if "pypi.org" not in each.index.url]
    return (reports or list(found.reports))[:1]


def _question(lookup: Lookup) -> str:
    """Write a question as the tool puts it, and what follows it."""
    if lookup.argv is not None:
        text = f"`keyring {' '.join(each or repr(each) for each in lookup.argv)}`"
    else:
        text = f"`{lookup.api}({lookup.service!r}, {lookup.username!r})`"
    if lookup.then:
        text += f", then `{lookup.then}` for the username found"
    if lookup.sends is not None:
        text += f", sent as `{lookup.sends}`" if lookup.sends else ", sent without a username"
    return f"{text}, for a file of the lock" if lookup.about else text
