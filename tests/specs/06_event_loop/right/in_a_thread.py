"""The loop lives in a thread of its own. in_order sleeps for the longest delay, then yields to the last calls."""

import asyncio
import inspect
import time
from concurrent.futures import ThreadPoolExecutor


def kind_of(thing):
    if inspect.iscoroutinefunction(thing):
        return "coroutine function"
    if inspect.iscoroutine(thing):
        return "coroutine"
    if isinstance(thing, asyncio.Task):
        return "task"
    return "future" if isinstance(thing, asyncio.Future) else "other"


def run(coroutine):
    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(asyncio.run, coroutine).result()


async def in_order(plan):
    if not plan:
        return []
    start = time.perf_counter()
    calls = []
    for delay, name in plan:
        asyncio.get_running_loop().call_later(
            delay, lambda name=name: calls.append((time.perf_counter() - start, name))
        )
    await asyncio.sleep(max(delay for delay, _ in plan))
    while len(calls) < len(plan):
        await asyncio.sleep(0)
    return calls
