"""The loop runs for ever, until a callback of the task stops it. One call plans the next."""

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
    loop = asyncio.SelectorEventLoop()
    try:
        task = loop.create_task(coroutine)
        task.add_done_callback(lambda _: loop.stop())
        loop.run_forever()
        return task.result()
    finally:
        for other in asyncio.all_tasks(loop):
            other.cancel()
        while left := asyncio.all_tasks(loop):
            loop.run_until_complete(asyncio.wait(left))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


async def in_order(plan):
    loop = asyncio.get_running_loop()
    start = loop.time()
    waiting = sorted(plan)[::-1]
    calls = []
    over = asyncio.Event()

    def plan_next():
        if waiting:
            loop.call_at(start + waiting[-1][0], call)
        else:
            over.set()

    def call():
        _, name = waiting.pop()
        calls.append((loop.time() - start, name))
        plan_next()

    plan_next()
    await over.wait()
    return calls
