"""`entries`: what the tools ask for beside what is there, a row an entry and a column a tool."""

import argparse
from collections.abc import Iterator
from typing import Any

from keydex import documents, matrix
from keydex.asking import is_unknown
from keydex.cli import asking, commands, printing
from keydex.cli.asking import asked
from keydex.matrix import Entry, Stocks
from keydex.model import State
from keydex.secret import masked
from keydex.survey import Survey, chosen
from keydex.words import OF_STATE, Sign, is_asked

Json = dict[str, Any]
UNLISTED = "The keyring of {} can't be listed: it may hold more than this."


def entries(options: argparse.Namespace) -> int:
    """Ask and list the keyrings, and print the matrix; returns the exit code."""
    means = asking.means_of(options)
    whole = commands.read(options)
    feeds = chosen(whole, options.indexes)
    whole = asked(whole, means, every=True, feeds=feeds)
    document = described(whole, feeds, matrix.stocks(whole, means, feeds))
    commands.show(options, document, _lines)
    if whole.problems:
        return 3
    answers = (each for _, report in whole.reports() for each in report.answers)
    return 4 if any(map(is_unknown, answers)) else 0


def described(survey: Survey, feeds: tuple[str, ...], stocks: Stocks) -> Json:
    """Return the document: each index with its entries, and which keyrings could be listed."""
    tools = {each.installation.tool: each for each in survey.configurations}
    document: Json = {
        "schema": "keydex.entries/1",
        "indexes": [
            _index(survey, feed, stocks)
            for feed in feeds
            if any(is_asked(report) for _, report in survey.feeds()[feed])
        ],
        "keyrings": [
            {
                "tool": tool,
                **documents.access(each.access),
                "listed": each.access in stocks and stocks[each.access].is_whole,
            }
            for tool, each in tools.items()
        ],
    }
    if survey.problems:
        document["problems"] = [documents.problem(each, survey.project) for each in survey.problems]
    return document


def _index(survey: Survey, feed: str, stocks: Stocks) -> Json:
    found = matrix.entries(survey, feed, stocks)
    reports = survey.feeds()[feed]
    asking = [one.installation.tool for one, report in reports if report.lookups]
    served = {tool for each in found for tool in each.found_by}
    unknown = [
        one.installation.tool
        for one, report in reports
        if one.installation.tool not in served and any(map(is_unknown, report.answers))
    ]
    most = matrix.serving(survey, feed, found)
    return {
        "name": next((each.index.name for _, each in reports if each.index.name), None),
        "feed": masked(feed, reports[0][1].secrets),
        "entries": [_entry(each) for each in found],
        "serves_most": most and {**_names(most[0]), "tools": list(most[1])},
        "unserved": [each for each in dict.fromkeys(asking) if each not in {*served, *unknown}],
        "unknown": list(dict.fromkeys(unknown)),
    }


def _names(entry: Entry) -> Json:
    shown = None if entry.username is None else entry.user if entry.username else ""
    return {"service": entry.shown, "username": shown}


def _entry(entry: Entry) -> Json:
    tools = [
        {
            "tool": ask.tool,
            "turn": ask.turn,
            "answer": str(ask.answer.state if ask.answer else State.NOT_ASKED),
        }
        for ask in entry.asks
        if ask
    ]
    is_masked = (entry.shown, _names(entry)["username"]) != (entry.service, entry.username)
    return {**_names(entry), "tools": tools} | ({"masked": True} if is_masked else {})


def _lines(document: Json) -> Iterator[str]:
    for index in document["indexes"]:
        if index["name"]:
            yield printing.safe(index["name"])
        yield printing.safe(index["feed"])
        tools = [each["tool"] for each in document["keyrings"]]
        yield from printing.aligned([("", "as", *tools), *_rows(index, tools)])
        yield from _notes(index)
        yield ""
    if not document["indexes"]:
        yield "No tool asks a keyring for a private index."
    for each in document["keyrings"]:
        if not each["listed"] and each["via"] != "none":
            yield UNLISTED.format(each["tool"])


def _rows(index: Json, tools: list[str]) -> Iterator[tuple[str, ...]]:
    for entry in index["entries"]:
        user = "anyone" if entry["username"] is None else printing.safe(entry["username"])
        asks = {
            each["tool"]: f"{each['turn']} {OF_STATE[State(each['answer'])]}"
            for each in entry["tools"]
        }
        cells = [asks.get(tool, Sign.NOT_USED.value[0]) for tool in tools]
        if not asks:
            cells[-1] = f"{Sign.STORED}, and no tool finds it here"
        yield (printing.safe(entry["service"]), user, *cells)


def _notes(index: Json) -> Iterator[str]:
    most = index["serves_most"]
    if most and len(most["tools"]) > 1:
        tools = ", ".join(most["tools"])
        yield f"  An entry for {printing.safe(most['service'])} serves the most: {tools}."
    if index["unserved"]:
        yield f"  Nothing is found by {', '.join(index['unserved'])}."
    for tool in index["unknown"]:
        yield f"  What {tool} finds is not known: its keyring gives no answer."
