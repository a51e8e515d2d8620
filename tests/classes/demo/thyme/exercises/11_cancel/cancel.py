import asyncio
import time


def state_of(task):
    if task.done():
        return "done"
    return "pending"


async def cancel_all():
    tasks = asyncio.all_tasks()
    tasks.remove(asyncio.current_task())
    for t in tasks:
        t.cancel()
    time.sleep(1)  # give them time
    return sorted(t.get_name() for t in tasks)


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        log.append("cleanup")
    log.append("done")


def run_until_interrupted(*coroutines):
    finished, cancelled = [], []
    for c in coroutines:
        try:
            asyncio.run(c)
            finished.append(c.__name__)
        except KeyboardInterrupt:
            cancelled.append(c.__name__)
    return finished, cancelled
