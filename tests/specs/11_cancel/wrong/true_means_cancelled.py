"""Takes the True of cancel() for a task that was cancelled, as a comment in the notes does.

Fails: task 2
Says: A task that finished although it was asked to cancel is in the list: it was not cancelled.
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
    names = [task.get_name() for task in others if task.cancel()]
    await asyncio.gather(*others, return_exceptions=True)
    return sorted(names)


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
