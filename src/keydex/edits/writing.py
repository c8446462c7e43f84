"""Write a file at once or not at all, and only over what was read."""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from keydex.edits import drafts
from keydex.edits.locking import PATIENCE, locked
from keydex.errors import ConfigError
from keydex.model import Edit, Event, Log

Rename = Callable[[Path, Path, int], bool]
# From linux/fs.h and linux/fcntl.h.
NO_REPLACE = 1
EXCHANGE = 2
AT_FOLDER = -100
# What systems and file systems answer that have no such call; EPERM: a container's filter.
UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})


def apply(
    edit: Edit,
    log: Log | None = None,
    *,
    platform: str = sys.platform,
    patience: float = PATIENCE,
) -> Edit:
    """Write what the edit plans over exactly the bytes that it was planned for.

    A link stays a link; mode, owner and extended attributes are kept. Returns the edit as it can
    be undone. Raises ConfigError, and then the file is as it was. `patience` is in seconds.
    """
    begun = time.perf_counter()
    target = Path(os.path.realpath(edit.path))
    try:
        if not edit.before:
            target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target.parent, platform, patience) as is_alone:
            drafts.swept(target, _owners(target), time.time(), is_alone=is_alone)
            if edit.removes:
                _status(edit, target)
                take_away(target, edit, is_linux=platform == "linux")
            else:
                edit = _write(edit, target, platform)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"it can't be written: {reason}", edit.path) from None
    if log:
        log(Event("write", f"{edit.path}: {edit.summary}", time.perf_counter() - begun))
    return edit


def _write(edit: Edit, target: Path, platform: str) -> Edit:
    """Write a draft beside the file, then let them change places."""
    status = _status(edit, target)
    draft = drafts.beside(target)
    draft.touch(0o600 if status or edit.is_private else 0o644, exist_ok=False)
    try:
        with draft.open("wb") as file:
            file.write(edit.after)
            file.flush()
            if status:
                _dress(draft, target, status, platform)
            if edit.is_private:
                draft.chmod(stat.S_IRUSR | stat.S_IWUSR)
            os.fsync(file.fileno())
        draft = draft.rename(drafts.trading(target, edit))
        put = put_by_exchange if platform == "linux" else put_by_replace
        put(draft, target, edit, is_new=status is None)
    finally:
        with suppress(FileNotFoundError):
            drafts.discard(draft)
    return replace(edit, makes=status is None)


def take_away(target: Path, edit: Edit, *, is_linux: bool) -> None:
    """Move a file aside, and delete it there if it is as it was read; else move it back."""
    aside = target.rename(drafts.trading(target, edit))
    try:
        is_same = aside.read_bytes() == edit.before
    except OSError:
        is_same = False
    if is_same:
        aside.unlink()
        return
    try:
        is_back = is_linux and renamed(aside, target, NO_REPLACE)
        if not is_back and not target.exists():
            aside.rename(target)
            is_back = True
    except OSError:
        is_back = False
    if not is_back:
        hint = f"What was there is in {aside.rename(drafts.apart(target))}."
        raise ConfigError("it was changed meanwhile, and made anew", edit.path, hint=hint)
    raise _conflict(edit)


def _owners(target: Path) -> set[int]:
    """Name whose drafts are ours: our own, and those of the file's owner, to whom we give them."""
    own = {os.geteuid()} if hasattr(os, "geteuid") else {0}
    with suppress(OSError):
        own.add(target.stat().st_uid)
    return own


def _status(edit: Edit, target: Path) -> os.stat_result | None:
    """Return the status of the file, None where it is a new one; refuse what can't be kept."""
    try:
        status = target.stat()
    except FileNotFoundError:
        if edit.before:
            raise _conflict(edit) from None
        return None
    if not stat.S_ISREG(status.st_mode):
        raise ConfigError("it is not a regular file", edit.path)
    if status.st_nlink > 1:
        reason = "it has another name (a hard link), which would keep the old content"
        raise ConfigError(reason, edit.path, hint="Change it in an editor.")
    if not status.st_mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise ConfigError("it is read-only", edit.path)
    if target.read_bytes() != edit.before:
        raise _conflict(edit)
    return status


def _dress(draft: Path, target: Path, status: os.stat_result, platform: str) -> None:
    """Give the draft the owner, mode and extended attributes of the file, as far as allowed."""
    if platform != "win32":
        for owner in ((-1, status.st_gid), (status.st_uid, -1)):
            with suppress(PermissionError):
                os.chown(draft, *owner)
    draft.chmod(stat.S_IMODE(status.st_mode))
    if platform == "linux":
        with suppress(OSError):
            for name in os.listxattr(target):
                with suppress(OSError):
                    os.setxattr(draft, name, os.getxattr(target, name))


def renamed(draft: Path, target: Path, flags: int, function: str = "renameat2") -> bool:
    """Rename as `renameat2` does, or raise OSError; say whether the system can."""
    try:
        import ctypes

        call = getattr(ctypes.CDLL(None, use_errno=True), function)
    except (ImportError, OSError, AttributeError):
        return False
    if call(AT_FOLDER, os.fsencode(draft), AT_FOLDER, os.fsencode(target), flags) == 0:
        return True
    number = ctypes.get_errno()
    if number not in UNABLE:
        raise OSError(number, os.strerror(number))
    return False


def put_by_exchange(
    draft: Path, target: Path, edit: Edit, *, is_new: bool, rename: Rename = renamed
) -> None:
    """Let the draft and the file change places, and back where the file was not as read."""
    try:
        is_done = rename(draft, target, NO_REPLACE if is_new else EXCHANGE)
    except (FileExistsError, FileNotFoundError):
        raise _conflict(edit) from None
    if not is_done:
        put_by_replace(draft, target, edit, is_new=is_new)
    elif not is_new and draft.read_bytes() != edit.before:
        rename(draft, target, EXCHANGE)
        raise _conflict(edit)


def put_by_replace(draft: Path, target: Path, edit: Edit, *, is_new: bool) -> None:
    """Put the draft in place of the file if that is still as it was read."""
    if target.exists() if is_new else target.read_bytes() != edit.before:
        raise _conflict(edit)
    draft.replace(target)


def _conflict(edit: Edit) -> ConfigError:
    hint = "Nothing was written; look at it again."
    return ConfigError("it was changed meanwhile", edit.path, hint=hint)
