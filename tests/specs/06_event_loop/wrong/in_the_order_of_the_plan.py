"""Lists the pairs in the order of the plan.

Fails: task 3
Says: The calls are listed in the order of the plan, not in the order in which they happened.
"""

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
    with asyncio.Runner() as runner:
        return runner.run(coroutine)


async def in_order(plan):
    loop = asyncio.get_running_loop()
    start = loop.time()
    futures = []
    for delay, name in plan:
        future = loop.create_future()
        loop.call_later(delay, lambda future=future, name=name: future.set_result((loop.time() - start, name)))
        futures.append(future)
    return [await future for future in futures]
