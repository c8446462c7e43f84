"""Put many spoiled inputs to the readers: `python -m tests.inputs --count 100000`.

A reader that breaks a claim is told with the input that is left when all else is taken away.
"""

import argparse
import hashlib
import sys
import time
import traceback
import warnings
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import HypothesisWarning

from tests.inputs.readers import READERS
from tests.inputs.spoiling import SHOWN, Spoiled, spoiled

BATCH = 200
PHASES = (Phase.generate, Phase.shrink)


def main() -> int:
    """Run so many inputs, and say what became of them; ends with 1 where a claim broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.inputs", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many in all")
    parser.add_argument("--seed", default="0")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--reader", action="append", choices=READERS, help="only this (repeatable)")
    options = parser.parse_args()
    names = options.reader or list(READERS)
    count = -(-options.count // len(names))
    figures = dict.fromkeys(names, (0, 0.0))
    broken = 0
    with ProcessPoolExecutor(options.jobs) as pool, suppress(KeyboardInterrupt):
        waiting = [
            pool.submit(batch, name, f"{options.seed} {at}", min(BATCH, count - at))
            for at in range(0, count, BATCH)
            for name in names
        ]
        try:
            for each in as_completed(waiting):
                name, tried, seconds, fault = each.result()
                figures[name] = figures[name][0] + tried, figures[name][1] + seconds
                broken += bool(fault)
                if fault:
                    _say(f"{name}: {fault}")
        finally:  # It may be broken off.
            pool.shutdown(wait=False, cancel_futures=True)
    for name, (tried, seconds) in figures.items():
        _say(f"{name:<22} {tried:>7} inputs  {seconds:>7.1f} s")
    _say(f"{sum(tried for tried, _ in figures.values())} inputs, {broken} batches broke a claim")
    return int(broken > 0)


def batch(name: str, word: str, count: int) -> tuple[str, int, float, str]:
    """Put inputs to one reader; return how many, in which time, and what broke."""
    begun = time.perf_counter()
    tried = 0

    def read(each: Spoiled) -> None:
        nonlocal tried
        tried += 1
        READERS[name].read(each)

    # What is large is cut when it is shown; Hypothesis need not warn of it.
    warnings.simplefilter("ignore", HypothesisWarning)
    fault = ""
    number = int.from_bytes(hashlib.sha256(f"{name} {word}".encode()).digest()[:8])
    limits = settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    try:
        seed(number)(limits(given(spoiled(READERS[name].texts))(read)))()
    except BaseException as error:
        fault = "\n".join(_faults(error))
    return name, tried, time.perf_counter() - begun, fault


def _faults(error: BaseException) -> Iterator[str]:
    """Yield each fault with its place, and the input that led to it."""
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _faults(each)
        return
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    yield " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(frames))
    yield f"{type(error).__name__}: {str(error)[:300]}"
    yield from (note[:SHOWN] for note in getattr(error, "__notes__", ()))


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command prints.


if __name__ == "__main__":
    sys.exit(main())
