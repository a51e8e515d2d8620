"""Takes its loop from `get_event_loop`, as the notes do, and closes it: there is none for the next call.

Fails: task 4
Says: Called a second time it raised an error: a loop that was closed cannot run again.
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
    loop = asyncio.get_event_loop()
    tasks = [loop.create_task(coroutine) for coroutine in coroutines]
    try:
        if tasks:
            loop.run_until_complete(asyncio.wait(tasks))
    except KeyboardInterrupt:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    finally:
        loop.close()
    return by_end(tasks)


def by_end(tasks):
    finished, cancelled = [], []
    for task in tasks:
        if task.cancelled():
            cancelled.append(task.get_coro().__name__)
        elif task.done() and task.exception() is None:
            finished.append(task.get_coro().__name__)
    return finished, cancelled
