"""Ticks is its own iterator, a class with __next__; all coroutines of relay are made before the first is awaited."""

import asyncio
from collections.abc import Coroutine


async def do_some_work(x):
    await asyncio.sleep(x)
    return f"Done after {x}s"


async def relay(x, steps):
    coroutines = [do_some_work(x) for _ in range(steps)]
    return [await coroutine for coroutine in coroutines]


async def with_fallback(primary, fallback):
    try:
        result = await primary
    except Exception:
        return await fallback
    except BaseException:
        dismiss(fallback)
        raise
    dismiss(fallback)
    return result


def dismiss(awaitable):
    if isinstance(awaitable, Coroutine):
        awaitable.close()


class Ticks:
    def __init__(self, n):
        self.n = n
        self.left = n

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        if self.left <= 0:
            raise StopIteration(self.n)
        self.left -= 1
