"""Results as text: aligned, one index after another, glyph and word, no colour needed."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from keydex.model import State, Verdict
from keydex.words import NO_INDEX, OF_STATE, OF_VERDICT, SENT, Sign

Json = dict[str, Any]
WHEN = {
    "before-request": "before its first request",
    "on-401": "after a 401",
    "on-refusal": "after a 401, 403 or 404",
}


def safe(text: str) -> str:
    """Replace what a terminal would act on: foreign text is only ever shown."""
    return _replaced(text, lambda each: f"\\x{ord(each):02x}")


def in_json(document: Json) -> str:
    """Write a document; what a terminal would act on, or can't be encoded, is escaped."""
    is_utf8 = (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    text = json.dumps(document, indent=2, ensure_ascii=not is_utf8)
    return "\n".join(_replaced(line, _escaped) for line in text.split("\n"))


def _replaced(text: str, instead: Callable[[str], str]) -> str:
    """Replace each letter that can't be shown."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else instead(each) for each in text)


def _escaped(letter: str) -> str:
    return json.dumps(letter)[1:-1] if letter != "\x7f" else "\\u007f"


def listed(document: Json) -> Iterator[str]:
    """Print the indexes, one a line below its feed."""
    for feed, indexes in _by_feed(document["indexes"]).items():
        yield from _heading(feed, indexes)
        yield from aligned([_declared(each) for each in indexes])
        yield ""
    if not document["indexes"]:
        yield "No index is configured; every tool uses PyPI."


def explained(document: Json) -> Iterator[str]:
    """Print what each tool asks, one feed after another."""
    indexes = [
        {**index, "tool": f"{tool['tool']} {tool['version']}", "keyring": tool["keyring"]}
        for tool in document["tools"]
        for index in tool["indexes"]
    ]
    for feed, found in _by_feed(indexes).items():
        yield from _heading(feed, found)
        for index in found:
            yield from _tool(index)
        yield ""
    yield from _tools(document["tools"])


def tested(document: Json) -> Iterator[str]:
    """Print the verdicts."""
    rows = []
    for result in document["results"]:
        name = safe(result["index"] or result["url"])
        sign = str(OF_VERDICT[Verdict(result["verdict"])])
        rows.append((name, result["tool"], sign, safe(result["reason"])))
    yield from aligned(rows, indent="") if rows else (NO_INDEX,)


def problems(document: Json) -> Iterator[str]:
    """Print which files can't be read, for standard error."""
    for each in document.get("problems", ()):
        line = f":{each['line']}" if each["line"] else ""
        key = f"{each['key']}: " if each["key"] else ""
        yield f"keydex: {safe(each['file'])}{line}: {safe(key)}{safe(each['reason'])}"


def _by_feed(indexes: Iterable[Json]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for index in indexes:
        found.setdefault(index["feed"], []).append(index)
    return found


def _heading(feed: str, indexes: list[Json]) -> Iterator[str]:
    """Name a feed: what its indexes are called, then the URL."""
    names = list(dict.fromkeys(each["name"] for each in indexes if each["name"]))
    if names:
        yield safe(" · ".join(names))
    yield safe(feed)


def _declared(index: Json) -> tuple[str, ...]:
    """Say who declares an index where, and as whom."""
    places = [place(each) for each in index["declared_in"]] or ["built in"]
    username = index["username"]
    user = "no username" if username is None else f"as {safe(username)}"
    if username is not None and index["username_from"] not in {None, "url"}:
        user += f" ({index['username_from']})"
    return index["tool"], index["role"], ", ".join(places), user, index.get("host") or ""


def place(origin: Json) -> str:
    """Name the place of a setting in a few words."""
    if "file" not in origin:
        return safe(str(origin.get("variable") or origin.get("flag")))
    line = f":{origin['line']}" if origin["line"] else ""
    return safe(f"{origin['file']}{line}")


def _tool(index: Json) -> Iterator[str]:
    """Print what one tool asks for one index."""
    tool, _, places, user, _ = _declared(index)
    yield f"  {tool}  {index['role']}, {places}, {user}"
    if reason := index["no_lookup"]:
        settled = index["settled_by"] is not None
        sign = Sign.STORED if settled else Sign.SILENT
        yield f"    {sign.value[0]} asks nothing: {safe(reason['reason'])}"
        if reason["fix"]:
            yield f"      → {safe(reason['fix'])}"
        return
    for name, sentence in SENT.items():
        if source := index.get(name):
            yield f"    · {sentence.format(place(source))}"
    rows = [_question(position, each) for position, each in enumerate(index["lookups"], 1)]
    yield from aligned(rows, indent="    ")


def _question(position: int, lookup: Json) -> tuple[str, ...]:
    """Print one question, and what came of it."""
    user = "anyone" if lookup["username"] is None else f"{safe(lookup['username'])}"
    row = (str(position), safe(lookup["service"]), f"as {user}")
    when = WHEN[lookup["when"]] + (", for a file of the lock" if lookup.get("about") else "")
    if "answer" not in lookup:
        return (*row, when)
    sign = str(OF_STATE[State(lookup["answer"])])
    reason = lookup.get("reason", "")
    if lookup["answer"] == State.NOT_ASKED and reason:
        return (*row, f"· {reason}")
    return (*row, f"{sign}: {safe(reason)}" if reason else sign)


def _tools(tools: list[Json]) -> Iterator[str]:
    """Print which keyring each tool reaches."""
    rows = []
    for tool in tools:
        keyring = tool["keyring"]
        version = f"{tool['version']}{'' if tool['version_from'] != 'assumed' else ' (assumed)'}"
        path = keyring["executable"] or keyring.get("interpreter") or ""
        via = {"subprocess": "runs", "import": "imports keyring in"}.get(keyring["via"], "")
        known = "recorded" if tool["basis"] == "recorded" else "rules assumed"
        reach = f"{via} {path}".strip() or "no keyring"
        rows.append((tool["tool"], version, known, safe(reach), safe(keyring["reason"])))
    yield from aligned(rows, indent="")


def aligned(rows: Sequence[tuple[str, ...]], indent: str = "  ") -> Iterator[str]:
    """Print rows in columns; the last is as long as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield f"{indent}{'  '.join(cells)}".rstrip()
