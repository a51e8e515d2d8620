"""with_fallback takes an empty result for a failure.

Fails: task 3
Says: A result like None, 0 or '' is a result, no failure.
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
        try:
            result = await primary
        except Exception:
            result = None
        return result or await fallback
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
