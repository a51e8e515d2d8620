"""Lists as cancelled whatever it asked to cancel, also a coroutine that finished all the same.

Fails: task 4
Says: A coroutine that finished although it was asked to cancel is listed as cancelled: it has finished.
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
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(coroutine) for coroutine in coroutines]
    cancelled = []
    try:
        if tasks:
            loop.run_until_complete(asyncio.wait(tasks))
    except KeyboardInterrupt:
        left = asyncio.all_tasks(loop)
        for task in left:
            if task.cancel() and task in tasks:
                cancelled.append(task)
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    finally:
        loop.close()
    finished = [task for task in tasks if task not in cancelled and not task.cancelled() and not task.exception()]
    return [task.get_coro().__name__ for task in finished], [task.get_coro().__name__ for task in cancelled]
