"""Waits for futures: a timer ends the work, a countdown of callbacks ends the Ticks."""

import asyncio


async def do_some_work(x):
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    timer = loop.call_later(x, over.set_result, f"Done after {x}s")
    try:
        return await over
    finally:
        timer.cancel()


async def relay(x, steps):
    return [result async for result in results(x, steps)]


async def results(x, steps):
    while steps > 0:
        yield await do_some_work(x)
        steps -= 1


async def with_fallback(primary, fallback):
    task = asyncio.ensure_future(primary)
    try:
        return await task
    except Exception:
        waiting, fallback = fallback, None
        return await waiting
    finally:
        if fallback is not None and not asyncio.isfuture(fallback):
            # Cancelled before its first turn, it never begins.
            asyncio.create_task(fallback).cancel()


class Ticks:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        if self.n == 0:
            return self.n
        loop = asyncio.get_running_loop()
        over = loop.create_future()

        def countdown(left):
            if left == 0:
                over.set_result(self.n)
            else:
                loop.call_soon(countdown, left - 1)

        if self.n == 1:
            yield
            return 1
        loop.call_soon(countdown, self.n - 2)
        return (yield from over)
