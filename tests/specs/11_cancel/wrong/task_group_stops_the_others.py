"""A `TaskGroup` cancels everybody as soon as one coroutine fails.

Fails: task 4
Says: When one coroutine raised an error, the others were stopped: only a KeyboardInterrupt does that.
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
        async with asyncio.TaskGroup() as group:
            tasks.extend(group.create_task(coroutine) for coroutine in coroutines)

    try:
        asyncio.run(main())
    except* (KeyboardInterrupt, Exception):
        pass
    finished = [t.get_coro().__name__ for t in tasks if not t.cancelled() and t.exception() is None]
    return finished, [t.get_coro().__name__ for t in tasks if t.cancelled()]
