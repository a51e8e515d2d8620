import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    results = [None] * len(delays)

    async def put(i):
        results[i] = await do_work(delays[i])

    async with asyncio.TaskGroup() as group:
        for i in range(len(delays)):
            group.create_task(put(i))
    return results


async def first_done(delays):
    tasks = [asyncio.create_task(do_work(d)) for d in delays]
    done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for t in rest:
        t.cancel()
        await t
    return done.pop().result()


async def as_they_finish(delays):
    tasks = [asyncio.create_task(do_work(d)) for d in delays]
    for t in tasks:
        yield await t


async def at_most(limit, delays):
    lock = asyncio.Lock()

    async def one(d):
        async with lock:
            return await do_work(d)

    return await asyncio.gather(*(one(d) for d in delays))
