"""Watch what a tool asks its keyring: a command in front of PATH, a backend for its own Python.

Notes come through a pipe that only its owner opens, so that a name that holds a secret is in no
file. Whoever writes one finds nobody reading, and goes on, where keydex has ended.
"""

import json
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from keydex.environment import Environment
from keydex.model import Access, Api, Lookup, Seen, State, Via
from keydex.nouns import dataclass

INSIDE = Path(__file__).parent / "tracing"
STARTED = INSIDE / "started.py"
"""What starts a tool whose Python takes no variables."""
BACKEND = "keydex_trace.Watched"
PREFIX = "keydex-trace-"
END = b"\n"  # No note is empty.
GRACE = 5.0  # Seconds for notes that are still on their way.
Heard = Callable[[tuple[Seen, ...]], None]


@dataclass(frozen=True, slots=True)
class Front:
    """What is put in front of a tool's keyring: a folder for PATH, and variables."""

    folder: Path
    variables: Mapping[str, str]
    command: Path | None = None
    """The keyring command that questions are passed on to."""


def front(environment: Environment, access: Access, folder: Path) -> Front:
    """Say what is put in front of a keyring; nothing is written.

    A tool that finds no command gets none: it would ask where it does not.
    """
    variables, command = environment.variables, access.executable
    shims = [folder / "bin"] if command else []
    trace = {
        "notes": str(folder / "notes"),
        "backend": variables.get("PYTHON_KEYRING_BACKEND"),
        "folders": [*map(str, shims), str(INSIDE)],
    }
    modules = [str(INSIDE), *filter(None, [variables.get("PYTHONPATH")])]
    changed = {
        "KEYDEX_TRACE": json.dumps(trace),
        "PATH": os.pathsep.join(map(str, (*shims, *environment.search_path()))),
        "PYTHONPATH": os.pathsep.join(modules),
        "PYTHON_KEYRING_BACKEND": BACKEND,
    }
    return Front(folder, changed, command)


@contextmanager
def recorded(
    environment: Environment, access: Access, heard: Heard | None = None
) -> Iterator[tuple[Front, list[Seen]]]:
    """Watch for as long as a `with` lasts; the list grows, and `heard` is told of each change.

    Notes that are still on their way come at the end: the list is whole only after the `with`.
    Raises OSError where there is no room for a pipe.
    """
    _swept()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    seen: list[Seen] = []
    try:
        placed = front(environment, access, folder)
        os.mkfifo(folder / "notes", 0o600)
        if placed.command:
            _put_command(folder / "bin", placed.command)
        pipe = os.open(folder / "notes", os.O_RDWR)
        reader = Thread(target=_listen, args=(pipe, seen, heard), daemon=True)
        reader.start()
        try:
            yield placed, seen
        finally:
            os.write(pipe, END + END)  # The first ends a note that was cut off.
            reader.join(GRACE)
            os.close(pipe)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_command(folder: Path, real: Path) -> None:
    """Put a `keyring` command in place that passes on to the real one."""
    words = (sys.executable, "-IS", str(INSIDE / "passing.py"), str(real))
    folder.mkdir()
    command = folder / "keyring"
    command.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', "utf-8")
    command.chmod(0o700)


def _swept() -> None:
    """Take away what a keydex that was killed has left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        process = folder.name.removeprefix(PREFIX).partition("-")[0]
        with suppress(OSError, OverflowError):
            if folder.stat().st_uid == os.getuid() and process.isdigit():
                try:
                    os.kill(int(process), 0)
                except ProcessLookupError:
                    shutil.rmtree(folder, ignore_errors=True)


def _listen(pipe: int, seen: list[Seen], heard: Heard | None) -> None:
    """Read notes until there are no more."""
    places: dict[str, int] = {}
    with os.fdopen(os.dup(pipe), "rb") as notes:
        for line in notes:
            if line == END:
                return
            with suppress(ValueError):  # Somebody else's words.
                _take(line, seen, places)
            if heard:
                heard(tuple(seen))


def _take(line: bytes, seen: list[Seen], places: dict[str, int]) -> None:
    """Take one note: a question, or what became of one."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return
    match said:
        case {"id": str(mark), "answer": str(answer)} if mark in places:
            at = places[mark]
            seen[at] = Seen(seen[at].lookup, State(answer))
        case {"id": str(mark), "argv": [*words]}:
            if lookup := asked(tuple(map(str, words))):
                seen.append(Seen(lookup))
                places[mark] = len(seen) - 1
        case {"id": str(mark), "api": str(api), "service": service, "username": username}:
            user = None if username is None else str(username)
            seen.append(Seen(Lookup(str(service), user, Via.IMPORT, Api(api))))
            places[mark] = len(seen) - 1


def asked(words: tuple[str, ...]) -> Lookup | None:
    """Read the arguments of a `keyring` command; None where they are no question."""
    names: list[str] = []
    mode, rest = "password", list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if name in {"--mode", "--output", "-b", "--keyring-backend", "-p", "--keyring-path"}:
            value = value if equals else rest.pop(0) if rest else ""
            mode = value if name == "--mode" else mode
        elif not word.startswith("-"):
            names.append(word)
    if not 2 <= len(names) <= 3 or names[0] != "get":  # noqa: PLR2004 - get, service, username.
        return None
    api = Api.CREDS if mode == "creds" else Api.GET
    return Lookup(names[1], names[2] if len(names) > 2 else None, Via.SUBPROCESS, api, words)  # noqa: PLR2004
