"""Write down what a Python process does to files, and break it where that is wanted.

It is put on PYTHONPATH, and so is loaded by every Python of a run before anything else.
"""

import atexit
import json
import os
import sys
from itertools import count

FOLDER = os.environ.get("CANARY_RECORD", "")
FAULT = os.environ.get("CANARY_FAULT", "")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_numbers = count()
_written = {}
_state = {"busy": False}


def _path(path, folder=None):
    if isinstance(path, int):
        return None
    path = os.fsdecode(path)
    if os.path.isabs(path):
        return path
    if isinstance(folder, int) and folder >= 0:
        try:
            return os.path.join(os.readlink(f"/proc/self/fd/{folder}"), path)
        except OSError:
            named = [each for each in _written if os.path.basename(each) == path]
            return named[-1] if named else path
    return os.path.abspath(path)


def _keep(event, path):
    """Keep what a file holds now."""
    if path is None or path.startswith((FOLDER, "/dev/", "/proc/")):
        return
    content = b""
    try:
        if os.path.isfile(path):
            with open(path, "rb") as file:
                content = file.read()
    except OSError:
        return
    _note({"event": event, "path": path}, content)


def _note(head, content=b""):
    place = os.path.join(FOLDER, f"{os.getpid()}-{next(_numbers)}")
    with open(place, "wb") as file:
        file.write(json.dumps({**head, "process": sys.argv[:1]}).encode() + b"\n" + content)


def _hear(event, words):
    if _state["busy"] or event not in {"open", "os.rename", "os.remove", "os.link", "os.truncate"}:
        return
    _state["busy"] = True
    try:
        if event == "open":
            path, mode, flags = words
            if flags & WRITES or set(str(mode or "")) & set("wax+"):
                _written[_path(path)] = True
        elif event == "os.rename":
            _keep("renamed", _path(words[0], words[2]))
        elif event == "os.remove":
            _keep("removed", _path(words[0], words[1]))
        elif event == "os.link":
            _keep("linked", _path(words[0], words[2]))
    finally:
        _state["busy"] = False


def _end():
    _state["busy"] = True
    for path in _written:
        _keep("closed", path)
    dumps = sys.modules.get("keydex.dumps")
    if dumps and dumps.off.cache_info().currsize:
        import ctypes
        import resource

        limit = resource.getrlimit(resource.RLIMIT_CORE)[0]
        _note({"event": "core", "limit": limit, "dumpable": ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)})


def _revealed(value, depth=0):
    """Quote all that an argument holds, as a careless exception would."""
    if hasattr(value, "reveal"):
        return value.reveal()
    if isinstance(value, str | bytes | int | None):
        return repr(value)
    if depth < 3:
        if isinstance(value, tuple | list):
            return " ".join(_revealed(each, depth + 1) for each in value)
        names = [*getattr(value, "__dict__", ()), *getattr(value, "__slots__", ())]
        shown = (getattr(value, name, None) for name in [*names, "value"])
        return " ".join(_revealed(each, depth + 1) for each in shown)
    return repr(value)


def _breaking(name):
    def broken(*words, **named):
        password = _revealed((*words, *named.values()))
        if os.environ.get("CANARY_FAULT_KIND") == "interrupt":
            raise KeyboardInterrupt(password)
        raise RuntimeError(f"{name} broke with {password}")

    return broken


class _Breaker:
    """Finds one module as all others do, and breaks a function of it when it is there."""

    def find_spec(self, name, path=None, target=None):
        wanted, _, place = FAULT.partition(":")
        if name != wanted:
            return None
        sys.meta_path.remove(self)
        import importlib.util

        spec = importlib.util.find_spec(name)
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            *owners, last = place.split(".")
            owner = module
            for each in owners:
                owner = getattr(owner, each)
            setattr(owner, last, _breaking(place))

        spec.loader.exec_module = exec_module
        return spec


if FOLDER:
    import logging

    logging.basicConfig(level=logging.DEBUG, filename=os.path.join(FOLDER, f"log-{os.getpid()}"))
    sys.addaudithook(_hear)
    atexit.register(_end)
    if FAULT:
        sys.meta_path.insert(0, _Breaker())
