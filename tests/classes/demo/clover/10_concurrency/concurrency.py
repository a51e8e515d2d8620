import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    if not delays:
        return []
    tasks = [asyncio.create_task(do_work(d)) for d in delays]
    await asyncio.wait(tasks)
    return [t.result() for t in tasks]


async def first_done(delays):
    tasks = [asyncio.create_task(do_work(d)) for d in delays]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    winner = next(t for t in tasks if t.done())
    for t in tasks:
        if t is winner:
            continue
        t.cancel()
        try:
            await t
        except asyncio.CancelledError:
            pass
    return winner.result()


async def as_they_finish(delays):
    try:
        async with asyncio.TaskGroup() as tg:
            tasks = [tg.create_task(do_work(d)) for d in delays]
            for t in asyncio.as_completed(tasks):
                yield await t
    finally:
        for t in tasks:
            t.cancel()


async def at_most(limit, delays):
    # one too many?
    running = set()
    tasks = []
    for d in delays:
        if len(running) > limit:
            _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        tasks.append(asyncio.create_task(do_work(d)))
        running.add(tasks[-1])
    return [await t for t in tasks]
