"""A number is taken, the loop runs, and only then is the number added; a pool for each call; late beats are dropped."""

import asyncio
import concurrent.futures
import contextvars


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += interval
        if due < loop.time():
            continue
        await asyncio.sleep(due - loop.time())
        if loop.time() - due < interval / 1000:
            log.append(loop.time())


async def call_blocking(function, *args):
    run = contextvars.copy_context().run
    pool = concurrent.futures.ThreadPoolExecutor(max_workers=1)
    try:
        return await asyncio.wrap_future(pool.submit(run, function, *args))
    finally:
        pool.shutdown(wait=False)


async def crunch(numbers, step):
    total = 0
    for index, number in enumerate(numbers):
        if index and index % step == 0:
            await asyncio.sleep(0.001)
        total += number
    return total
