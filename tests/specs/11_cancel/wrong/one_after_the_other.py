"""Runs the coroutines one after the other.

Fails: task 4
Says: The coroutines ran one after the other: start them all, then wait.
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
    with asyncio.Runner() as runner:
        for coroutine in coroutines:
            try:
                runner.run(coroutine)
            except KeyboardInterrupt:
                break
            except Exception:
                continue
            finished.append(coroutine.__name__)
    for coroutine in coroutines:
        if coroutine.__name__ not in finished:
            cancelled.append(coroutine.__name__)
            coroutine.close()
    return finished, cancelled
