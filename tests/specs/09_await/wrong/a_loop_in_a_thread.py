"""relay runs each step in a loop of its own in a thread, and blocks until that is over.

Fails: task 2
Says: A call blocked the thread: everybody stood still, not only the coroutine that was waiting.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor


async def do_some_work(x):
    await asyncio.sleep(x)
    return f"Done after {x}s"


async def relay(x, steps):
    with ThreadPoolExecutor() as pool:
        return [pool.submit(asyncio.run, do_some_work(x)).result() for _ in range(steps)]


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
