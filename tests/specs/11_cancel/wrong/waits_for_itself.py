"""Leaves itself out when it cancels, but waits for all tasks, itself among them.

Fails: task 2
Says: cancel_all never returned: perhaps it waits for itself, the current task.
"""

import asyncio


def state_of(task):
    if task.cancelled():
        return "cancelled"
    if task.done():
        return "done"
    return "running" if task is asyncio.current_task() else "pending"


async def cancel_all():
    tasks = asyncio.all_tasks()
    for task in tasks:
        if task is not asyncio.current_task():
            task.cancel()
    await asyncio.wait(tasks)
    return sorted(task.get_name() for task in tasks if task.cancelled())


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
