"""run_all gives the text of another section of the notes.

Fails: task 1
Says: Gave ['Do after1s', 'Do after2s', 'Do after4s'], expected ['Done after 1s', 'Done after 2s', 'Done after 4s'].
"""

import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def notes_work(delay):
    await asyncio.sleep(delay)
    return "Do after{}s".format(delay)


async def run_all(delays):
    return await asyncio.gather(*(notes_work(delay) for delay in delays))


async def first_done(delays):
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    return done.pop().result()


async def as_they_finish(delays):
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        for finished in asyncio.as_completed(tasks):
            yield await finished
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def at_most(limit, delays):
    slots = asyncio.Semaphore(limit)

    async def in_a_slot(delay):
        async with slots:
            return await do_work(delay)

    return await asyncio.gather(*(in_a_slot(delay) for delay in delays))
