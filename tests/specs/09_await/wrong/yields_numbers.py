"""Ticks hands out numbers, with which the loop can do nothing.

Fails: task 4
Says: Raised RuntimeError: Task got bad yield: 0 at awaiting.py:37: `yield from range(self.n)`
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
        yield from range(self.n)
        return self.n
