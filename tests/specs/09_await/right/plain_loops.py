"""The plainest one: loops, try, and a generator; what has no close() needs none."""

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
    used = False
    try:
        return await primary
    except Exception:
        used = True
    finally:
        if not used and hasattr(fallback, "close"):
            fallback.close()
    return await fallback


class Ticks:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        for _ in range(self.n):
            yield
        return self.n
