"""Core dumps: off from the first secret on, in this process and, by its limit, in what it starts.

A dump is a file that holds all of the memory. Linux also keeps others of the same user from
reading the memory and the environment of a process that may not be dumped: PR_SET_DUMPABLE in
prctl(2), which execve(2) resets.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

DUMPABLE = 4  # PR_SET_DUMPABLE, of <linux/prctl.h>.

if sys.platform != "win32":
    import resource

    FOUND, LARGEST = resource.getrlimit(resource.RLIMIT_CORE)
    """What this process was started with, and what it gives back to a command of a person."""


@cache
def off() -> None:
    """Let nothing be dumped any more, as far as that can be had here; once a process."""
    if sys.platform != "win32":
        _limit(0)
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(DUMPABLE, 0, 0, 0, 0)


@contextmanager
def as_found() -> Iterator[None]:
    """Give what is started meanwhile the limit that this process was started with."""
    if sys.platform != "win32":
        _limit(FOUND)
    try:
        yield
    finally:
        if sys.platform != "win32":
            _limit(0)


if sys.platform != "win32":

    def _limit(size: int) -> None:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (size, LARGEST))
