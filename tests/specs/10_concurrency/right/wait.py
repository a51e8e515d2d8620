"""asyncio.wait each time; the order comes from a list of tasks, not from the sets."""

import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    if tasks:
        await asyncio.wait(tasks)
    return [task.result() for task in tasks]


async def first_done(delays):
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    if pending:
        await asyncio.wait(pending)
    return min(task.result() for task in done)


async def as_they_finish(delays):
    pending = {asyncio.create_task(do_work(delay)) for delay in delays}
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
    finally:
        for task in pending:
            task.cancel()
        if pending:
            await asyncio.wait(pending)


async def at_most(limit, delays):
    tasks, running = [], set()
    for delay in delays:
        if len(running) == limit:
            _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        task = asyncio.create_task(do_work(delay))
        tasks.append(task)
        running.add(task)
    if running:
        await asyncio.wait(running)
    return [task.result() for task in tasks]
