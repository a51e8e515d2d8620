"""Whoever fails cancels the others, and the pool cancels them once more when it is over. Gives a tuple for a list."""

import asyncio


async def crowd(n, delay):
    loop = asyncio.get_running_loop()
    bells = [loop.create_future() for _ in range(n)]
    for bell in bells:
        loop.call_later(delay, bell.set_result, None)
    for bell in bells:
        await bell
    return n


async def pool(jobs, workers):
    numbered, results, failures = enumerate(jobs), {}, []

    async def work():
        for number, job in numbered:
            try:
                results[number] = await job()
            except Exception as error:
                failures.append(error)
                for other in crew:
                    if other is not asyncio.current_task():
                        other.cancel()
                return

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        await asyncio.gather(*crew)
    except asyncio.CancelledError:
        if not failures:
            raise
    finally:
        for worker in crew:
            worker.cancel()
        await asyncio.gather(*crew, return_exceptions=True)
    if failures:
        raise failures[0]
    return tuple(results[number] for number in range(len(results)))
