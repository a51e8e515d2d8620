import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(*delays):
    return await asyncio.gather(*(do_work(d) for d in delays))


async def first_done(a, b, c):
    return min(await run_all(a, b, c))


async def as_they_finish(delays):
    tasks = [asyncio.create_task(do_work(d)) for d in delays]
    try:
        for t in asyncio.as_completed(tasks):
            yield await t
    finally:
        for t in tasks:
            t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def at_most(delays, limit):
    gate = asyncio.Semaphore(limit)

    async def one(d):
        async with gate:
            return await do_work(d)

    return await asyncio.gather(*(one(d) for d in delays))
