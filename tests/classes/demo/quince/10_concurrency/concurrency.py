import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def runAll(delays):
    return await asyncio.gather(*(do_work(d) for d in delays))


async def first_done(delays):
    tasks = [asyncio.create_task(do_work(d)) for d in delays]
    done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    [t.cancel() for t in rest]
    await asyncio.gather(*rest, return_exceptions=True)
    return [t.result() for t in done][0]


async def as_they_finnish(delays):
    for t in asyncio.as_completed([do_work(d) for d in delays]):
        yield await t


async def atmost(limit, delays):
    return await runAll(delays)
