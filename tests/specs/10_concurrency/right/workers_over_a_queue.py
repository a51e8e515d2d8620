"""Workers take their work from a queue; as many as there may be waits at once."""

import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def through_workers(workers, delays):
    """Start `workers` tasks that share the delays; gives the tasks and a queue of (number, result)."""
    work, results = asyncio.Queue(), asyncio.Queue()
    for item in enumerate(delays):
        work.put_nowait(item)

    async def worker():
        while not work.empty():
            number, delay = work.get_nowait()
            results.put_nowait((number, await do_work(delay)))

    return [asyncio.create_task(worker()) for _ in range(workers)], results


async def stopped(tasks):
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def run_all(delays):
    return await at_most(len(delays), delays)


async def first_done(delays):
    workers, results = await through_workers(len(delays), delays)
    _, result = await results.get()
    await stopped(workers)
    return result


async def as_they_finish(delays):
    workers, results = await through_workers(len(delays), delays)
    try:
        for _ in delays:
            yield (await results.get())[1]
    finally:
        await stopped(workers)


async def at_most(limit, delays):
    workers, results = await through_workers(limit, delays)
    numbered = dict([await results.get() for _ in delays])
    await asyncio.gather(*workers)
    return [numbered[number] for number in range(len(delays))]
