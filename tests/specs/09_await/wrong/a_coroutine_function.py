"""Ticks is an async def, and no class.

Fails: task 4
Says: Ticks is no class: define it with `class Ticks:` and give it the method `__await__`.
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
        return await fallback
    finally:
        if asyncio.iscoroutine(fallback):
            fallback.close()


async def Ticks(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n
