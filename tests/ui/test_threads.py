"""Blocking calls run beside the event loop, and what they raise arrives."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from keydex.ui.threads import each_in_thread, in_thread, news_in_thread, wind_up


async def test_a_call_runs_in_a_daemon_thread() -> None:
    thread = await in_thread(threading.current_thread)
    assert thread.daemon
    assert thread is not threading.current_thread()


async def test_what_a_call_raises_is_raised_where_it_is_awaited() -> None:
    def fail() -> None:
        raise KeyError("a")

    with pytest.raises(KeyError, match="a"):
        await in_thread(fail)


async def test_a_call_that_nobody_waits_for_any_more_disturbs_nobody() -> None:
    gate = threading.Event()
    task = asyncio.ensure_future(in_thread(lambda: gate.wait(5)))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.set()
    await asyncio.sleep(0.05)


async def test_each_step_of_an_iterator_runs_in_a_thread() -> None:
    def numbers() -> Iterator[int]:
        for number in range(3):
            assert threading.current_thread() is not threading.main_thread()
            yield number

    assert [each async for each in each_in_thread(numbers())] == [0, 1, 2]


async def test_what_an_iterator_raises_in_between_arrives() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise KeyError("a")

    found = []
    with pytest.raises(KeyError, match="a"):
        async for each in each_in_thread(broken()):
            found.append(each)  # noqa: PERF401 - it ends in an error.
    assert found == [1]


async def test_of_many_news_the_newest_comes_and_the_result_last() -> None:
    gate = threading.Event()

    def call(tell: Callable[[int], None]) -> int:
        for number in range(5):
            tell(number)
        gate.wait(5)
        return 9

    found = []
    async for each in news_in_thread(call):
        found.append(each)
        gate.set()
    assert found[-1] == 9
    assert found[0] in range(5)
    assert len(found) <= 6


async def test_news_can_be_left_before_they_end() -> None:
    gate = threading.Event()

    def call(tell: Callable[[int], None]) -> int:
        tell(1)
        gate.wait(5)
        return 2

    news = news_in_thread(call)
    assert await anext(news) == 1
    await news.aclose()  # type: ignore[attr-defined]
    gate.set()


def test_winding_up_waits_for_a_moment_only() -> None:
    gate = threading.Event()

    async def start() -> None:
        task = asyncio.ensure_future(in_thread(lambda: gate.wait(5)))
        await asyncio.sleep(0.01)
        task.cancel()

    asyncio.run(start())
    since = time.monotonic()
    wind_up(0.1)
    assert 0.05 < time.monotonic() - since < 2
    gate.set()
    since = time.monotonic()
    wind_up(5)
    assert time.monotonic() - since < 2
