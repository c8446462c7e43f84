"""The cards of `onboard`, as a document and as lines."""

from collections.abc import Iterator, Sequence
from typing import Any

from keydex import documents
from keydex.cli import printing
from keydex.secret import masked
from keydex.survey import Survey
from keydex.words import NO_INDEX
from keydex.workflows.onboarding import GLYPHS, Card, State, Task, command, summary, told

Json = dict[str, Any]


def document(cards: Sequence[Card], survey: Survey | None = None) -> Json:
    """Return the document of `onboard`."""
    found: Json = {"schema": "keydex.onboard/1", "indexes": [_described(each) for each in cards]}
    if survey and survey.problems:
        problems = (documents.problem(each, survey.project) for each in survey.problems)
        found["problems"] = list(problems)
    return found


def _described(card: Card) -> Json:
    token = card.token
    return {
        "index": masked(card.name, card.secrets),
        "feed": masked(card.feed, card.secrets),
        "kind": card.kind,
        "done": card.is_done,
        "steps": [_step(card, each) for each in card.tasks],
        "tools": {tool: str(sign).partition(" ")[2] for tool, sign in card.tools},
        "out": list(card.out),
        "summary": summary(card),
        "token": {
            "credential": token.credential,
            "install": token.install,
            "publish": token.publish,
            "lifetime": token.lifetime,
            "page": token.page,
            "login": token.login,
        },
        "expires": card.expires,
    }


def _step(card: Card, task: Task) -> Json:
    return {
        "step": str(task.stage),
        "state": str(task.state),
        "what": told(card, task),
        "command": command(card, task) or None,
    }


def headed(card: Card) -> Iterator[str]:
    """Head a card: the index, and how far each of its steps is."""
    names = (masked(card.name, card.secrets), card.token.title, masked(card.feed, card.secrets))
    yield " · ".join(dict.fromkeys(each for each in names if each))
    yield from _steps(_described(card)["steps"])


def lines(found: Json) -> Iterator[str]:
    """Print what is missing, and the command that does it, a paragraph an index."""
    for each in found["indexes"]:
        yield _summary(each)
        if not each["done"]:
            yield from _steps(each["steps"])
            yield ""
    if not found["indexes"]:
        yield NO_INDEX


def summed(found: Json) -> Iterator[str]:
    """Print one line an index: who gets in, or what is missing."""
    for each in found["indexes"]:
        yield _summary(each)
    if not found["indexes"]:
        yield NO_INDEX


def _summary(card: Json) -> str:
    """Say in a line how it stands."""
    glyph = GLYPHS[State.DONE if card["done"] else State.OPEN]
    return f"{glyph} {printing.safe(card['index'])}  {printing.safe(card['summary'])}"


def _steps(steps: Sequence[Json]) -> Iterator[str]:
    """Print the steps, each with its command where it is open."""
    width = max(len(each["step"]) for each in steps)
    for each in steps:
        glyph = GLYPHS[State(each["state"])]
        yield f"  {glyph} {each['step']:<{width}}  {printing.safe(each['what'])}"
        if each["command"]:
            yield f"    {'':<{width}}  → {printing.safe(each['command'])}"
