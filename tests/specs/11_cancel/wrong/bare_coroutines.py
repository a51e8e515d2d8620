"""Hands bare coroutines to `asyncio.wait`, which has refused them since Python 3.11.

Fails: task 4
Says: asyncio.wait has refused bare coroutines since Python 3.11: make a task of each of them first.
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
    finished, cancelled = [], []
    loop = asyncio.new_event_loop()
    try:
        if coroutines:
            done, _ = loop.run_until_complete(asyncio.wait(coroutines))
            finished = [task.get_coro().__name__ for task in done]
    except KeyboardInterrupt:
        cancelled = loop.run_until_complete(cancel_all())
    finally:
        loop.close()
    return finished, cancelled
