"""ensure_future and the running loop, much as in the notes."""

import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    tasks = [asyncio.ensure_future(do_work(delay)) for delay in delays]
    return list(await asyncio.gather(*tasks))


async def first_done(delays):
    loop = asyncio.get_running_loop()
    tasks = [asyncio.ensure_future(do_work(delay), loop=loop) for delay in delays]
    result = await next(iter(asyncio.as_completed(tasks)))
    rest = asyncio.gather(*tasks, return_exceptions=True)
    rest.cancel()
    try:
        await rest
    except asyncio.CancelledError:
        pass
    return result


async def as_they_finish(delays):
    tasks = {asyncio.ensure_future(do_work(delay)) for delay in delays}
    try:
        while tasks:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            task = done.pop()
            tasks.remove(task)
            yield task.result()
    finally:
        [task.cancel() for task in tasks]
        await asyncio.gather(*tasks, return_exceptions=True)


async def at_most(limit, delays):
    semaphore = asyncio.Semaphore(value=limit)

    async def work(delay):
        async with semaphore:
            return await do_work(delay)

    tasks = [asyncio.ensure_future(work(delay)) for delay in delays]
    return [await task for task in tasks]
