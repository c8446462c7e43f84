"""Markup that foreign text may hold, and whether a screen has taken any of it for its own."""

from collections.abc import Iterator
from typing import Any

from rich.style import Style
from textual.app import App

COLOUR = "#010203"
CLICKED = "[@click=app.evil]"
NAME = f"[{COLOUR}]mk{CLICKED}up"
"""Markup as it can stand in the name of a folder, or in a path."""
MARKUP = f"{NAME}[link=https://evil.example]here[/]"


def obeyed(app: App[Any]) -> list[str]:
    """Return what the screen shows that is styled, linked or can be clicked as markup says."""
    strips = app.screen._compositor.render_strips()
    segments = [each for strip in strips for each in strip if each.style]
    return [each.text for each in segments if each.style and any(_of_markup(each.style))]


def _of_markup(style: Style) -> Iterator[bool]:
    for colour in (style.color, style.bgcolor):
        yield bool(colour and colour.triplet and colour.triplet.hex == COLOUR)
    yield "evil" in (style.link or "")
    yield "evil" in str(style.meta)
