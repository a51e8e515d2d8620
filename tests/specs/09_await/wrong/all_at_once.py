"""relay hands all the steps to gather, which runs them at the same time.

Fails: task 2
Says: Steps ran at the same time: each one should begin when the one before it is over.
"""

import asyncio


async def do_some_work(x):
    await asyncio.sleep(x)
    return f"Done after {x}s"


async def relay(x, steps):
    return list(await asyncio.gather(*(do_some_work(x) for _ in range(steps))))


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
