"""`trace`: run a command, and set what it was seen to ask beside what was predicted."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from keydex import documents, typed
from keydex.cli import commands, printing
from keydex.model import Configuration, Seen, Via
from keydex.secret import Secret
from keydex.survey import Survey
from keydex.words import OF_STATE
from keydex.workflows import tracing

Json = dict[str, Any]
STANDARD_ERROR = 2


def trace(options: argparse.Namespace) -> int:
    """Run the command and tell what it asked; the exit code is the command's."""
    one = commands.read(options)
    if options.dry:
        return _dry(options, one)
    stdout = STANDARD_ERROR if options.format == "json" else None
    sys.stdout.flush()
    done = tracing.traced(one, options.words, stdout=stdout)
    (configuration,) = one.configurations
    found = tracing.compared(configuration, done.seen)
    document = described(one, tuple(options.words), done, found)
    if options.format == "json":
        print(printing.in_json(document))
    else:
        for line in _lines(document):
            print(line, file=sys.stderr)
    return 1 if options.strict and found.unexpected else done.code


def _dry(options: argparse.Namespace, one: Survey) -> int:
    """Name what would be put in front of the keyring, and where."""
    placed = tracing.dry(one)
    (configuration,) = one.configurations
    document: Json = {
        "schema": "keydex.trace/1",
        "command": typed.shown(options.words, _hidden(one)),
        "passes_on_to": str(placed.command) if placed.command else None,
        "variables": dict(placed.variables),
        "why": configuration.access.reason,
    }
    commands.show(options, document, _placed)
    return 0


def _placed(document: Json) -> Iterator[str]:
    if document["passes_on_to"]:
        yield f"A keyring command in a temporary folder would pass on to {document['passes_on_to']}"
    else:
        yield "No keyring command would be put in front: the tool finds none."
    yield "With these variables, for this command alone:"
    for name, value in document["variables"].items():
        yield printing.safe(f"  {name}={value}")


def described(
    one: Survey, words: tuple[str, ...], done: tracing.Traced, found: tracing.Comparison
) -> Json:
    """Return the document: what was seen and predicted, and where both differ."""
    secrets = (*_hidden(one), *tracing.secrets(done.seen))
    (configuration,) = one.configurations
    return {
        "schema": "keydex.trace/1",
        "command": typed.shown(words, secrets),
        "exit": done.code,
        "seen": [_seen(each, secrets) for each in done.seen],
        "predicted": [documents.lookup(each, secrets) for each in found.predicted],
        "unexpected": [_seen(each, secrets) for each in found.unexpected],
        "elsewhere": [_seen(each, secrets) for each in found.elsewhere],
        "not_asked": [
            {"lookup": documents.lookup(each.lookup, secrets), "why": each.why}
            for each in found.not_asked
        ],
        "unrecorded": list(_unrecorded(configuration)),
    }


def _hidden(one: Survey) -> tuple[Secret, ...]:
    return tuple(secret for _, report in one.reports() for secret in report.secrets)


def _seen(one: Seen, secrets: tuple[Secret, ...]) -> Json:
    described = documents.lookup(one.lookup, secrets)
    del described["when"]  # That is foretold, and not seen.
    return {**described, "answer": str(one.state) if one.state else None}


def _unrecorded(configuration: Configuration) -> Iterator[str]:
    """Yield what a tool takes from elsewhere than a keyring, which is not seen."""
    for report in configuration.reports:
        if any(each.kind == "store" for each in report.sources):
            yield f"{configuration.installation.tool} has a store of its own, which is not seen"
            return


def _lines(document: Json) -> Iterator[str]:
    yield ""
    count = len(document["seen"])
    if not count:
        yield "keydex: it asked its keyring nothing."
    else:
        yield f"keydex: it asked its keyring {count} {'question' if count == 1 else 'questions'}:"
    unexpected = document["unexpected"]
    rows = []
    for each in document["seen"]:
        sign = "✗" if each in unexpected else "·" if each in document["elsewhere"] else "✓"
        said = {"✗": "not predicted", "·": "about a file elsewhere", "✓": "as predicted"}[sign]
        rows.append(
            (sign, *_question(each), str(OF_STATE.get(each["answer"], "· no answer")), said)
        )
    yield from printing.aligned(rows)
    if document["not_asked"]:
        yield "predicted, and not asked:"
        yield from printing.aligned(
            [("·", *_question(each["lookup"]), each["why"]) for each in document["not_asked"]]
        )
    yield from (f"· {each}" for each in document["unrecorded"])
    if unexpected:
        yield "Please report what was not predicted: keydex doctor --report names the releases."


def _question(lookup: Json) -> tuple[str, ...]:
    user = "anyone" if lookup["username"] is None else printing.safe(lookup["username"])
    return printing.safe(lookup["service"]), f"as {user}", _how(lookup)


def _how(lookup: Json) -> str:
    return f"keyring {lookup['api']}" if lookup["via"] == Via.SUBPROCESS else str(lookup["api"])
