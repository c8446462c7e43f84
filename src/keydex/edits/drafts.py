"""Drafts beside a file, which a write makes and takes away again, and what a kill left of them."""

import os
import re
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

NAME = re.compile(r"\.(?P<file>.+)\.[0-9a-f]{8}\.keydex", re.DOTALL)
OLD = 60.0  # Seconds; a write takes hundredths of one.


def beside(target: Path) -> Path:
    """Name a new file in the same folder, for a moment."""
    return target.with_name(f".{target.name}.{os.urandom(4).hex()}.keydex")


def apart(target: Path) -> Path:
    """Name a new file in the same folder, which stays until a person has looked at it."""
    return target.with_name(f"{target.name}.{os.urandom(4).hex()}.saved")


def file_of(name: str) -> str | None:
    """Return the name of the file that another is a draft of; None where it is none of ours."""
    found = NAME.fullmatch(name)
    return found["file"] if found else None


def swept(target: Path, owners: Collection[int], now: float, *, is_alone: bool) -> None:
    """Take away what a run that was killed left beside a file: it holds what the file held.

    Only regular files of some owners. Where another run may be writing, only what is old: by the
    time of its last change of name, as a file that changed places may have been written long ago.
    """
    for path in target.parent.iterdir():
        if file_of(path.name) != target.name:
            continue
        with suppress(OSError):
            status = path.lstat()
            age = now - max(status.st_ctime, status.st_mtime)
            is_ours = stat.S_ISREG(status.st_mode) and status.st_uid in owners
            if is_ours and (is_alone or age > OLD):
                path.unlink()
