"""pylock.toml as pip takes it behind -r: the files in it are downloaded, no index is asked."""

import re
from collections.abc import Iterator
from pathlib import Path

from keydex.config import toml
from keydex.environment import Environment
from keydex.errors import ConfigError

NAME = re.compile(r"(pylock(?:\.[^.]+)?\.toml)(?:\[[^\]]*\])?")
"""The name of a lock, and the extras that may be asked of it (26.3)."""


def path_of(environment: Environment, word: str) -> Path | None:
    """Return the lock that a word behind -r means; None where it means something else."""
    path = environment.folder / word
    name = NAME.fullmatch(path.name)
    return path.with_name(name[1]) if name else None


def files(environment: Environment, path: Path) -> frozenset[str]:
    """Return the URLs of the files in a lock. Raises ConfigError."""
    document = toml.read(environment, path)
    if document is None:
        raise ConfigError("there is no such file", path)
    return frozenset(_urls(document.data.get("packages")))


def _urls(part: object) -> Iterator[str]:
    """Yield every url in a part of a lock, but for those of version control."""
    if isinstance(part, list):
        for each in part:
            yield from _urls(each)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "url" and isinstance(value, str):
                yield value
            elif key != "vcs":
                yield from _urls(value)
