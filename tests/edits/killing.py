"""A program that writes a file again and again, each time killed at another call to the system.

python -m tests.edits.killing FOLDER KIND
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from keydex.edits import apply
from keydex.environment import Environment, ThisMachine
from keydex.errors import ConfigError
from keydex.model import Edit
from keydex.workflows import journal

BEFORE, AFTER = b"index-url = 'https://a/'\n" * 9, b"index-url = 'https://b/'\n" * 9
OTHER = b"index-url = 'https://c/'\n" * 9
SYSTEM = frozenset({"posix", "_io", "fcntl", "io"})
MOST = 2000  # Calls; a write makes some hundred.


def written(edit: Edit, here: Environment) -> None:
    """Write a file, and remember it."""
    journal.kept((apply(edit, platform=here.platform),), here)


def killed_at(moment: int, act: Callable[[], None], saved: Path | None) -> bool:
    """Do something in a process that is killed before or behind that call; say whether it was.

    Another program saves a file once the draft is flushed.
    """
    child = os.fork()
    if child == 0:
        sys.setprofile(_Killer(moment, saved))
        with suppress(ConfigError):
            act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


class _Killer:
    """Counts calls to the system and returns from them."""

    def __init__(self, moment: int, saved: Path | None) -> None:
        self.left = moment
        self.saved = saved

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        if event not in {"c_call", "c_return"}:
            return
        if self.saved and (event, argument) == ("c_return", os.fsync):
            self.saved.write_bytes(OTHER)
            self.saved = None
        of = getattr(argument, "__module__", None) or type(argument.__self__).__module__
        if of in SYSTEM:
            self.left -= 1
            if self.left < 0:
                os.kill(os.getpid(), signal.SIGKILL)


def main(root: Path, kind: str, platform: str) -> int:
    """Kill a write everywhere; print how many were survived, and raise at what was not."""
    for moment in range(MOST):
        folder = root / str(moment) / "proj"
        folder.mkdir(parents=True)
        path = folder / "uv.toml"
        before, after = (b"", AFTER) if kind == "make" else (BEFORE, AFTER)
        if kind != "make":
            path.write_bytes(before)
        edit = Edit(path, "", before, b"" if kind == "remove" else after, removes=kind == "remove")
        here = Environment(folder, folder.parent, {}, platform, ThisMachine())
        saved = path if kind == "race" else None
        if not killed_at(moment, partial(written, edit, here), saved):
            print(moment)  # noqa: T201 - a command prints.
            return 0
        _survived(edit, here, is_raced=kind == "race")
    return 1


def _survived(edit: Edit, here: Environment, *, is_raced: bool) -> None:
    """Claim that there are old bytes or new, and that the next run is not troubled.

    What another program saved is there, or beside it.
    """
    now = edit.path.read_bytes() if edit.path.exists() else b""
    assert now in {edit.before, edit.after, *([OTHER] if is_raced else [])}, now
    if edit.removes and not now:
        aside = [each.read_bytes() for each in edit.path.parent.iterdir()]
        assert aside in ([], [edit.before])
    written(Edit(edit.path, "", now, b"next"), here)
    assert edit.path.read_bytes() == b"next"
    left = [each for each in edit.path.parent.parent.rglob("*") if each.suffix == ".keydex"]
    beside = [OTHER] if is_raced and now == edit.after else []
    assert [each.read_bytes() for each in left] == beside, left
    (back,) = journal.planned(here)
    assert back.after == now


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
