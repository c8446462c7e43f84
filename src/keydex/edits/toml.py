"""Change TOML files, with a proof: what comes out says what it should, and nothing else."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from keydex.config import texts, toml
from keydex.edits.plain import unproved
from keydex.errors import ConfigError
from keydex.model import Edit, Key, dotted
from keydex.secret import Secret

BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_value(
    document: toml.Document, key: Key, new: str, summary: str, secrets: tuple[Secret, ...] = ()
) -> Edit:
    """Replace one string; its kind of quotes stays where it can. Raises ConfigError."""
    start, end = document.span(key)
    expected = toml.parsed(document.text, document.path)
    if not isinstance(toml.value_at(expected, key), str):
        raise _refusal(document, key, "it is not a string")
    toml.value_at(expected, key[:-1])[key[-1]] = new
    text = document.text[:start] + _quoted(new, document.text[start]) + document.text[end:]
    return replace(_proved(document, key, text, expected), summary=summary, secrets=secrets)


def toml_insert(document: toml.Document, table: Key, name: str, new: str, summary: str) -> Edit:
    """Add `name = "new"` behind the last key of a table; a table without header gets one.

    A table that is not there is added at the end. Raises ConfigError where the key is there, or
    something else in the place of the table.
    """
    expected = toml.parsed(document.text, document.path)
    inside, key = _made(expected, table), (*table, name)
    if not isinstance(inside, dict):
        raise _refusal(document, key, "there is no such table")
    if name in inside:
        raise _refusal(document, key, "it is already there")
    inside[name] = new
    at, added = _insertion(document, table, f"{_name(name)} = {_quoted(new)}")
    text = document.text[:at] + added + document.text[at:]
    return replace(_proved(document, key, text, expected), summary=summary)


def _made(tree: dict[str, Any], table: Key) -> object:
    """Return a table of a tree, made where it is not there; something else where that stands."""
    inside: Any = tree
    for part in table:
        if isinstance(inside, dict) and isinstance(part, str):
            inside = inside.setdefault(part, {})
        else:
            inside = toml.value_at(inside, (part,))
    return inside


def toml_removed(document: toml.Document, key: Key, summary: str) -> Edit:
    """Take away a key and its value, or one table of an array of tables. Raises ConfigError."""
    places, text = document.places, document.text
    expected = toml.parsed(text, document.path)
    if key in places.statements:
        start, end = _lines(text, places.statements[key])
        _pruned(expected, key, places.headers)
    elif isinstance(key[-1], int) and key in places.headers:
        start, end = _table(document, key)
        _pruned(expected, key, {})
    elif key in places.values and key[:-1] in places.values and isinstance(key[-1], str):
        start, end = _member(text, places.values[key])
        del toml.value_at(expected, key[:-1])[key[-1]]
    else:
        raise _refusal(document, key, "it has no line of its own")
    return replace(_proved(document, key, text[:start] + text[end:], expected), summary=summary)


def _pruned(tree: dict[str, Any], key: Key, headers: Mapping[Key, toml.Span]) -> None:
    """Take a key out of a tree; a table that only dotted keys make is gone with the last."""
    del toml.value_at(tree, key[:-1])[key[-1]]
    for parent in (key[:depth] for depth in range(len(key) - 1, 0, -1)):
        if not toml.value_at(tree, parent) and parent not in headers:
            del toml.value_at(tree, parent[:-1])[parent[-1]]


def _lines(text: str, span: toml.Span) -> toml.Span:
    """Return the whole lines of a key that begins a line."""
    start, end = span
    return start - len(_indent(text, start)), text.find("\n", end) + 1 or len(text)


def _table(document: toml.Document, key: Key) -> toml.Span:
    """Return the lines of a table, up to the next one that is not below it."""
    text, headers = document.text, document.places.headers
    start, _ = headers[key]
    others = [at for each, (at, _) in headers.items() if at > start and not _is_below(each, key)]
    end = _above_comments(text, min(others)) if others else len(text)
    return start - len(_indent(text, start)), end


def _member(text: str, span: toml.Span) -> toml.Span:
    """Return what a key takes in a table between braces: its name, its value and one comma."""
    start, end = span
    at = max(text.rfind(each, 0, start) for each in "{,")
    if text[at] == ",":
        return at, end
    comma = re.compile(r"[ \t]*,").match(text, end)
    return at + 1, comma.end() if comma else end


def _proved(document: toml.Document, key: Key, text: str, expected: dict[str, Any]) -> Edit:
    """Return the edit that makes the text, or raise ConfigError where it says something else."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        is_proved = _canonical(toml.parsed(text, document.path)) == _canonical(expected)
        tomlkit.parse(text.removeprefix(texts.MARK))
        edit = Edit(document.path, "", document.text.encode(), text.encode())
    except (ConfigError, TOMLKitError, ValueError, RecursionError):
        is_proved = False
    if not is_proved:
        raise unproved(document.path, document.line(key), dotted(key))
    return edit


def _canonical(tree: dict[str, Any]) -> str:
    """Write a tree so that equal ones are equal texts, whatever their order; nan is itself."""
    return json.dumps(tree, sort_keys=True, default=repr)


def _refusal(document: toml.Document, key: Key, reason: str) -> ConfigError:
    return ConfigError(reason, document.path, document.line(key), dotted(key))


def _quoted(value: str, quote: str = '"') -> str:
    """Write a string; between single quotes where those are asked for and possible."""
    if quote == "'" and "'" not in value and value.isprintable():
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _name(part: str) -> str:
    return part if BARE.fullmatch(part) else _quoted(part)


def _insertion(document: toml.Document, table: Key, line: str) -> tuple[int, str]:
    """Return where a line of a table goes, and the text to put there."""
    text, places = document.text, document.places
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    if table in places.values:
        start, _ = places.values[table]
        ends = [end for key, (_, end) in places.values.items() if _is_below(key, table)]
        return (max(ends), f", {line}") if ends else (start + 1, f" {line} ")
    if table and table not in places.headers:
        below = [start for key, (start, _) in places.headers.items() if _is_below(key, table)]
        header = ".".join(_name(part) for part in table if isinstance(part, str))
        if not below:
            if toml.value_at(document.data, table) is not None:
                raise _refusal(document, table, "the table has no header")
            gap = end_of_line * (not text.endswith("\n")) + end_of_line if text.strip() else ""
            return len(text), f"{gap}[{header}]{end_of_line}{line}{end_of_line}"
        at, indent = _above_comments(text, min(below)), _indent(text, min(below))
        return at, f"{indent}[{header}]{end_of_line}{indent}{line}{end_of_line * 2}"
    start, end = places.headers.get(table, (-1, -1))
    next_header = min((at for at, _ in places.headers.values() if at > start), default=len(text))
    inside = [span for span in places.statements.values() if start < span[0] < next_header]
    start, end = max(inside, default=(start, end))
    if start < 0:
        rest = text.removeprefix(texts.MARK)
        return len(text) - len(rest), line + end_of_line * (2 if rest.strip() else 1)
    return _line_end(text, end), end_of_line + _indent(text, start) + line


def _is_below(key: Key, table: Key) -> bool:
    return len(key) > len(table) and key[: len(table)] == table


def _indent(text: str, at: int) -> str:
    """Return the blanks between the beginning of the line and an offset in it."""
    return text[text.rfind("\n", 0, at) + 1 : at].removeprefix(texts.MARK)


def _line_end(text: str, at: int) -> int:
    """Return the offset of the end of the line, which has no part in it."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1] == "\r" else end


def _above_comments(text: str, at: int) -> int:
    """Return the beginning of the line, or of the comments right above it."""
    at -= len(_indent(text, at))
    while text[:at].endswith("\n"):
        above = text.rfind("\n", 0, at - 1) + 1
        if not text[above:at].removeprefix(texts.MARK).lstrip().startswith("#"):
            break
        at = above + len(texts.MARK) * text.startswith(texts.MARK, above)
    return at
