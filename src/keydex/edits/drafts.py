"""Drafts beside a file, which a write makes and takes away again, and what a kill left of them."""

import os
import re
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from keydex.model import Edit

NAME = re.compile(
    r"\.(?P<file>.+)\.(?P<salt>[0-9a-f]{8})(?P<known>(-[0-9a-f]{8}){2})?\.keydex", re.DOTALL
)
OLD = 60.0  # Seconds; a write takes hundredths of one.


def beside(target: Path) -> Path:
    """Name a new file in the same folder, for a moment."""
    return target.with_name(f".{target.name}.{os.urandom(4).hex()}.keydex")


def trading(target: Path, edit: Edit) -> Path:
    """Name a draft that trades places with a file, and by digests what it may hold of ours.

    It is the only copy of what another program saved just before the trade, if a kill comes then.
    """
    salt = os.urandom(4).hex()
    known = "-".join((salt, *(_digest(each, salt) for each in (edit.before, edit.after))))
    return target.with_name(f".{target.name}.{known}.keydex")


def apart(target: Path) -> Path:
    """Name a new file in the same folder, which stays until a person has looked at it."""
    return target.with_name(f"{target.name}.{os.urandom(4).hex()}.saved")


def file_of(name: str) -> str | None:
    """Return the name of the file that another is a draft of; None where it is none of ours."""
    found = NAME.fullmatch(name)
    return found["file"] if found else None


def is_ours(name: str, content: bytes) -> bool:
    """Say whether a draft holds what keydex was to write or had read."""
    found = NAME.fullmatch(name)
    if not found or not found["known"]:
        return found is not None
    return _digest(content, found["salt"]) in found["known"].split("-")


def discard(draft: Path) -> None:
    """Take a draft away, unless it holds what another program saved."""
    if is_ours(draft.name, draft.read_bytes()):
        draft.unlink()


def _digest(content: bytes, salt: str) -> str:
    from hashlib import sha256

    return sha256(salt.encode() + content).hexdigest()[: len(salt)]


def swept(target: Path, owners: Collection[int], now: float, *, is_alone: bool) -> None:
    """Take away what a run that was killed left beside a file, if it is ours.

    Only regular files of some owners. Where another run may be writing, only what is old: by the
    time of its last change of name, as a file that changed places may have been written long ago.
    """
    for path in target.parent.iterdir():
        if file_of(path.name) != target.name:
            continue
        with suppress(OSError):
            status = path.lstat()
            age = now - max(status.st_ctime, status.st_mtime)
            is_owned = stat.S_ISREG(status.st_mode) and status.st_uid in owners
            if is_owned and (is_alone or age > OLD):
                discard(path)
