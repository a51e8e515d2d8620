"""Every step is a task of its own; the iterator of Ticks is that of a coroutine within."""

import asyncio


async def do_some_work(x):
    return await asyncio.create_task(asyncio.sleep(x, f"Done after {x}s"))


async def relay(x, steps):
    return [await asyncio.create_task(do_some_work(x)) for _ in range(steps)]


async def with_fallback(primary, fallback):
    first = asyncio.ensure_future(primary)
    try:
        await asyncio.wait([first])
    except asyncio.CancelledError:
        first.cancel()
        close(fallback)
        raise
    if first.cancelled() or not isinstance(first.exception(), Exception):
        close(fallback)
        return first.result()
    return await asyncio.ensure_future(fallback)


def close(awaitable):
    if not isinstance(awaitable, asyncio.Future):
        awaitable.close()


class Ticks:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        return self.tick().__await__()

    async def tick(self):
        for _ in range(self.n):
            await asyncio.sleep(0)
        return self.n
