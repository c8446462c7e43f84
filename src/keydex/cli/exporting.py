"""`export`: the names by which a machine without a keyring hands logins over; never a value."""

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from keydex import documents
from keydex.cli import commands, printing
from keydex.survey import chosen
from keydex.words import NO_INDEX
from keydex.workflows import exporting

Json = dict[str, Any]


def export(options: argparse.Namespace) -> int:
    """Print names and snippets; returns 1 where a tool has no way to a login."""
    survey = commands.read(options)
    feeds = chosen(survey, options.indexes)
    target = options.target
    found = exporting.planned(survey, feeds, with_job_token=target == "gitlab")
    snippets = tuple(exporting.SNIPPETS[target](found))
    document: Json = {
        "schema": "keydex.export/1",
        "for": target,
        "logins": [_login(each) for each in found.ways],
        "unserved": [
            {"tool": tool, "index": index, "reason": reason}
            for tool, index, reason in found.unserved
        ],
        "snippets": [{"place": each.place, "text": each.text} for each in snippets],
    }
    problems = [documents.problem(each, survey.project) for each in survey.problems]
    document |= {"problems": problems} if problems else {}
    commands.show(options, document, partial(_lines, found, snippets))
    return 3 if problems else int(bool(found.unserved))


def _login(way: exporting.Way) -> Json:
    """Describe by which variables, or else by which machine of a netrc, a tool gets a login."""
    described: Json = {"tool": way.command.tool, "index": way.index, "publish": way.is_upload}
    if way.url:
        described["url"] = dict([way.url])
    if not way.variables:
        return described | {"netrc": way.host}
    username, password = way.variables
    return described | {"variables": {"username": username, "password": password}}


def _lines(
    found: exporting.Export, snippets: Sequence[exporting.Snippet], _: Json
) -> Iterator[str]:
    rows = [(each.names, f"{each.index}, for {each.command.tool}") for each in found.ways]
    yield from printing.aligned([(printing.safe(a), printing.safe(b)) for a, b in rows], indent="")
    for tool, index, reason in found.unserved:
        yield printing.safe(f"not for {tool} at {index}: {reason}")
    if not found.ways and not found.unserved:
        yield NO_INDEX
    for each in snippets:
        yield ""
        yield from map(printing.safe, each.lines)
