"""Catches the interrupt within `asyncio.run`, where it never arrives, and hands out what has finished.

Fails: task 4
Says: The KeyboardInterrupt came out of run_until_interrupted: it has to stop there.
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

    async def watch(coroutine):
        try:
            await coroutine
            finished.append(coroutine.__name__)
        except asyncio.CancelledError:
            cancelled.append(coroutine.__name__)
            raise
        except (Exception, KeyboardInterrupt):
            pass

    async def main():
        await asyncio.gather(*map(watch, coroutines), return_exceptions=True)

    asyncio.run(main())
    return finished, cancelled
