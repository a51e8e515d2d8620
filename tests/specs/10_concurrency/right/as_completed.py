"""as_completed each time; where the order matters, each result carries its index."""

import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def numbered(number, delay):
    return number, await do_work(delay)


async def stop(tasks):
    for task in tasks:
        task.cancel()
    for task in tasks:
        try:
            await task
        except asyncio.CancelledError:
            pass


async def run_all(delays):
    results = [None] * len(delays)
    for finished in asyncio.as_completed([numbered(*item) for item in enumerate(delays)]):
        number, result = await finished
        results[number] = result
    return results


async def first_done(delays):
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    for finished in asyncio.as_completed(tasks):
        result = await finished
        await stop(tasks)
        return result


async def as_they_finish(delays):
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        for finished in asyncio.as_completed(tasks):
            result = await finished
            yield result
    except GeneratorExit:
        await stop(tasks)
        raise


async def at_most(limit, delays):
    slots = asyncio.Semaphore(limit)

    async def work(number, delay):
        await slots.acquire()
        try:
            return number, await do_work(delay)
        finally:
            slots.release()

    results = {}
    tasks = [asyncio.create_task(work(*item)) for item in enumerate(delays)]  # as_completed starts them in any order
    for finished in asyncio.as_completed(tasks):
        number, result = await finished
        results[number] = result
    return [results[number] for number in range(len(delays))]
