"""The crowd is a TaskGroup; the pool takes a job by hand whenever one has ended, with asyncio.wait."""

import asyncio


async def crowd(n, delay):
    async with asyncio.TaskGroup() as group:
        for _ in range(n):
            group.create_task(asyncio.sleep(delay))
    return n


async def pool(jobs, workers):
    results, running = [], {}
    try:
        while True:
            while len(running) < workers and (job := next(jobs, None)) is not None:
                results.append(None)
                running[asyncio.ensure_future(job())] = len(results) - 1
            if not running:
                return results
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                results[running.pop(task)] = task.result()
    finally:
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
