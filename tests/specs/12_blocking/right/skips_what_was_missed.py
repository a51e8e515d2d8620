"""Missed beats are skipped, and the first comes after one interval; a thread of its own; a bare `yield` as the turn."""

import asyncio
import contextvars
import math
import threading
import types


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()
    while True:
        passed = math.floor((loop.time() - start) / interval)
        await asyncio.sleep(start + (passed + 1) * interval - loop.time())
        log.append(loop.time())


async def call_blocking(function, *args):
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    context = contextvars.copy_context()

    def settle(setter, outcome):
        if not future.done():
            setter(outcome)

    def run():
        try:
            result = context.run(function, *args)
        except BaseException as error:
            loop.call_soon_threadsafe(settle, future.set_exception, error)
        else:
            loop.call_soon_threadsafe(settle, future.set_result, result)

    threading.Thread(target=run, daemon=True).start()
    return await future


@types.coroutine
def a_turn():
    yield


async def crunch(numbers, step):
    total, left = 0, step
    for number in numbers:
        total = total + number
        left -= 1
        if not left:
            await a_turn()
            left = step
    return total
