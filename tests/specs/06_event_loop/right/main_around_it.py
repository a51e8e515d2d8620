"""The coroutine is awaited in a main of its own, which cancels the rest one by one. Callbacks fill a queue."""

import asyncio
import inspect


def kind_of(thing):
    if inspect.iscoroutinefunction(thing):
        return "coroutine function"
    if inspect.iscoroutine(thing):
        return "coroutine"
    if isinstance(thing, asyncio.Task):
        return "task"
    return "future" if isinstance(thing, asyncio.Future) else "other"


def run(coroutine):
    async def main():
        try:
            return await coroutine
        finally:
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
                await asyncio.wait([task])
            await asyncio.get_running_loop().shutdown_asyncgens()

    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(main())
    finally:
        loop.close()


async def in_order(plan):
    loop = asyncio.get_running_loop()
    start = loop.time()
    queue = asyncio.Queue()
    for delay, name in plan:
        loop.call_later(delay, queue.put_nowait, name)
    calls = []
    for _ in plan:
        name = await queue.get()
        calls.append((loop.time() - start, name))
    return calls
