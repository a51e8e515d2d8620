"""do_some_work makes a sleep and does not await it, as the notes do in their example of 异步.

Fails: task 1
Says: A coroutine was made and never awaited, so that nothing waited for it.
"""

import asyncio


async def do_some_work(x):
    asyncio.sleep(x)
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
