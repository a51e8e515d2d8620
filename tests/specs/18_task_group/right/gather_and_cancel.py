"""Plain `gather` everywhere: the tasks are cancelled by hand, and gathered once more until they have ended."""

import asyncio


async def stop(tasks):
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def all_or_nothing(coroutines):
    tasks = [asyncio.ensure_future(coroutine) for coroutine in coroutines]
    try:
        return await asyncio.gather(*tasks)
    except Exception:
        await stop(tasks)
        failed = [task for task in tasks if not task.cancelled() and task.exception()]
        raise ExceptionGroup("failed", [task.exception() for task in failed]) from None
    finally:
        await stop(tasks)


async def settle(coroutines):
    tasks = [asyncio.ensure_future(coroutine) for coroutine in coroutines]
    await asyncio.gather(*tasks, return_exceptions=True)
    return [("error", task.exception()) if task.exception() else ("ok", task.result()) for task in tasks]


async def race(coroutines):
    tasks = [asyncio.ensure_future(coroutine) for coroutine in coroutines]
    try:
        for finished in asyncio.as_completed(tasks):
            try:
                return await finished
            except Exception:
                continue
        raise ExceptionGroup("nobody", [task.exception() for task in tasks])
    finally:
        await stop(tasks)
