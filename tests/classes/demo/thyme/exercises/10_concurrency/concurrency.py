import asyncio
import time


async def do_work(delay):
    time.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    return await asyncio.gather(*[do_work(d) for d in delays])


async def first_done(delays):
    done, pending = await asyncio.wait(
        [asyncio.create_task(do_work(d)) for d in delays], return_when=asyncio.FIRST_COMPLETED
    )
    return done.pop().result()


async def as_they_finish(delays):
    for f in asyncio.as_completed([do_work(d) for d in delays]):
        yield await f


async def at_most(limit, delays):
    sem = asyncio.Semaphore(limit)
    results = []
    for d in delays:
        async with sem:
            results.append(await do_work(d))
    return results
