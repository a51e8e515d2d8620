"""with_fallback runs both at the same time, to be on the safe side.

Fails: task 3
Says: The fallback ran although nobody needed it: primary had given a result.
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
    first, second = await asyncio.gather(primary, fallback, return_exceptions=True)
    if isinstance(first, asyncio.CancelledError):
        raise first
    if not isinstance(first, Exception):
        return first
    if isinstance(second, Exception):
        raise second
    return second


class Ticks:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        for _ in range(self.n):
            yield
        return self.n
