"""relay makes one coroutine and awaits it at each step.

Fails: task 2
Says: Raised RuntimeError: cannot reuse already awaited coroutine at awaiting.py:17: `results = [await coroutine for _ in range(steps)]`
"""

import asyncio


async def do_some_work(x):
    await asyncio.sleep(x)
    return f"Done after {x}s"


async def relay(x, steps):
    coroutine = do_some_work(x)
    results = [await coroutine for _ in range(steps)]
    coroutine.close()
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
        for _ in range(self.n):
            yield
        return self.n
