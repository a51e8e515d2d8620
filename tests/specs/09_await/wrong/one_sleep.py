"""Ticks sleeps n seconds in place of n turns.

Fails: task 4
Says: Ticks took time: it should only let the loop run, and wait for no clock.
"""

import asyncio


async def do_some_work(x):
    await asyncio.sleep(x)
    return f"Done after {x}s"


async def relay(x, steps):
    results = []
    for _ in range(steps):
        results.append(await do_some_work(x))
    return results


async def with_fallback(primary, fallback):
    try:
        return await primary
    except Exception:
        return await fallback
    finally:
        if asyncio.iscoroutine(fallback):
            fallback.close()


class Ticks:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        yield from asyncio.sleep(self.n).__await__()
        return self.n
