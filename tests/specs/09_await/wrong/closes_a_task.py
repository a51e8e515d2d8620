"""with_fallback calls close() on whatever it gets; a task has none.

Fails: task 3
Says: Raised AttributeError: '_asyncio.Task' object has no attribute 'close' at awaiting.py:28: `fallback.close()`
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
        fallback.close()


class Ticks:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        for _ in range(self.n):
            yield
        return self.n
