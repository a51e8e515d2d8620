"""Exercise 11, by amber."""

import asyncio


def state_of(task):
    if task == asyncio.current_task():
        return "running"
    if not task.done():
        return "pending"
    return "cancelled" if task.cancelled() else "done"


async def cancel_all():
    me = asyncio.current_task()
    others = [t for t in asyncio.all_tasks() if t is not me]
    for t in others:
        t.cancel()
    if others:
        await asyncio.wait(others)
    return sorted(t.get_name() for t in others if t.cancelled())


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.sleep(seconds)
        log.append("done")
    except asyncio.CancelledError:
        log.append("cleanup")
        raise


def run_until_interrupted(*coroutines):
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(c) for c in coroutines]
    try:
        if tasks:
            loop.run_until_complete(asyncio.wait(tasks))
    except KeyboardInterrupt:
        for t in asyncio.all_tasks(loop):
            t.cancel()
        while left := asyncio.all_tasks(loop):
            loop.run_until_complete(asyncio.wait(left))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
    cancelled = [t.get_coro().__name__ for t in tasks if t.cancelled()]
    finished = [t.get_coro().__name__ for t in tasks if not t.cancelled() and not t.exception()]
    return finished, cancelled
