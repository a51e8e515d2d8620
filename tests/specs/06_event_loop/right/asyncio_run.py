"""`asyncio.run` does the same as a Runner; asyncio's own tests name the kinds; each call has its time."""

import asyncio
import inspect


def kind_of(thing):
    match thing:
        case asyncio.Task():
            return "task"
        case asyncio.Future():
            return "future"
        case _ if asyncio.iscoroutine(thing):
            return "coroutine"
        case _ if inspect.iscoroutinefunction(thing):
            return "coroutine function"
        case _:
            return "other"


def run(coroutine):
    return asyncio.run(coroutine)


async def in_order(plan):
    loop = asyncio.get_running_loop()
    start, calls, last = loop.time(), [], asyncio.Event()
    if not plan:
        last.set()

    def called(name):
        calls.append((loop.time() - start, name))
        if len(calls) == len(plan):
            last.set()

    for delay, name in plan:
        loop.call_at(start + delay, called, name)
    await last.wait()
    return calls
