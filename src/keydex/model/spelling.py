"""Versions, keys and names, and how people write them."""

import re

Version = tuple[int, ...]
Key = tuple[str | int, ...]


def dotted(key: Key) -> str:
    """Write a key path as people do: ("tool", "uv", "index", 0) is `tool.uv.index[0]`."""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def undotted(key: str) -> Key:
    """Read a key path as `dotted` writes it."""
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", key)
    return tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts)


def spelled(version: Version) -> str:
    """Write a version as people do."""
    return ".".join(map(str, version))
