"""A backend that keeps entries in a file of the home folder, and keeps them well."""

import json
from pathlib import Path

from keyring.backend import KeyringBackend


def _file() -> Path:
    return Path.home() / "entries.json"


class Keeps(KeyringBackend):
    """Keeps them well."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        found = self._entries().get(f"{service}\n{username}")
        return None if found is None else str(found)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write(self._entries() | {f"{service}\n{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        entries = self._entries()
        del entries[f"{service}\n{username}"]
        self._write(entries)

    def _entries(self) -> dict[str, str]:
        return dict(json.loads(_file().read_text("utf-8"))) if _file().exists() else {}

    def _write(self, entries: dict[str, str]) -> None:
        _file().write_text(json.dumps(entries), "utf-8")
