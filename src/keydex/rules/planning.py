"""Plans of changes that several rules offer, and the words for a place."""

import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from keydex import edits, rings
from keydex.config import ini, texts, toml
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.findings import Fix, advice, edit, typed
from keydex.model import Credential, Edit, Key, Origin, undotted
from keydex.secret import Secret

Plan = Callable[[], tuple[Edit, ...]]


def place(environment: Environment, origin: Origin | None) -> str:
    """Name the place of a setting in a few words."""
    if origin is None:
        return "the default"
    if origin.path is None:
        return origin.variable or origin.flag or "the command line"
    shown = rings.shown(environment, origin.path)
    return f"{shown}:{origin.line}" if origin.line else shown


def document(environment: Environment, path: Path) -> toml.Document:
    """Read a TOML file; one that is not there or can't be read is empty."""
    try:
        return toml.read(environment, path) or toml.Document(path, "", {})
    except ConfigError:
        return toml.Document(path, "", {})


def toml_set(environment: Environment, path: Path, key: Key, value: str, summary: str) -> Plan:
    """Plan to set a string of a TOML file, which may not be there yet."""

    def plan() -> tuple[Edit, ...]:
        document = toml.read(environment, path) or toml.Document(path, "", {})
        if key in document.places.values:
            return (edits.toml_value(document, key, value, summary),)
        return (edits.toml_insert(document, key[:-1], str(key[-1]), value, summary),)

    return plan


def toml_taken(environment: Environment, path: Path, key: Key, summary: str) -> Plan:
    """Plan to take a key out of a TOML file."""

    def plan() -> tuple[Edit, ...]:
        return (edits.toml_removed(_present(environment, path), key, summary),)

    return plan


def toml_renamed(environment: Environment, path: Path, key: Key, name: str, summary: str) -> Plan:
    """Plan to give a string of a TOML file another name."""

    def plan() -> tuple[Edit, ...]:
        document = _present(environment, path)
        start, end = document.span(key)
        value = next(iter(toml.parsed(f"x = {document.text[start:end]}", path).values()))
        taken = edits.toml_removed(document, key, summary)
        text = taken.after.decode()
        rest = toml.Document(path, text, toml.parsed(text, path))
        added = edits.toml_insert(rest, key[:-1], name, value, summary)
        return (replace(added, before=taken.before),)

    return plan


def _present(environment: Environment, path: Path) -> toml.Document:
    """Read a TOML file that is to be there. Raises ConfigError."""
    document = toml.read(environment, path)
    if document is None:
        raise ConfigError("there is no such file", path)
    return document


def ini_set(environment: Environment, path: Path, key: str, value: str, summary: str) -> Plan:
    """Plan to set a value of an INI file, which may not be there yet; the key is `section.key`."""

    def plan() -> tuple[Edit, ...]:
        document = ini.read(environment, path) or ini.document("", path)
        section, _, name = key.partition(".")
        if (section, name) in {(each.section, each.key) for each in document.entries}:
            return (edits.ini_value(document, section, name, value, summary),)
        return (edits.ini_insert(document, section, name, value, summary),)

    return plan


def netrc_taken(
    environment: Environment, path: Path, line: int, login: Credential, summary: str
) -> Plan:
    """Plan to take a login out of a netrc file, if it still begins in that line."""

    def plan() -> tuple[Edit, ...]:
        text = texts.read(environment, path)
        if text is None:
            raise ConfigError("it is not there any more", path, line)
        return (edits.netrc_removed(path, text.encode(), line, login, summary),)

    return plan


def key_taken(environment: Environment, origin: Origin, secret: Secret, summary: str) -> Plan:
    """Plan to take a key with a password out of the file in which it stands."""

    def plan() -> tuple[Edit, ...]:
        text = texts.read(environment, origin.path) if origin.path else None
        if text is None or origin.path is None:
            raise ConfigError("it is not there any more", origin.path or Path(), origin.line)
        after = edits.key_set(origin, text.encode(), None)
        if after == text.encode():
            raise ConfigError("it can't be found by its key", origin.path, origin.line, origin.key)
        return (Edit(origin.path, summary, text.encode(), after, (secret,)),)

    return plan


def setting(environment: Environment, origin: Origin, value: str, option: str) -> Fix:
    """Mend a setting where it stands: a file, a variable, a flag; `option` is the flag's name."""
    if origin.variable:
        command = f"export {origin.variable}={shlex.quote(value)}"
        return typed(command, "Say so in your shell, and where the variable is set.")
    path, key = origin.path, origin.key or ""
    summary = f"Set it to {value} in {place(environment, origin)}."
    if path and path.suffix == ".toml":
        return edit(summary, toml_set(environment, path, undotted(key), value, summary))
    if path and path.suffix != ".py":
        return edit(summary, ini_set(environment, path, key, value, summary))
    return advice(f"Say {option} {value} there instead.")
