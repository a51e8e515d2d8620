"""Ticks counts down an attribute of the class, which all its objects share.

Fails: task 4
Says: Of several Ticks at the same time, each should let the loop run as often as its own number says.
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
    left = 0

    def __init__(self, n):
        self.n = n

    def __await__(self):
        Ticks.left = self.n
        while Ticks.left > 0:
            Ticks.left -= 1
            yield
        return self.n
