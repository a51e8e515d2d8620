"""Reads off the results of `gather` how each coroutine ended, of a second one when interrupted."""

import asyncio


def state_of(task):
    if task.done():
        if task.cancelled():
            return "cancelled"
        return "done"
    current = asyncio.current_task()
    if current is not None and current is task:
        return "running"
    return "pending"


async def cancel_all():
    others = {task: task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()}
    ended_cancelled = []

    def note(task):
        if task.cancelled():
            ended_cancelled.append(others[task])

    for task in others:
        task.cancel()
    await asyncio.wait_for(asyncio.gather(*others, return_exceptions=True), None)
    for task in others:
        note(task)
    return sorted(ended_cancelled)


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        log.append("cleanup")
        raise
    log.append("done")


def run_until_interrupted(*coroutines):
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(coroutine) for coroutine in coroutines]
    try:
        results = loop.run_until_complete(everything(tasks))
    except KeyboardInterrupt:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        results = loop.run_until_complete(everything([*tasks, *asyncio.all_tasks(loop)]))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
    finished, cancelled = [], []
    for coroutine, result in zip(coroutines, results):
        if isinstance(result, asyncio.CancelledError):
            cancelled.append(coroutine.__name__)
        elif not isinstance(result, BaseException):
            finished.append(coroutine.__name__)
    return finished, cancelled


async def everything(tasks):
    return await asyncio.gather(*tasks, return_exceptions=True)
