"""Change the login in a URL, in whatever kind of file declares it."""

import re
from collections.abc import Callable, Collection
from pathlib import Path

from keydex.config import ini, requirements, texts, toml
from keydex.config.logins import Login
from keydex.edits.plain import ini_value, text_value
from keydex.edits.toml import toml_value
from keydex.errors import ConfigError
from keydex.model import Edit, Key, Origin, undotted
from keydex.secret import Secret, userinfo, with_username, without_password

HINT = "Take the password out first: keydex can't tell whom it belongs to."


def url_username(origin: Origin, before: bytes, url: str, username: str | None) -> bytes:
    """Return the content of a file in which the URL, known without userinfo, has that username.

    `before` is the content of the file at `origin`. Raises ConfigError where the URL is not there
    any more, or where taking the username away would leave a password alone.
    """

    def changed(raw: str) -> str:
        if username is None and userinfo(raw)[2]:
            reason = "its URL holds a password"
            raise ConfigError(reason, _path(origin), origin.line, origin.key, HINT)
        return with_username(raw, username)

    return _url_changed(origin, before, url, changed)


def url_replaced(origin: Origin, before: bytes, url: str, other: str) -> bytes:
    """Return the content of a file in which the URL, known without userinfo, is another.

    The login stays as it is written. Raises ConfigError where the URL is not there any more.
    """

    def changed(raw: str) -> str:
        login = raw.removesuffix(url.partition("://")[2]).partition("://")[2]
        scheme, separator, rest = other.partition("://")
        return f"{scheme}{separator}{login}{rest}"

    return _url_changed(origin, before, url, changed)


def url_without_password(origin: Origin, before: bytes, url: str) -> bytes:
    """Return the content of a file in which the URL, known without userinfo, has no password.

    The username stays. Raises ConfigError where the URL is not there any more.
    """
    return _url_changed(origin, before, url, without_password)


def url_without_login(origin: Origin, before: bytes, url: str) -> bytes:
    """Return the content of a file in which the URL, known without userinfo, has no login.

    Raises ConfigError where the URL is not there any more.
    """
    return _url_changed(origin, before, url, lambda _: url)


def without_logins(
    path: Path, before: bytes, found: Collection[Login], summary: str, *, keep_usernames: bool
) -> Edit:
    """Plan to take logins out of the URLs of a text, or only their passwords.

    A username without a password is the secret itself, and goes in any case.
    """
    name = texts.encoding(before)
    text, at, parts = before.decode(name), 0, []
    secrets: set[Secret] = set()
    for each in sorted(found, key=lambda each: each.start):
        username = text[each.start : each.end].partition(":")[0]
        stays = keep_usernames and each.password and username
        parts += [text[at : each.start], f"{username}@" if stays else ""]
        at = each.end
        secrets.add(each.password or Secret(each.username))
    after = "".join((*parts, text[at:])).encode(name)
    return Edit(path, summary, before, after, tuple(secrets))


def _path(origin: Origin) -> Path:
    if origin.path is None:
        raise AssertionError("only a place in a file can be changed")
    return origin.path


def _url_changed(origin: Origin, before: bytes, url: str, change: Callable[[str], str]) -> bytes:
    """Change the URL at a place in a file of any kind."""
    path, key = _path(origin), origin.key or ""

    def changed(raw: str) -> str:
        if userinfo(raw)[0] != url:
            raise ConfigError("the file changed since it was read", path, origin.line, key)
        return change(raw)

    text = before.decode(texts.encoding(before))
    if toml.is_toml(path):
        return _in_toml(toml.Document(path, text, toml.parsed(text, path)), key, changed)
    if key.startswith("--"):
        return _in_requirements(path, origin, before, url, changed)
    if path.suffix in {".py", ".lock"}:
        return _in_quotes(path, origin, before, url, changed)
    return _in_ini(ini.document(text, path), key, url, changed)


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


def _in_quotes(
    path: Path, origin: Origin, before: bytes, url: str, changed: Callable[[str], str]
) -> bytes:
    """Change the URL in a line of JSON, or of TOML in the comments of a script (PEP 723)."""
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
