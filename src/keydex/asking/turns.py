"""Call one keyring after another, and the next one beside it where one takes its time."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from threading import Event as Flag
from threading import Thread
from typing import TypeVar

Name = TypeVar("Name")
Result = TypeVar("Result")

HEADSTART = 0.4  # Seconds; an open keyring answers sooner, and two prompts at once help nobody.
TICK = 0.05  # Seconds between two looks whether a person has cancelled.
GRACE = 1.0  # Seconds for calls to end the programs that they run.


def coming(
    calls: Mapping[Name, Callable[[Flag], Result]],
    cancelled: Flag | None = None,
    headstart: float = HEADSTART,
) -> Iterator[tuple[Name, Result]]:
    """Make all calls and yield each result as it comes; what a call raises is raised here.

    A call gets a flag that is set when nobody waits for it any more. `headstart` is how many
    seconds one has before the next begins beside it.
    """
    done_with = Flag()
    waiting, running = list(calls.items()), dict[Future[Result], Name]()
    threads: list[Thread] = []
    begun = 0.0
    try:
        while waiting or running:
            if waiting and (not running or time.monotonic() - begun > headstart):
                name, call = waiting.pop(0)
                future = Future[Result]()
                running[future], begun = name, time.monotonic()
                threads.append(_started(call, done_with, future))
            if cancelled and cancelled.is_set():
                done_with.set()
            done, _ = wait(running, TICK, FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), future.result()
    finally:
        done_with.set()
        for thread in threads:
            thread.join(GRACE)


def _started(call: Callable[[Flag], Result], done_with: Flag, future: "Future[Result]") -> Thread:
    """Make a call in a daemon thread, so that no exit waits for a keyring."""

    def run() -> None:
        try:
            future.set_result(call(done_with))
        except BaseException as error:  # noqa: BLE001, RUF100 - it is raised where it is awaited.
            future.set_exception(error)

    thread = Thread(target=run, name="keydex work", daemon=True)
    thread.start()
    return thread
