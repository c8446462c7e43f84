"""Watch a Python process, and break it where that is wanted.

It is put on PYTHONPATH, and so is loaded by every Python of a run before anything else.
"""

import os

if FOLDER := os.environ.get("CANARY_RECORD"):
    import canary_writes  # type: ignore[import-not-found]

    canary_writes.watch(FOLDER)
    # A process that breaks has no log, so that what is logged then goes to stderr, as by default.
    if FAULT := os.environ.get("CANARY_FAULT"):
        import canary_faults  # type: ignore[import-not-found]

        canary_faults.breaks(FAULT, os.environ.get("CANARY_HOW", ""))
    else:
        import logging

        logging.basicConfig(level=logging.DEBUG, filename=f"{FOLDER}/log-{os.getpid()}")
