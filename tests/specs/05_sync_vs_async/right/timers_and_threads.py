"""Waits through an event that nobody sets, through threads, and through futures that the loop completes."""

import asyncio
import threading
import time
from contextlib import suppress


def run_sync(delays):
    start = time.perf_counter()
    for delay in delays:
        threading.Event().wait(delay)
    return time.perf_counter() - start


async def run_in_turn(delays):
    start = time.perf_counter()
    for delay in delays:
        await asyncio.to_thread(time.sleep, delay)
    return time.perf_counter() - start


async def run_together(delays):
    start = time.perf_counter()
    loop = asyncio.get_running_loop()
    futures = [loop.create_future() for _ in delays]
    for delay, future in zip(delays, futures):
        loop.call_later(delay, future.set_result, None)
    for future in futures:
        await future
    return time.perf_counter() - start


async def elapsed(awaitable):
    start = time.perf_counter()
    try:
        result = await asyncio.shield(awaitable)
    finally:
        seconds = time.perf_counter() - start
    return result, seconds
