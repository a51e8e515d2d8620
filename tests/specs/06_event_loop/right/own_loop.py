"""A loop made, run and put away by hand; it is set as the current one meanwhile. A timer for each item."""

import asyncio
import inspect
import types


KINDS = {
    types.CoroutineType: "coroutine",
    asyncio.Task: "task",
    asyncio.Future: "future",
}


def kind_of(thing):
    if inspect.iscoroutinefunction(thing):
        return "coroutine function"
    return next((kind for base, kind in KINDS.items() if isinstance(thing, base)), "other")


def run(coroutine):
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(coroutine)
    finally:
        try:
            left = asyncio.all_tasks(loop)
            for task in left:
                task.cancel()
            if left:
                loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            asyncio.set_event_loop(None)
            loop.close()


async def in_order(plan):
    loop = asyncio.get_running_loop()
    start = loop.time()
    calls = []
    futures = []
    for delay, name in plan:
        future = loop.create_future()
        futures.append(future)

        def call(name=name, future=future):
            calls.append((loop.time() - start, name))
            future.set_result(None)

        loop.call_later(delay, call)
    for future in futures:
        await future
    return calls
