"""Without a loop of its own: each task that ends starts the next one from its callback."""

import asyncio


async def crowd(n, delay):
    loop = asyncio.get_running_loop()
    bells = [loop.create_future() for _ in range(n)]
    for bell in bells:
        loop.call_later(delay, bell.set_result, 1)

    async def wait_for(bell):
        return await bell

    return sum(await asyncio.gather(*map(wait_for, bells)))


async def pool(jobs, workers):
    loop = asyncio.get_running_loop()
    over, results, running = loop.create_future(), [], set()
    closed = False

    def start():
        job = None if closed else next(jobs, None)
        if job is not None:
            place = len(results)
            results.append(None)
            task = loop.create_task(job())
            running.add(task)
            task.add_done_callback(lambda task: ended(task, place))
        elif not running and not over.done():
            over.set_result(results)

    def ended(task, place):
        running.discard(task)
        if closed:
            return
        if task.cancelled() or task.exception():
            over.done() or over.set_exception(task.exception() or asyncio.CancelledError())
            return
        results[place] = task.result()
        start()

    for _ in range(workers):
        if not over.done():
            start()
    try:
        return await over
    finally:
        closed = True
        while running:
            for task in list(running):
                task.cancel()
            await asyncio.wait(running)
