"""Lock a folder or a file, so that of two runs of keydex one waits for the other."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from keydex.errors import ConfigError

PATIENCE = 5.0  # Seconds; another keydex holds a folder for a hundredth of one.


@contextmanager
def locked(folder: Path, platform: str, patience: float) -> Iterator[bool]:
    """Keep other instances of keydex out of a folder; flush it to the disk at the end.

    Yields whether they are known to be out.
    """
    if platform == "win32":
        yield False
        return
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        deadline = time.monotonic() + patience
        while (is_held := holds(number)) is False:
            if time.monotonic() > deadline:
                raise ConfigError("another program has locked the folder", folder)
            time.sleep(0.01)
        yield bool(is_held)
        with suppress(OSError):
            os.fsync(number)
    finally:
        os.close(number)


def holds(number: int) -> bool | None:
    """Try to lock a folder; None on a file system that has no locks."""
    import fcntl

    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno == errno.EWOULDBLOCK else None
    return True
