import asyncio


async def do_work(delay):
    asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    return [do_work(d) for d in delays]


async def first_done(delays):
    results = await asyncio.gather(*[do_work(d) for d in delays])
    return results[0]


async def as_they_finish(delays):
    return [await do_work(d) for d in delays]


async def at_most(limit, delays):
    for d in delays:
        await do_work(d)
