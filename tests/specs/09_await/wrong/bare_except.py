"""with_fallback has a bare except, which catches the cancellation, too.

Fails: task 3
Says: A cancellation did not pass through: CancelledError is no failure of primary.
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
    except:
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
