"""Exercise 10, by amber."""

import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    tasks = []
    for d in delays:
        tasks.append(asyncio.create_task(do_work(d)))
    results = []
    for t in tasks:
        results.append(await t)
    return results


async def first_done(delays):
    tasks = [asyncio.create_task(do_work(d)) for d in delays]
    done, pending = await asyncio.wait(tasks, return_when="FIRST_COMPLETED")
    for t in pending:
        t.cancel()
    if pending:
        await asyncio.wait(pending)
    return done.pop().result()


async def as_they_finish(delays):
    pending = {asyncio.create_task(do_work(d)) for d in delays}
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when="FIRST_COMPLETED")
            for t in done:
                yield t.result()
    finally:
        for t in pending:
            t.cancel()
        if pending:
            await asyncio.wait(pending)


async def at_most(limit, delays):
    sem = asyncio.Semaphore(limit)

    async def one(d):
        async with sem:
            return await do_work(d)

    tasks = [asyncio.create_task(one(d)) for d in delays]
    return [await t for t in tasks]
