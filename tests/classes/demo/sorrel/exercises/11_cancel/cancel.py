import asyncio


def state_of(task):
    if task.cancelled():
        return "cancelled"
    elif task.done():
        return "done"
    elif task is asyncio.current_task():
        return "running"
    else:
        return "pending"


async def cancel_all():
    for t in asyncio.all_tasks():
        t.cancel()


async def worker(log, seconds):
    log.append("start")
    await asyncio.sleep(seconds)
    log.append("done")


def run_until_interrupted(*coroutines):
    pass
