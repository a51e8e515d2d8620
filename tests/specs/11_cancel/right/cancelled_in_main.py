"""Handles both ways of Ctrl-C: the cancellation of the main task in there, the bare interrupt outside."""

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
    sleeping = asyncio.create_task(asyncio.sleep(seconds))
    try:
        await sleeping
    except asyncio.CancelledError:
        sleeping.cancel()
        log.append("cleanup")
        raise
    log.append("done")


def run_until_interrupted(*coroutines):
    tasks = []

    async def main():
        for coroutine in coroutines:
            tasks.append(asyncio.ensure_future(coroutine))
        try:
            while not all(task.done() for task in tasks):
                await asyncio.wait(tasks)
        except asyncio.CancelledError:
            for task in tasks:
                if not task.cancelling():  # asyncio.run may have asked already; twice would cut a cleanup short
                    task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise

    runner = asyncio.Runner()
    try:
        runner.run(main())
    except KeyboardInterrupt:
        pass
    finally:
        runner.close()
    finished = [t.get_coro().__name__ for t in tasks if not t.cancelled() and not t.exception()]
    return finished, [t.get_coro().__name__ for t in tasks if t.cancelled()]
