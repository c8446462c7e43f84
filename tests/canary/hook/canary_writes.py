# ruff: noqa: PTH100, PTH113, PTH117, PTH119, PTH123
"""Keep what a process writes to files: when one is renamed or removed, and at the end.

It is loaded by every Python of a run, which need not load pathlib for it.
"""

import atexit
import json
import os
import sys
from dataclasses import dataclass, field
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
GET_DUMPABLE = 3  # PR_GET_DUMPABLE, of <linux/prctl.h>.


def watch(folder: str) -> None:
    """Watch this process until it ends."""
    watcher = Watcher(folder)
    sys.addaudithook(watcher.hear)
    atexit.register(watcher.end)


@dataclass
class Watcher:
    """Hears what Python tells of files; `folder` takes what is kept."""

    folder: str
    written: list[str] = field(default_factory=list)
    kept: int = 0
    is_busy: bool = False

    def hear(self, event: str, words: tuple[Any, ...]) -> None:
        """Take one event of the audit."""
        if self.is_busy or event not in {"open", "os.rename", "os.remove"}:
            return
        self.is_busy = True
        try:
            if event != "open":
                folder = words[1] if event == "os.remove" else words[2]
                self.keep(event, self.place(words[0], folder))
            elif words[2] & WRITES or set(str(words[1] or "")) & set("wax+"):
                self.written.append(self.place(words[0]))
        finally:
            self.is_busy = False

    def place(self, path: Any, folder: int = -1) -> str:
        """Return where a file is that is named as the system is told of it."""
        if isinstance(path, int):
            return ""
        name = os.fsdecode(path)
        if folder >= 0 and not os.path.isabs(name):
            same = [each for each in self.written if os.path.basename(each) == name]
            return same[-1] if same else ""
        return os.path.abspath(name)

    def keep(self, event: str, path: str) -> None:
        """Keep what a file holds now."""
        if path.startswith((f"{self.folder}/", "/dev/", "/proc/")) or not os.path.isfile(path):
            return
        try:
            with open(path, "rb") as file:
                self.note({"event": event, "path": path}, file.read())
        except OSError:
            return

    def note(self, head: dict[str, Any], content: bytes = b"") -> None:
        """Write a file for whoever looks at it all."""
        self.kept += 1
        with open(f"{self.folder}/{os.getpid()}-{self.kept}", "wb") as file:
            file.write(json.dumps(head).encode() + b"\n" + content)

    def end(self) -> None:
        """Keep what was written, and whether a dump would be."""
        self.is_busy = True
        for path in dict.fromkeys(self.written):
            self.keep("close", path)
        if "keydex.dumps" in sys.modules and sys.modules["keydex.dumps"].off.cache_info().currsize:
            import ctypes
            import resource

            limit, _ = resource.getrlimit(resource.RLIMIT_CORE)
            dumpable = ctypes.CDLL(None).prctl(GET_DUMPABLE, 0, 0, 0, 0)
            self.note({"event": "core", "limit": limit, "dumpable": dumpable})
