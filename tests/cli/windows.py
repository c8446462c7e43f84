"""Run command lines of keydex without what only POSIX has: modules, functions, signals.

It is a program of its own: what it takes away is gone for the whole process.
"""

import contextlib
import importlib
import io
import json
import os
import pkgutil
import signal
import ssl
import sys
from types import ModuleType

import textual.widgets

import keydex

MODULES = (
    *("crypt", "curses", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource"),
    *("syslog", "termios", "tty"),
)
# Names of `os` and `signal` that Python's documentation calls "Unix" alone.
FUNCTIONS = """
    chown fchmod fchown fork forkpty getegid geteuid getgid getgroups getpgid getuid getxattr
    killpg lchown listxattr mkfifo nice O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK openpty
    posix_spawn pread set_blocking setsid setxattr statvfs sysconf tcgetpgrp tcsetpgrp uname wait3
    wait4 waitid
""".split()
SIGNALS = """
    alarm pthread_sigmask setitimer SIGALRM SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP
    SIGUSR1 SIGUSR2 SIGWINCH
""".split()


def names() -> list[str]:
    """Name every module of keydex, but those that other programs run."""
    found = (each.name for each in pkgutil.walk_packages(keydex.__path__, "keydex."))
    return [each for each in found if not each.endswith("__main__") and ".tracing." not in each]


def without_posix() -> None:
    """Take away what Windows lacks, once the packages of others are loaded for this system."""
    for name in vars(textual.widgets)["__all__"]:
        getattr(textual.widgets, name)
    for name in names():
        importlib.import_module(name)
    for name in [each for each in sys.modules if each.partition(".")[0] == "keydex"]:
        del sys.modules[name]
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    for place, gone in ((os, FUNCTIONS), (signal, SIGNALS)):
        for name in gone:
            if hasattr(place, name):
                delattr(place, name)
    sys.platform = "win32"
    sys.modules["msvcrt"] = locks()
    vars(ssl)["enum_certificates"] = lambda store: ()


def locks() -> ModuleType:
    """Return what locks files on Windows."""
    module = ModuleType("msvcrt")
    vars(module).update(LK_NBLCK=2, locking=lambda number, mode, count: os.lseek(number, 0, 1))
    return module


def main() -> None:
    """Import all of keydex anew, and run the lines on standard input, of words and a secret."""
    without_posix()
    for name in names():
        importlib.import_module(name)
    from keydex.cli import main as run

    ran = []
    for words, secret in json.load(sys.stdin):
        out = io.StringIO()
        sys.stdin = io.TextIOWrapper(io.BytesIO(secret.encode()))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            try:
                run(words)
            except SystemExit as end:
                ran.append((end.code, out.getvalue()))
    sys.stdout.write(json.dumps(ran))


if __name__ == "__main__":
    main()
