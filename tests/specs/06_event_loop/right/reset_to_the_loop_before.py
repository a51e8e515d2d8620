"""Sets its own loop, and afterwards the one that was set before. A class records the calls."""

import asyncio
import functools
import inspect
import time
import warnings


def kind_of(thing):
    if asyncio.isfuture(thing):
        return "task" if isinstance(thing, asyncio.Task) else "future"
    if inspect.isawaitable(thing) and hasattr(thing, "cr_code"):
        return "coroutine"
    code = getattr(thing, "__code__", None)
    return "coroutine function" if code and code.co_flags & inspect.CO_COROUTINE else "other"


def run(coroutine):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            before = asyncio.get_event_loop()
    except RuntimeError:
        before = None
    try:
        return asyncio.run(coroutine)
    finally:
        asyncio.set_event_loop(before)


class Diary:
    def __init__(self, size):
        self.loop = asyncio.get_running_loop()
        self.start = time.monotonic()
        self.left = asyncio.Semaphore(0)
        self.calls = []
        self.size = size

    def write(self, name):
        self.calls.append((time.monotonic() - self.start, name))
        self.left.release()

    async def full(self):
        for _ in range(self.size):
            await self.left.acquire()
        return self.calls


async def in_order(plan):
    diary = Diary(len(plan))
    for delay, name in plan:
        if delay:
            diary.loop.call_later(delay, functools.partial(diary.write, name))
        else:
            diary.loop.call_soon(diary.write, name)
    return await diary.full()
