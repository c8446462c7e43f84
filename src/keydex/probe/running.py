"""An event loop for one round of trials, which ends when it is told to."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing
from threading import Event as Flag
from threading import Thread
from typing import Any

from keydex.model import Probe
from keydex.probe.asking import Asker
from keydex.probe.trial import Reply, Said, Trial
from keydex.probe.verdicts import verdict

TICK = 0.05  # Seconds between two looks at the flag.


class Daemons(ThreadPoolExecutor):
    """A daemon thread for each call, so that no exit waits for a name server that is silent.

    A pool only in name: asyncio takes no other class as the executor that looks up host names.
    """

    def submit(self, call: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Start a call whose failures are the network's."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()

        def run() -> None:
            try:
                future.set_result(call(*args, **kwargs))
            except (OSError, UnicodeError) as error:
                future.set_exception(error)

        Thread(target=run, daemon=True).start()
        return future


async def run(
    asker: Asker,
    trials: Sequence[Trial],
    settled: Callable[[int, Probe], None] | None,
    cancelled: Flag,
    at_once: int,
) -> tuple[Probe, ...]:
    """Try all, at most so many at once, until they are done or the flag is set."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(Daemons())
    # The first fault is raised; asyncio would print all others, and what they quote.
    loop.set_exception_handler(lambda _, told: None)
    found: dict[int, Probe] = {}
    async with asker, aclosing(outcomes(asker, trials, cancelled, at_once)) as coming:
        async for number, probe in coming:
            found[number] = probe
            if settled:
                settled(number, probe)
    return tuple(found[number] for number in range(len(trials)))


async def outcomes(
    asker: Asker, trials: Sequence[Trial], cancelled: Flag, at_once: int
) -> AsyncGenerator[tuple[int, Probe], None]:
    """Yield each result with its number as it comes, then those that were cut short."""
    slots = asyncio.Semaphore(at_once)

    async def attempt(trial: Trial) -> Probe:
        async with slots:
            return await asker.probe(trial)

    numbers = {asyncio.create_task(attempt(trial)): at for at, trial in enumerate(trials)}
    pending = set(numbers)
    try:
        while pending and not cancelled.is_set():
            done, pending = await asyncio.wait(
                pending, timeout=TICK, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                yield numbers[task], task.result()
    finally:
        await stop(pending)
    for number in sorted(numbers[task] for task in pending):
        yield number, verdict(Reply(Said.UNSENT, reason="cancelled"))


async def stop(tasks: set[asyncio.Task[Probe]]) -> None:
    """Cancel tasks and wait until they are gone."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
