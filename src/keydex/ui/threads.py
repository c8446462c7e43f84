"""Blocking calls beside the event loop."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from textual.screen import Screen

Result = TypeVar("Result")
NAME = "keydex work"


async def painted(screen: Screen[Any]) -> None:
    """Wait until a screen shows what it knows: work in threads would hold that up."""
    seen = asyncio.Event()
    screen.call_after_refresh(seen.set)
    await seen.wait()


async def in_thread(call: Callable[[], Result]) -> Result:
    """Await a blocking `call`, made in a daemon thread.

    A thread worker would hold up exit until a keyring's unlock prompt is answered.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def settle(method: Callable[[Any], None], outcome: object) -> None:
        if not future.done():
            method(outcome)

    def run() -> None:
        with suppress(RuntimeError):  # Closed loop: the app has exited.
            try:
                result = call()
            except Exception as error:  # noqa: BLE001, RUF100 - it is raised where it is awaited.
                loop.call_soon_threadsafe(settle, future.set_exception, error)
            else:
                loop.call_soon_threadsafe(settle, future.set_result, result)

    threading.Thread(target=run, name=NAME, daemon=True).start()
    return await future


async def each_in_thread(items: Iterator[Result]) -> AsyncIterator[Result]:
    """Go through an iterator whose every step blocks."""
    end = object()
    while (item := await in_thread(partial(next, items, end))) is not end:
        yield item


async def news_in_thread(
    call: Callable[[Callable[[Result], None]], Result],
) -> AsyncIterator[Result]:
    """Yield what a blocking `call` tells, the newest where many come, and then its result."""
    loop = asyncio.get_running_loop()
    news: list[Result] = []
    stirred = asyncio.Event()

    def heard(item: Result) -> None:
        news[:] = [item]
        stirred.set()

    def tell(item: Result) -> None:
        loop.call_soon_threadsafe(heard, item)

    result = asyncio.ensure_future(in_thread(partial(call, tell)))
    result.add_done_callback(lambda _: stirred.set())
    try:
        while not result.done():
            await stirred.wait()
            stirred.clear()
            if news and not result.done():
                yield news.pop()
        yield await result
    finally:
        result.cancel()


def wind_up(seconds: float) -> None:
    """Give threads that were told to stop a moment to end the programs that they run."""
    until = time.monotonic() + seconds
    for thread in threading.enumerate():
        if thread.name == NAME:
            thread.join(max(0.0, until - time.monotonic()))
