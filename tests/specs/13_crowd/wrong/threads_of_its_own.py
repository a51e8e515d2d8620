"""A thread for each of them.

Fails: task 1
Says: The waiting was done by threads: coroutines need none, they all wait in one.
"""

import asyncio
import threading
import time


async def crowd(n, delay):
    loop = asyncio.get_running_loop()
    bells = [asyncio.Event() for _ in range(n)]

    def wait(bell):
        time.sleep(delay)
        loop.call_soon_threadsafe(bell.set)

    for bell in bells:
        threading.Thread(target=wait, args=(bell,)).start()
    for bell in bells:
        await bell.wait()
    return n


async def pool(jobs, workers):
    numbered, results = enumerate(jobs), {}

    async def work():
        for number, job in numbered:
            results[number] = await job()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        await asyncio.wait(crew, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        for worker in crew:
            worker.cancel()
        ends = await asyncio.gather(*crew, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end
    return [results[number] for number in range(len(results))]
