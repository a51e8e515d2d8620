"""Calls `asyncio.Task.all_tasks` as the notes do.

Fails: task 2
Says: asyncio.Task.all_tasks of the notes has been gone since Python 3.9: call asyncio.all_tasks().
"""

import asyncio


def state_of(task):
    if task.cancelled():
        return "cancelled"
    if task.done():
        return "done"
    return "running" if task is asyncio.current_task() else "pending"


async def cancel_all():
    cancelled = []
    for task in asyncio.Task.all_tasks():
        if task is not asyncio.current_task() and task.cancel():
            cancelled.append(task)
    await asyncio.gather(*cancelled, return_exceptions=True)
    return sorted(task.get_name() for task in cancelled if task.cancelled())


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

    async def main():
        tasks.extend(asyncio.create_task(coroutine) for coroutine in coroutines)
        await asyncio.gather(*tasks, return_exceptions=True)

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
    finished = [t.get_coro().__name__ for t in tasks if not t.cancelled() and t.exception() is None]
    cancelled = [t.get_coro().__name__ for t in tasks if t.cancelled()]
    return finished, cancelled
