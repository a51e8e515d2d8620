"""with_fallback collects failures as values, and takes a returned exception for one.

Fails: task 3
Says: Primary returned an exception object, and raised nothing: that is its result.
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
        [result] = await asyncio.gather(primary, return_exceptions=True)
        if isinstance(result, asyncio.CancelledError):
            raise result
        if not isinstance(result, Exception):
            return result
        return await fallback
    finally:
        if asyncio.iscoroutine(fallback):
            fallback.close()


class Ticks:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        for _ in range(self.n):
            yield
        return self.n
