"""at_most has workers that share one iterator; everything is imported from asyncio by name."""

from asyncio import FIRST_COMPLETED, Semaphore, create_task, gather, sleep, wait


async def do_work(delay):
    return await sleep(delay, f"Done after {delay}s")


async def run_all(delays):
    return await gather(*map(do_work, delays))


async def first_done(delays):
    tasks = {create_task(do_work(delay)) for delay in delays}
    done, rest = await wait(tasks, return_when=FIRST_COMPLETED)
    while rest:
        for task in rest:
            task.cancel()
        _, rest = await wait(rest)
    return [task.result() for task in done][0]


async def as_they_finish(delays):
    permits = Semaphore(0)
    results = []

    async def work(delay):
        results.append(await do_work(delay))
        permits.release()

    tasks = [create_task(work(delay)) for delay in delays]
    try:
        for number in range(len(delays)):
            await permits.acquire()
            yield results[number]
    finally:
        for task in tasks:
            task.cancel()
        await gather(*tasks, return_exceptions=True)


async def at_most(limit, delays):
    results = {}
    todo = iter(enumerate(delays))

    async def worker():
        for number, delay in todo:
            results[number] = await do_work(delay)

    await gather(*(worker() for _ in range(min(limit, len(delays)))))
    return [results[number] for number in sorted(results)]
