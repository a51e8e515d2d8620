import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    # 结果按列表的顺序
    return await asyncio.gather(*[do_work(d) for d in delays])


async def first_done(delays):
    tasks = {asyncio.create_task(do_work(d)) for d in delays}
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    while pending:
        for t in pending:
            t.cancel()
        _, pending = await asyncio.wait(pending)
    return done.pop().result()


async def as_they_finish(delays):
    tasks = [asyncio.create_task(do_work(d)) for d in delays]
    for t in asyncio.as_completed(tasks):
        yield await t


async def at_most(limit, delays):
    tasks = []
    running = set()
    for d in delays:
        if len(running) == limit:
            _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        t = asyncio.create_task(do_work(d))
        tasks.append(t)
        running.add(t)
    return [await t for t in tasks]
