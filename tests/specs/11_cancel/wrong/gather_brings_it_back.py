"""A plain `gather` in main hands the KeyboardInterrupt of a coroutine to main, which breaks off the cleanups.

Fails: task 4
Says: The loop was closed while a cleanup was still going on: run it until every task has ended.
"""

import asyncio

FAILED = object()


def state_of(task):
    if task.cancelled():
        return "cancelled"
    if task.done():
        return "done"
    return "running" if task is asyncio.current_task() else "pending"


async def cancel_all():
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    return sorted(task.get_name() for task in others if task.cancelled())


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        log.append("cleanup")
        raise
    log.append("done")


def run_until_interrupted(*coroutines):
    tasks = []

    async def watch(coroutine):
        try:
            return await coroutine
        except Exception:
            return FAILED

    async def main():
        tasks.extend(asyncio.create_task(watch(coroutine)) for coroutine in coroutines)
        await asyncio.gather(*tasks)

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
    finished, cancelled = [], []
    for coroutine, task in zip(coroutines, tasks):
        if task.cancelled():
            cancelled.append(coroutine.__name__)
        elif task.done() and task.exception() is None and task.result() is not FAILED:
            finished.append(coroutine.__name__)
    return finished, cancelled
