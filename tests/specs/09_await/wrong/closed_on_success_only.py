"""with_fallback closes the fallback after a success, but not after a cancellation.

Fails: task 3
Says: A fallback coroutine that was not needed was left open: close() it, or Python says `never awaited`.
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
        result = await primary
    except Exception:
        return await fallback
    if asyncio.iscoroutine(fallback):
        fallback.close()
    return result


class Ticks:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        for _ in range(self.n):
            yield
        return self.n
