"""do_some_work keeps x in a global variable, where the next call overwrites it.

Fails: task 1
Says: Of several at the same time, some gave the text of another one: x belongs to one call only.
"""

import asyncio


async def do_some_work(x):
    global current
    current = x
    await asyncio.sleep(x)
    return f"Done after {current}s"


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
