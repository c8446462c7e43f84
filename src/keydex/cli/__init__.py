"""The command line: runs one command, prints its result, ends with its exit code."""

import atexit
import gc
import io
import json
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from keydex.errors import KeydexError

FAULT = 70
INTERRUPTED = 130
SPARE = 100_000  # Objects made between two searches for garbage; the imports alone make as many.


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run keydex and end the process with its exit code."""
    words = sys.argv[1:] if words is None else words
    _hastened()
    _opened()
    try:
        code = _run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = _told(words, INTERRUPTED, "interrupted; nothing is half done", "")
    except BrokenPipeError:
        # Whoever read us has gone; Python would complain once more at exit.
        sys.stdout = None
        code = 0
    except OSError as error:
        if error.filename is not None:
            sys.exit(_told(words, FAULT, *_fault(error)))
        sys.stdout = None
        code = _told(words, FAULT, f"the result can't be written: {error.strerror}", "")
    except KeydexError as error:
        code = _told(words, error.exit, error.message, error.hint)
    except Exception as error:  # noqa: BLE001, RUF100 - no traceback reaches a user: it may quote a secret.
        code = _told(words, FAULT, *_fault(error))
    sys.exit(code)


def _hastened() -> None:
    """Search for garbage less often, and not at the end: a seventh of the time of a command."""
    if hasattr(gc, "freeze"):  # PyPy has neither.
        gc.set_threshold(SPARE)
        atexit.register(gc.freeze)


def _opened() -> None:
    """Have all three streams: one may be closed, and not every terminal has every letter."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _run(words: Sequence[str]) -> int:
    from keydex.cli import commands, parser

    _silenced()
    options = parser.parsed(words)
    if options.command:  # The app ends by itself, and gives the terminal back.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    return commands.run(options)


def _silenced() -> None:
    """Let nothing be said of what breaks where nobody waits: a traceback may quote a secret."""
    import threading

    threading.excepthook = sys.unraisablehook = _unheard


def _unheard(_: object) -> None:
    """Say nothing; what waits for a thread tells that no answer came."""


def _told(words: Sequence[str], code: int, message: str, hint: str) -> int:
    """Say what went wrong, in the format that was asked for."""
    from keydex.cli.printing import safe

    own = list(words)[: list(words).index("--")] if "--" in words else list(words)
    if "--json" in own or "--format=json" in own or _follows(own, "--format", "json"):
        document = {"schema": "keydex.error/1", "exit": code, "message": message, "hint": hint}
        print(json.dumps(document))
    else:
        print(f"keydex: {safe(message)}", file=sys.stderr)
        if hint:
            print(f"  → {safe(hint)}", file=sys.stderr)
    return code


def _follows(words: list[str], first: str, second: str) -> bool:
    return (first, second) in set(pairwise(words))


def _fault(error: BaseException) -> tuple[str, str]:
    """Describe a fault of ours by its kind and place, without any value."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "keydex" in Path(frame.filename).parts] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "an unknown place"
    reason = f"a fault of keydex: {type(error).__name__} in {place}; nothing more was done"
    return reason, "please report it with this line"
