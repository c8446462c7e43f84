"""Where the username of an index of pip is written: into its URL."""

from pathlib import Path

from keydex import edits
from keydex.config import ini, requirements, texts
from keydex.environment import Environment
from keydex.errors import ConfigError, UsageError
from keydex.model import Edit, Index, Origin
from keydex.secret import userinfo, with_username


def username_edit(environment: Environment, index: Index, username: str | None) -> Edit:
    """Plan the change of the URL in pip.conf or in a requirements file.

    Raises UsageError where the URL is in no file, ConfigError where the file is not as it was.
    """
    origin = index.origins[0] if index.origins else Origin()
    if origin.path is None:
        raise _nowhere(index, origin, username)
    if (origin.key or "").startswith("--"):
        return _in_requirements(environment, index, origin, origin.path, username)
    return _in_settings(environment, index, origin, origin.path, username)


def _nowhere(index: Index, origin: Origin, username: str | None) -> UsageError:
    place = origin.variable or origin.flag
    if place is None:
        hint = "pip config set global.index-url URL, with the username in the URL"
        return UsageError(f"{index.url} is pip's own default and is named in no file", hint)
    url = with_username(index.url, username)
    return UsageError(
        f"{index.url} comes from {place}, which keydex does not change", f"{place}={url}"
    )


def _summary(index: Index, username: str | None) -> str:
    if username is None:
        return f"Take the username out of {index.url}."
    return f"Put {username}@ into {index.url}."


def _in_settings(
    environment: Environment, index: Index, origin: Origin, path: Path, username: str | None
) -> Edit:
    document = ini.read(environment, path)
    section, _, key = (origin.key or "").partition(".")
    for each in document.entries if document else ():
        words = each.value.split() if (each.section, each.key) == (section, key) else ()
        word = next((word for word in words if _is_of(word, index)), None)
        if word and document:
            return edits.ini_value(
                document,
                section,
                key,
                with_username(word, username),
                _summary(index, username),
                (index.password,) if index.password else (),
                old=word,
            )
    raise _gone(path, origin)


def _in_requirements(
    environment: Environment, index: Index, origin: Origin, path: Path, username: str | None
) -> Edit:
    text = texts.read(environment, path, marks=True)
    options = requirements.options(environment, path, expand=environment.variables.get)
    for each in options:
        is_there = (each.path, each.line) == (path, origin.line)
        if is_there and text is not None and _is_of(each.value, index):
            return edits.text_value(
                path,
                environment.machine.read(path),
                requirements.span(text, each),
                with_username(each.raw, username),
                _summary(index, username),
                (index.password,) if index.password else (),
            )
    raise _gone(path, origin)


def _is_of(url: str, index: Index) -> bool:
    return userinfo(url) == (index.url, index.username, index.password)


def _gone(path: Path, origin: Origin) -> ConfigError:
    return ConfigError("the index is not there any more", path, origin.line, origin.key)
