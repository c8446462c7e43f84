"""Set one key of a file, or take it away, in whatever kind of file it stands."""

from keydex.config import ini, texts, toml
from keydex.edits.plain import ini_insert, ini_removed, ini_value
from keydex.edits.toml import toml_insert, toml_removed, toml_value
from keydex.model import Edit, Origin, undotted


def key_set(origin: Origin, before: bytes, value: str | None) -> bytes:
    """Return the content of a file in which a key has that value; None takes the key away.

    `before` is the content of the file, empty where there is none yet. Raises ConfigError where
    the change can't be proved to leave all else alone.
    """
    if origin.path is None or origin.key is None:
        raise AssertionError("only a place in a file can be changed")
    text = before.decode(texts.encoding(before))
    if toml.is_toml(origin.path):
        document = toml.Document(origin.path, text, toml.parsed(text, origin.path))
        edit = _in_toml(document, origin.key, value)
    else:
        edit = _in_ini(ini.document(text, origin.path), origin.key, value)
    return edit.after if edit else before


def _in_toml(document: toml.Document, dotted: str, value: str | None) -> Edit | None:
    key = undotted(dotted)
    is_there = toml.value_at(document.data, key) is not None
    if value is None:
        return toml_removed(document, key, "") if is_there else None
    if is_there:
        return toml_value(document, key, value, "")
    return toml_insert(document, key[:-1], str(key[-1]), value, "")


def _in_ini(document: ini.Document, dotted: str, value: str | None) -> Edit | None:
    section, _, name = dotted.rpartition(".")
    is_there = any((each.section, each.key) == (section, name) for each in document.entries)
    if value is None:
        return ini_removed(document, section, name, "") if is_there else None
    if is_there:
        return ini_value(document, section, name, value, "")
    return ini_insert(document, section, name, value, "")
