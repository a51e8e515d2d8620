"""__await__ is an async def, and gives a coroutine in place of an iterator.

Fails: task 4
Says: What it hands out cannot be used as the task uses it: __await__() returned a coroutine.
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

    async def __await__(self):
        for _ in range(self.n):
            await asyncio.sleep(0)
        return self.n
