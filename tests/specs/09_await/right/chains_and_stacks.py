"""relay calls itself; an ExitStack closes the fallback; Ticks chains the iterators of sleep(0)."""

from asyncio import sleep
from contextlib import ExitStack
from types import CoroutineType


async def do_some_work(x, *, text="Done after {}s"):
    await sleep(x)
    return text.format(x)


async def relay(x, steps):
    if steps == 0:
        return []
    return [await do_some_work(x), *await relay(x, steps - 1)]


async def with_fallback(primary, fallback):
    with ExitStack() as stack:
        if isinstance(fallback, CoroutineType):
            stack.callback(fallback.close)
        try:
            return await primary
        except Exception:
            return await fallback


class Ticks:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        for _ in range(self.n):
            yield from sleep(0).__await__()
        return self.n
