"""Waiting one after the other, or together, and measuring how long it takes."""

import asyncio
import time
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


def run_sync(delays: list[float]) -> float:
    """Wait for each of the delays in turn with time.sleep; give the measured seconds."""
    # monotonic() is a stopwatch: unlike time(), it is never set to another hour while we measure.
    start = time.monotonic()
    for delay in delays:
        time.sleep(delay)
    return time.monotonic() - start


async def run_in_turn(delays: list[float]) -> float:
    """Await one coroutine for each delay, one after the other; give the measured seconds."""
    start = time.monotonic()
    for delay in delays:
        await asyncio.sleep(delay)  # this coroutine pauses, so nothing here overlaps; the loop serves others
    return time.monotonic() - start


async def run_together(delays: list[float]) -> float:
    """Wait for all the delays at the same time; give the measured seconds (0 for an empty list)."""
    start = time.monotonic()
    # gather makes a task of each coroutine before it waits for any: that is what lets them overlap.
    await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))
    return time.monotonic() - start


async def elapsed(awaitable: Awaitable[T]) -> tuple[T, float]:
    """Await a coroutine or a task; give its result and the seconds measured from this call on."""
    start = time.monotonic()
    result = await awaitable  # await takes coroutines and tasks alike, and lets their exceptions through
    return result, time.monotonic() - start
