"""Be the `keyring` command in front of the real one: take a note, and pass everything through.

The real one reads and writes for itself; of its answer only the exit code is seen.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))  # `-I` leaves the folder of this file out.
from keydex_trace import CHOICE, note  # type: ignore[import-not-found]

ANSWERS = {0: "found", 1: "missing"}


def unwatched(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables as they were before anybody watched."""
    trace = json.loads(variables["KEYDEX_TRACE"])
    found = {name: value for name, value in variables.items() if name != "KEYDEX_TRACE"}
    for name in ("PATH", "PYTHONPATH"):
        folders = found.get(name, "").split(os.pathsep)
        kept = os.pathsep.join(each for each in folders if each not in trace["folders"])
        found.pop(name, None)
        if kept:
            found[name] = kept
    if found.get(CHOICE, "").startswith("keydex_trace."):
        del found[CHOICE]
        if trace["backend"] is not None:
            found[CHOICE] = trace["backend"]
    return found


def run(words: Sequence[str], variables: Mapping[str, str]) -> int:
    """Run the real command; whoever ends this one ends that one."""
    process = subprocess.Popen(words, env=variables, close_fds=False)

    def forward(number: int, _: FrameType | None) -> None:
        process.send_signal(number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, forward)
    return process.wait()


def main() -> int:
    """Take a note of a question, run the real command, and end as it ends."""
    real, *words = sys.argv[1:]
    mark = str(os.getpid())
    if "get" in words:
        note({"id": mark, "via": "subprocess", "argv": words})
    code = run([real, *words], unwatched(os.environ))
    if "get" in words:
        note({"id": mark, "answer": ANSWERS.get(code, "failed")})
    if code < 0:
        with suppress(OSError):  # Some can't be caught, and so not be let go.
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    return code


if __name__ == "__main__":
    sys.exit(main())
