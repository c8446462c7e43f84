"""Versions, keys and names, and how people write them."""

import json
import re

Version = tuple[int, ...]
Key = tuple[str | int, ...]


# What can't stand in a name of a key without quotes; others than letters do in INI files.
QUOTED = re.compile(r"[.\[\]\"]|^$")


def dotted(key: Key) -> str:
    """Write a key path as people do: ("tool", "uv", "index", 0) is `tool.uv.index[0]`.

    A name that has a dot in it is quoted, as in TOML.
    """
    text = ""
    for part in key:
        name = part if isinstance(part, int) or not QUOTED.search(part) else json.dumps(part)
        text += f"[{name}]" if isinstance(part, int) else f".{name}" if text else str(name)
    return text


def undotted(key: str) -> Key:
    """Read a key path as `dotted` writes it."""
    parts = re.findall(r'"(?:[^"\\]|\\.)*"|[^.\[\]"]+|\[\d+\]', key)
    return tuple(_part(each) for each in parts)


def _part(text: str) -> str | int:
    if text.startswith("["):
        return int(text[1:-1])
    return str(json.loads(text)) if text.startswith('"') else text


def spelled(version: Version) -> str:
    """Write a version as people do."""
    return ".".join(map(str, version))
