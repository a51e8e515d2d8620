import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(do_work(d)) for d in delays]
    return [t.result() for t in tasks]


async def first_done(delays):
    found = asyncio.get_running_loop().create_future()

    async def racer(d):
        result = await do_work(d)
        if not found.done():
            found.set_result(result)

    tasks = [asyncio.create_task(racer(d)) for d in delays]
    result = await found
    for t in tasks:
        t.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return result


async def as_they_finish(delays):
    box = asyncio.Queue()

    async def post(d):
        await box.put(await do_work(d))

    tasks = [asyncio.create_task(post(d)) for d in delays]
    try:
        for _ in tasks:
            yield await box.get()
    finally:
        for t in tasks:
            t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def at_most(limit, delays):
    todo = list(enumerate(delays))[::-1]
    results = {}

    async def work():
        while todo:
            i, d = todo.pop()
            results[i] = await do_work(d)

    await asyncio.gather(*(work() for _ in range(limit)))
    return [results[i] for i in range(len(delays))]
