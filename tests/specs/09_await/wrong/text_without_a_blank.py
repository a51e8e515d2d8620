"""do_some_work gives the text as it stands in the notes, without the second blank.

Fails: task 1
Says: The text should be that of the notes: `Done after 2s` for 2, with x as str(x) writes it.
"""

import asyncio


async def do_some_work(x):
    print("waiting:", x)
    await asyncio.sleep(x)
    return "Done after{}s".format(x)


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
