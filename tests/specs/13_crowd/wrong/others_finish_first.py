"""After a failure nothing is taken, but the others work to their end.

Fails: task 2
Says: After a failure the other jobs went on to their end: they should be cancelled at once.
"""

import asyncio


async def crowd(n, delay):  # with futures and timers: cheaper to prove than ten thousand tasks
    loop = asyncio.get_running_loop()
    bells = [loop.create_future() for _ in range(n)]
    for bell in bells:
        loop.call_later(delay, bell.set_result, None)
    for bell in bells:
        await bell
    return n


async def pool(jobs, workers):
    numbered, results, failures = enumerate(jobs), {}, []

    async def work():
        while not failures:
            number, job = next(numbered, (None, None))
            if job is None:
                return
            try:
                results[number] = await job()
            except Exception as error:
                failures.append(error)

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        await asyncio.gather(*crew)
    finally:
        for worker in crew:
            worker.cancel()
        await asyncio.gather(*crew, return_exceptions=True)
    if failures:
        raise failures[0]
    return [results[number] for number in range(len(results))]
