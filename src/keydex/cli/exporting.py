"""`export`: the names by which a machine without a keyring hands logins over; never a value."""

import argparse
from collections.abc import Iterator
from typing import Any

from keydex import documents
from keydex.cli import commands, printing
from keydex.survey import chosen
from keydex.workflows import exporting

Json = dict[str, Any]


def export(options: argparse.Namespace) -> int:
    """Print names and snippets; returns 1 where a tool has no way to a login."""
    survey = commands.read(options)
    feeds = chosen(survey, options.indexes)
    target = options.target
    found = exporting.planned(survey, feeds, with_job_token=target == "gitlab")
    snippets = exporting.SNIPPETS[target](found)
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
    commands.show(options, document | ({"problems": problems} if problems else {}), _lines)
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


def _lines(document: Json) -> Iterator[str]:
    rows = [(_names(each), f"{each['index']}, for {each['tool']}") for each in document["logins"]]
    yield from printing.aligned([(printing.safe(a), printing.safe(b)) for a, b in rows], indent="")
    for each in document["unserved"]:
        line = f"not for {each['tool']} at {each['index']}: {each['reason']}"
        yield printing.safe(line)
    if not document["logins"] and not document["unserved"]:
        yield "No private index is configured."
    for each in document["snippets"]:
        yield from ("", f"# {each['place']}")
        yield from map(printing.safe, each["text"].split("\n"))


def _names(login: Json) -> str:
    names = login.get("variables")
    if names:
        return f"{names['username']} {names['password']}"
    return f"netrc: machine {login['netrc']} login USERNAME password PASSWORD"
