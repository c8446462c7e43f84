"""Change the username in a URL, in whatever kind of file declares it."""

import re
from collections.abc import Callable
from pathlib import Path

from keydex.config import ini, requirements, texts, toml
from keydex.edits.plain import ini_value, text_value
from keydex.edits.toml import toml_value
from keydex.errors import ConfigError
from keydex.model import Key, Origin, undotted
from keydex.secret import userinfo, with_username

HINT = "Take the password out first: keydex can't tell whom it belongs to."


def url_username(origin: Origin, before: bytes, url: str, username: str | None) -> bytes:
    """Return the content of a file in which the URL, known without userinfo, has that username.

    `before` is the content of the file at `origin`. Raises ConfigError where the URL is not there
    any more, or where taking the username away would leave a password alone.
    """
    path = origin.path
    if path is None or origin.key is None:
        raise AssertionError("only a place in a file can be changed")

    def changed(raw: str) -> str:
        bare, _, password = userinfo(raw)
        if bare != url:
            raise ConfigError("the file changed since it was read", path, origin.line, origin.key)
        if username is None and password:
            raise ConfigError("its URL holds a password", path, origin.line, origin.key, HINT)
        return with_username(raw, username)

    text = before.decode(texts.encoding(before))
    if path.suffix == ".toml":
        return _in_toml(toml.Document(path, text, toml.parsed(text, path)), origin.key, changed)
    if origin.key.startswith("--"):
        return _in_requirements(path, origin, before, url, changed)
    if path.suffix == ".py":
        return _in_script(path, origin, before, url, changed)
    return _in_ini(ini.document(text, path), origin.key, url, changed)


def _in_toml(document: toml.Document, key: str, changed: Callable[[str], str]) -> bytes:
    path: Key = undotted(key)
    value: object = document.data
    for part in path:
        try:
            value = value[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            value = None
    if not isinstance(value, str):
        raise ConfigError("the file changed since it was read", document.path, None, key)
    return toml_value(document, path, changed(value), "").after


def _in_ini(document: ini.Document, key: str, url: str, changed: Callable[[str], str]) -> bytes:
    section, _, name = key.partition(".")
    found = [each for each in document.entries if (each.section, each.key) == (section, name)]
    words = [word for each in found for word in each.value.split() if userinfo(word)[0] == url]
    if not words:
        raise ConfigError("the file changed since it was read", document.path, None, key)
    return ini_value(document, section, name, changed(words[0]), "", old=words[0]).after


def _in_requirements(
    path: Path, origin: Origin, before: bytes, url: str, changed: Callable[[str], str]
) -> bytes:
    """Change the URL of an option in the line where it is declared."""
    text = before.decode(texts.encoding(before))
    for option in requirements.written(text, path):
        if option.line == origin.line and userinfo(option.raw)[0] == url:
            span = requirements.span(text, option)
            return text_value(path, before, span, changed(option.raw), "").after
    raise _elsewhere(path, origin)


def _in_script(
    path: Path, origin: Origin, before: bytes, url: str, changed: Callable[[str], str]
) -> bytes:
    """Change the URL in a comment of a script that holds TOML (PEP 723)."""
    text = before.decode(texts.encoding(before))
    lines = text.splitlines(keepends=True)
    line = lines[origin.line - 1] if origin.line and origin.line <= len(lines) else ""
    start = sum(map(len, lines[: (origin.line or 1) - 1]))
    for quoted in re.finditer(r"([\"'])(\S+?)\1", line):
        if userinfo(quoted[2])[0] == url:
            span = (start + quoted.start(2), start + quoted.end(2))
            return text_value(path, before, span, changed(quoted[2]), "").after
    raise _elsewhere(path, origin)


def _elsewhere(path: Path, origin: Origin) -> ConfigError:
    reason = "the URL can't be found there as it is written"
    return ConfigError(reason, path, origin.line, origin.key)
