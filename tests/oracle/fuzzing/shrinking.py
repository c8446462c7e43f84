"""Takes away from a world what a difference does not need, and writes its URLs more simply."""

import json
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from tests.oracle.worlds import Json

T = TypeVar("T")

PLACE = re.compile(r"(?i)(?<=://)(?:[^/@\"\s]*@)?([^\"\\\s?]+)")
# What may be written more simply, in the text of a whole world, and how.
SIMPLER = (
    (re.compile(r"://[^/@\"\s]*:[^/@\"\s]*@"), "://ci-bot@"),
    (re.compile(r"://[^/@\"\s]*@"), "://ci-bot@"),
    (re.compile(r"://[^/@\"\s]*@"), "://"),
    (re.compile(r"(?i)https?(?=://)"), "https"),
    (re.compile(r"(?<=[a-z]):[0-9]+(?=[/\"\\])"), ""),
    (re.compile(r"(?i)(?<=[:/@\"])[a-z.-]+\.example\b"), "pkgs.corp.example"),
    (re.compile(r"\?[a-z]=[a-z]"), ""),
    (re.compile(r"(?<=[a-z]/)/+(?=[\"\\\sa-z])"), ""),
    (re.compile(r"(?<=\.example)(?:/[\w.+-]+)+/?(?=[\"\\\s])"), "/team/simple/"),
)


def shrunk(parts: Sequence[T], differs: Callable[[Sequence[T]], bool]) -> Sequence[T]:
    """Return few parts that still differ: take away halves, then smaller ones, then each."""
    size = max(len(parts) // 2, 1)
    while parts:
        position = 0
        while position < len(parts):
            fewer = [*parts[:position], *parts[position + size :]]
            if differs(fewer):
                parts = fewer
            else:
                position += size
        if size == 1:
            break
        size //= 2
    return parts


def simplified(world: Json, differs: Callable[[Json], bool]) -> Json:
    """Return a world with simpler URLs that still differs."""
    text = json.dumps(world)
    for pattern, simple in SIMPLER:
        plainer = pattern.sub(simple, text)
        if plainer != text and _is_apart(text, plainer) and differs(json.loads(plainer)):
            text = plainer
    found: Json = json.loads(text)
    return found


def _is_apart(text: str, plainer: str) -> bool:
    """Say whether places that were different still are."""
    before, after = _places(text), _places(plainer)
    return len(before) == len(after) and len(set(after)) == len({*zip(before, after, strict=True)})


def _places(text: str) -> list[str]:
    return [each.lower().rstrip("/") for each in PLACE.findall(text)]
