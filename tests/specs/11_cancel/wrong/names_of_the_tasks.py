"""Gives the names of the tasks in place of those of the coroutines.

Fails: task 4
Says: `finished` holds other names: it must hold each coroutine's `__name__`.
"""

import asyncio


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

    async def main():
        tasks.extend(asyncio.create_task(coroutine) for coroutine in coroutines)
        await asyncio.gather(*tasks, return_exceptions=True)

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
    finished = [task.get_name() for task in tasks if not task.cancelled() and task.exception() is None]
    return finished, [task.get_name() for task in tasks if task.cancelled()]
