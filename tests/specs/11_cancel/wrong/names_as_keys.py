"""Keeps the coroutines in a dict by name, so of two with the same name one is lost.

Fails: task 4
Says: Two coroutines of the same name were taken for one.
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
    named = {coroutine.__name__: coroutine for coroutine in coroutines}
    tasks = {}

    async def main():
        for name, coroutine in named.items():
            tasks[name] = asyncio.create_task(coroutine)
        await asyncio.gather(*tasks.values(), return_exceptions=True)

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
    finished = [name for name, task in tasks.items() if not task.cancelled() and task.exception() is None]
    return finished, [name for name, task in tasks.items() if task.cancelled()]
