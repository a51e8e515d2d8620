"""A feeder hands each job over to a worker that has said that it is free; the crowd are futures with timers."""

import asyncio


async def crowd(n, delay):
    loop = asyncio.get_running_loop()
    bells = [loop.create_future() for _ in range(n)]
    for bell in bells:
        loop.call_later(delay, bell.set_result, None)
    for bell in bells:
        await bell
    return n


async def pool(jobs, workers):
    free, results = asyncio.Queue(), []

    async def work(hatch):
        while True:
            free.put_nowait(hatch)
            number, job = await hatch.get()
            if job is None:
                return
            results[number] = await job()

    async def feed():
        for job in jobs_one_by_one():
            hatch = await free.get()
            taken = job()
            if taken is None:
                hatch.put_nowait((0, None))
                for _ in range(workers - 1):
                    (await free.get()).put_nowait((0, None))
                return
            results.append(None)
            hatch.put_nowait((len(results) - 1, taken))

    def jobs_one_by_one():
        while True:
            yield lambda: next(jobs, None)

    crew = [asyncio.create_task(work(asyncio.Queue())) for _ in range(workers)]
    crew.append(asyncio.create_task(feed()))
    try:
        done, _ = await asyncio.wait(crew, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        for task in crew:
            task.cancel()
        await asyncio.wait(crew)
    for task in done:
        task.result()
    return results
