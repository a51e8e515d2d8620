"""do_some_work waits with time.sleep, which stops everybody.

Fails: task 1
Says: A call blocked the thread: everybody stood still, not only the coroutine that was waiting.
"""

import asyncio
import time


async def do_some_work(x):
    time.sleep(x)
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
        for _ in range(self.n):
            yield
        return self.n
