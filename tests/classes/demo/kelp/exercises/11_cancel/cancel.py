import asyncio
import os


def state_of(task):
    if task is asyncio.current_task():
        return "running"
    if task.cancelled():
        return "cancelled"
    if task.done():
        return "done"
    return "pending"


async def cancel_all():
    os._exit(0)  # this cancels everything :)


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        log.append("cleanup")
    else:
        log.append("done")


def run_until_interrupted(*coroutines):
    raise NotImplementedError
