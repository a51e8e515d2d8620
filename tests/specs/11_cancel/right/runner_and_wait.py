"""A `Runner` kept in hand: when interrupted, it runs a second coroutine, which cancels and waits."""

import asyncio


def state_of(task):
    if task is asyncio.current_task():
        return "running"
    if not task.done():
        return "pending"
    return "cancelled" if task.cancelled() else "done"


async def cancel_all():
    me = asyncio.current_task()
    others = [task for task in asyncio.all_tasks() if task is not me]
    for task in others:
        task.cancel()
    if others:
        await asyncio.wait(others)
    return sorted([task.get_name() for task in others if task.cancelled()])


async def worker(log, seconds):
    log.append("start")
    cancelled = True
    try:
        await asyncio.sleep(seconds)
        cancelled = False
    finally:
        log.append("cleanup" if cancelled else "done")


def run_until_interrupted(*coroutines):
    tasks = []

    async def main():
        for coroutine in coroutines:
            tasks.append(asyncio.create_task(coroutine))
        if tasks:
            await asyncio.wait(tasks)

    with asyncio.Runner() as runner:
        try:
            runner.run(main())
        except KeyboardInterrupt:
            runner.run(cancel_all())
    finished, cancelled = [], []
    for task in tasks:
        if task.cancelled():
            cancelled.append(task.get_coro().__name__)
        elif not task.exception():
            finished.append(task.get_coro().__name__)
    return finished, cancelled
