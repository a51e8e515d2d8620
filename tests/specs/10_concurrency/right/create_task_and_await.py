"""Tasks are made first and awaited in turn afterwards; first_done and as_they_finish hear of the end through callbacks."""

import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    tasks = []
    for delay in delays:
        tasks.append(asyncio.create_task(do_work(delay)))
    results = []
    for task in tasks:
        results.append(await task)
    return results


async def first_done(delays):
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    first = asyncio.Event()
    for task in tasks:
        task.add_done_callback(lambda _: first.set())
    await first.wait()
    winner = next(task for task in tasks if task.done())
    for task in tasks:
        if not task.done():
            task.cancel()
            try:
                await task
            except asyncio.CancelledError:
                pass
    return await winner


async def as_they_finish(delays):
    finished = asyncio.Queue()
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    for task in tasks:
        task.add_done_callback(finished.put_nowait)
    try:
        for _ in range(len(tasks)):
            yield (await finished.get()).result()
    finally:
        for task in tasks:
            task.cancel()
        while not all(task.done() for task in tasks):
            await asyncio.sleep(0)


async def at_most(limit, delays):
    tasks = []
    free = limit
    changed = asyncio.Condition()

    async def work(delay):
        nonlocal free
        result = await do_work(delay)
        async with changed:
            free += 1
            changed.notify()
        return result

    for delay in delays:
        async with changed:
            await changed.wait_for(lambda: free > 0)
            free -= 1
        tasks.append(asyncio.create_task(work(delay)))
    return [await task for task in tasks]
