"""Change INI and requirements files."""

import re
from dataclasses import replace
from pathlib import Path

from keydex.config import ini, texts
from keydex.errors import ConfigError
from keydex.model import Edit
from keydex.secret import Secret

# The first key of a section, below comments.
FIRST = re.compile(r"(?:\s*+[#;][^\r\n]*+)*+\s*[\r\n](?P<indent>[ \t]*+)[^\s#;\[]")


def ini_value(  # noqa: PLR0913, PLR0917 - what an Edit is made of.
    document: ini.Document,
    section: str,
    key: str,
    new: str,
    summary: str,
    secrets: tuple[Secret, ...] = (),
    *,
    old: str | None = None,
) -> Edit:
    """Replace a value, or only the word `old` in it. Raises ConfigError."""
    place = document.place(section, key)
    spans = [document.span(section, key)] if old is None else document.words(section, key, old)
    text, line = document.text, document.line(section, key)
    if not spans:
        raise ConfigError("the value has no such word", document.path, line, f"{section}.{key}")
    for start, end in reversed(spans):
        blank = " " if start == place[0][1] else ""
        text = text[:start] + blank + new + text[end:]
    expected = [
        replace(each, value=_changed(each.value, old, new))
        if document.place(each.section, each.key) == place
        else each
        for each in document.entries
    ]
    try:
        found = ini.document(text, document.path).entries
        edit = Edit(document.path, summary, document.text.encode(), text.encode(), secrets)
    except (ConfigError, ValueError):
        found = ()
    if [replace(each, line=0) for each in found] != [replace(each, line=0) for each in expected]:
        raise unproved(document.path, line, f"{section}.{key}")
    return edit


def ini_insert(document: ini.Document, section: str, key: str, new: str, summary: str) -> Edit:
    """Add a key at the top of a section, or with a section of its own. Raises ConfigError."""
    text, line = document.text, f"{key} = {new}"
    end = "\r\n" if "\r\n" in text else "\n"
    if header := re.search(rf"(?m)^\[{re.escape(section)}\][^\r\n]*", text):
        # What stands deeper than the key above it would continue that.
        first = FIRST.match(text, header.end())
        indent = first["indent"] if first else ""
        text = f"{text[: header.end()]}{end}{indent}{line}{text[header.end() :]}"
    else:
        gap = "" if not text or text.endswith("\n") else end
        text = f"{text}{gap}[{section}]{end}{line}{end}"
    try:
        found = ini.document(text, document.path).entries
    except ConfigError:
        found = ()
    values = sorted((each.section, each.key, each.value) for each in document.entries)
    expected = sorted([*values, (section, key, new)])
    if sorted((each.section, each.key, each.value) for each in found) != expected:
        raise unproved(document.path, None, f"{section}.{key}")
    return Edit(document.path, summary, document.text.encode(), text.encode())


def ini_removed(document: ini.Document, section: str, key: str, summary: str) -> Edit:
    """Take a key out, and the header of its section where nothing is left. Raises ConfigError."""
    place = document.place(section, key)
    left = [each for each in document.entries if document.place(each.section, each.key) != place]
    text, line = document.text, document.line(section, key)
    for start, end in reversed(place):
        text = text[: _line_start(text, start)] + text[_line_end(text, end) :]
    if not any(each.section == section for each in left):
        text = re.sub(rf"(?m)^\[{re.escape(section)}\].*(\r?\n|\Z)", "", text, count=1)
    found = ini.document(text, document.path).entries
    if [replace(each, line=0) for each in found] != [replace(each, line=0) for each in left]:
        raise unproved(document.path, line, f"{section}.{key}")
    return Edit(document.path, summary, document.text.encode(), text.encode())


def text_value(  # noqa: PLR0913, PLR0917 - what an Edit is made of.
    path: Path,
    before: bytes,
    span: tuple[int, int],
    new: str,
    summary: str,
    secrets: tuple[Secret, ...] = (),
) -> Edit:
    """Replace what stands between two offsets of the decoded text. Raises ConfigError."""
    name = texts.encoding(before)
    try:
        text = before.decode(name)
        after = (text[: span[0]] + new + text[span[1] :]).encode(name)
    except UnicodeError:
        raise ConfigError(f"it can't be written as {name.upper()}", path) from None
    return Edit(path, summary, before, after, secrets)


def undo(edit: Edit) -> Edit:
    """Plan the way back; like every edit it only goes over what it expects to find.

    A file that the edit is known to have made is taken away again.
    """
    summary = f"Undo: {edit.summary}"
    back = replace(edit, summary=summary, before=edit.after, after=edit.before)
    return replace(back, makes=False, removes=edit.makes)


def unproved(path: Path, line: int | None, key: str) -> ConfigError:
    """Return the error for a change that would change something else, too."""
    reason = "it can't be changed without a risk for the rest of the file"
    return ConfigError(reason, path, line, key, "Change it in an editor.")


def _changed(value: str, old: str | None, new: str) -> str:
    if old is None:
        return new
    return re.sub(rf"(?<!\S){re.escape(old)}(?!\S)", lambda _: new, value)


def _line_start(text: str, at: int) -> int:
    return max(text.rfind(end, 0, at) for end in "\r\n") + 1


def _line_end(text: str, at: int) -> int:
    """Return where the next line starts; LF, CR and both end one."""
    found = re.compile(r"\r\n?|\n").search(text, at)
    return found.end() if found else len(text)
