"""with_fallback gives None when the fallback fails, too.

Fails: task 3
Says: The fallback had failed, too, and its exception did not come out.
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
        try:
            return await fallback
        except Exception:
            return None
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
